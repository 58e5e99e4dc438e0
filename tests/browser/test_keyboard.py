"""Explore without a pointer: its main task in few presses, groups as one stop of Tab, what sliders say, and words."""

import pytest
from explore_page import Explore
from tab import drawn

FOCUS = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node?.dataset.testid ?? "";
}"""
MOST_TABS = 25


@pytest.fixture
def explore(same_visit, tab, app_url):
    """The same visitor for tests that do not ask where the visit has come to."""
    return same_visit(lambda: Explore(tab, app_url))


def _tab_to(page, testid, key="Tab"):
    """How many presses it takes."""
    for presses in range(1, 60):
        page.keyboard.press(key)
        if page.evaluate(FOCUS) == testid:
            return presses
    raise AssertionError(f"Tab does not come to {testid}")


def test_the_main_task_takes_few_presses_of_tab(tab, app_url):
    explore = Explore(tab, app_url, permissions=["clipboard-read", "clipboard-write"])
    page = explore.page
    tabs = _tab_to(page, "stSkipToContent")
    page.keyboard.press("Enter")
    tabs += _tab_to(page, "model")
    page.keyboard.press("Enter")
    tabs += _tab_to(page, "model-mnist-16d")
    page.keyboard.press("Enter")
    page.wait_for_function("latentLens.snapshot().model === 'mnist-16d'")
    explore.settle()
    before = explore.state["pinned"]
    tabs += _tab_to(page, "skip-sliders", "Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")  # which pins when it is let go
    pinned = explore.state["pinned"]
    assert pinned != before
    tabs += _tab_to(page, "random", "Shift+Tab")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    tabs += _tab_to(page, "copy-link")
    page.keyboard.press("Enter")
    page.get_by_text("Link copied").first.wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "model=mnist-16d" in link
    assert tabs <= MOST_TABS


def test_sliders_are_one_stop_and_up_and_down_lead_through_them(explore):
    page = explore.page
    explore.slider(0).focus()
    z = explore.state["z"]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUS) == "slider-1"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) == "direction-class"  # digits-2d has no more than two sliders
    assert explore.state["z"] == z


def test_enter_on_a_slider_names_it_and_escape_leaves_the_name(explore):
    explore.slider(0).focus()
    explore.page.keyboard.press("Enter")
    explore.page.keyboard.type("slant\u202e")
    explore.page.keyboard.press("Enter")
    assert explore.page.evaluate("latentLens.store.state.names") == {"0": "slant"}
    explore.page.keyboard.press("Enter")
    explore.page.keyboard.type("other")
    explore.page.keyboard.press("Escape")
    assert explore.page.evaluate("latentLens.store.state.names") == {"0": "slant"}


def test_a_slider_says_in_words_what_it_did_to_the_picture(explore):
    slider = explore.slider(1)
    slider.focus()
    slider.press("Home")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        slider.press(key)
    drawn(explore.page)
    value, looks = explore.state["z"][1], explore.page.evaluate("latentLens.store.state.support.caption")
    assert slider.get_attribute("aria-valuetext") == f"z2 = {value:.2f}, {looks}"
    explore.page.get_by_test_id("name-1").dblclick()
    explore.page.get_by_label("Name of z2", exact=True).fill("size")
    explore.page.get_by_label("Name of z2", exact=True).press("Enter")
    assert explore.page.evaluate(FOCUS) == "slider-1"
    drawn(explore.page)
    assert slider.get_attribute("aria-valuetext").startswith("size (z2) = ")


def test_an_explanation_opens_and_closes_by_key_and_by_click(explore):
    page, word = explore.page, explore.page.get_by_test_id("explain-support")
    note = page.locator(".explanation:popover-open")
    word.focus()
    page.keyboard.press("Enter")
    note.get_by_text("the percentage of held-out images").wait_for()
    assert word.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    note.wait_for(state="detached")
    assert page.evaluate(FOCUS) == "explain-support"
    explore.page.get_by_test_id("explain-map").click()
    note.get_by_text("decoded exactly").wait_for()
    box = note.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.mouse.click(700, 8)
    note.wait_for(state="detached")


def test_details_are_closed_at_first_and_stay_as_they_were_left(explore):
    page = explore.page
    hold, nats = page.get_by_test_id("uncertainty"), page.locator(".slider small").first
    assert [hold.is_visible(), nats.is_visible(), page.get_by_test_id("parity").is_visible()] == [False] * 3
    page.get_by_test_id("details").click()
    page.get_by_test_id("parity").wait_for()
    assert [hold.is_visible(), nats.is_visible()] == [True] * 2
    page.reload()
    explore.ready()
    assert hold.is_visible()
    page.get_by_test_id("details").click()
    assert not hold.is_visible()


def test_the_other_sliders_come_on_demand_and_with_a_link(tab, app_url):
    explore = Explore(tab, app_url, query="?model=mnist-16d")
    shown = explore.page.locator(".sliders input[type=range]:visible")
    assert shown.count() == 4
    more = explore.page.get_by_test_id("more-sliders")
    assert more.inner_text() == "12 more"
    more.click()
    assert shown.count() == 16
    explore.page.wait_for_function("location.hash.includes('all=1')")
    explore.page.reload()
    explore.ready()
    assert shown.count() == 16
