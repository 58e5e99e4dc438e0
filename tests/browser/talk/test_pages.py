"""Stops that hold a page: the playground with its knobs, the challenge with its target, on stage by keyboard."""

import re

from playwright.sync_api import expect
from tab import PATIENCE_MS
from talk_page import SIZE, at


def add(page, caption):
    page.get_by_test_id("add-stop").click()
    page.get_by_label("Caption", exact=True).fill(caption)
    page.get_by_test_id("add-stop-confirm").click()


def test_a_playground_and_a_challenge_are_added_presented_and_left_by_keyboard(tab, app_url):
    page = tab.open(f"{app_url}/playground?play=width:16,pace:0", viewport=SIZE)
    get = page.get_by_test_id
    add(page, "Watch it learn")
    page.goto(f"{app_url}/challenge?level=plane&target=7&beat=3.2,41")
    get("challenge-hint").wait_for()
    add(page, "Who finds it?")
    page.goto(f"{app_url}/present?model=digits-2d")
    get("readiness").get_by_text("2 stops are in the browser").wait_for()
    rows = get("stops").locator("li")
    expect(rows.first).to_contain_text("Hidden units: 16 · Speed: Full")
    expect(rows.last).to_contain_text("2 sliders · target 7 · To beat: 3.2 % away after 0:41.0")
    expect(rows.last.get_by_role("button", name="Update, stop 2")).to_be_hidden()
    before = page.url
    page.context.set_offline(True)  # it is all here
    get("present").click()
    at(page, 1, 2)
    expect(get("play-width")).to_have_attribute("aria-valuetext", "16")
    expect(get("playground")).to_have_attribute("data-epochs", "0.00", timeout=PATIENCE_MS)
    page.keyboard.press("PageDown")
    expect(get("play-train")).to_have_text("Pause")
    expect(get("playground")).to_have_attribute("data-epochs", re.compile(r"^[1-9]"), timeout=PATIENCE_MS)
    get("play-beta").focus()
    page.keyboard.press("Shift+ArrowRight")  # the knob's own
    expect(get("play-beta")).to_have_attribute("aria-valuetext", "2")
    page.keyboard.press("ArrowRight")  # the talk's
    at(page, 2, 2)
    page.get_by_text("Find this: target 7").wait_for()
    get("challenge-beat").get_by_text("To beat: 3.2 %").wait_for()
    slider = get("stage-page").get_by_role("slider").first
    slider.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(get("challenge-best")).not_to_have_text("–")
    page.keyboard.press("PageUp")
    at(page, 1, 2)
    expect(get("play-beta")).to_have_attribute("aria-valuetext", "2")  # it goes on where it was
    expect(get("play-train")).to_have_text("Pause")
    assert float(get("playground").get_attribute("data-epochs")) > 1
    page.keyboard.press("r")
    expect(get("play-train")).to_have_text("Train")
    page.keyboard.press("PageDown")
    at(page, 2, 2)
    expect(get("challenge-best")).to_have_text("–")  # a game begins anew
    page.keyboard.press("PageUp")
    at(page, 1, 2)
    expect(get("play-train")).to_have_text("Train")
    expect(get("playground")).to_have_attribute("data-epochs", re.compile(r"^[1-9]"))
    page.keyboard.press("Escape")
    get("talk").wait_for(state="detached")
    assert (page.url, page.evaluate("latentLens.store.state.pageQuery")) == (before, None)
