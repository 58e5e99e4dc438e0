"""No page has a violation that axe-core knows of: light, dark, forced colours, at a desk, on a phone, while loading.

axe-core comes with `npm ci`, which the app does not need. So pytest does not collect this file by itself, only when it
is named, or its name is one of tests, as for continuous integration: `python -m pytest tests/browser/axe_pages.py`.
"""

import json
from functools import cache

import pytest
from app_server import ROOT

from ui.one_file.build import one_file
from ui.pages import FIRST, PAGES
from ui.present.deck import example_decks

AXE = ROOT / "node_modules/axe-core/axe.min.js"
RUN = """async (rules) => (await axe.run({ resultTypes: ["violations"], ...(rules && { runOnly: rules }) }))
  .violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${JSON.stringify(target)} ${html.slice(0, 160)}`))"""
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # what another look of the same page can change
LOOKS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
SIZES = {"desk": {"width": 1400, "height": 900}, "phone": {"width": 390, "height": 844}}
NOT_RUNNING = "[data-testid=stApp][data-test-script-state=notRunning]"


@cache
def axe():
    assert AXE.is_file(), "axe-core is not here: run `npm ci`"
    return AXE.read_text(encoding="utf-8")


def violations(page, rules=None):
    """What the rules find, all of them unless said."""
    if not page.evaluate("() => Boolean(globalThis.axe)"):
        page.evaluate(axe())
    return page.evaluate(RUN, rules)


def settle(page):
    """Waits until Python rests, and what it sent is drawn."""
    page.locator(NOT_RUNNING).wait_for()
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')")
    page.evaluate("() => document.fonts.ready")


def in_every_look(page, where):
    found = []
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        for look, media in LOOKS.items():
            page.emulate_media(**media)
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 350)))")
            rules = None if look == "light" else OF_COLOUR
            found += [f"{where}, {size}, {look}: {each}" for each in violations(page, rules)]
    page.set_viewport_size(SIZES["desk"])
    page.emulate_media(**LOOKS["light"])
    return found


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_violation(tab, app_url, name):
    page = tab.open(f"{app_url}/{'' if name == FIRST else name}")
    page.get_by_test_id("stMain").wait_for()
    found = [f"{name}, loading: {each}" for each in violations(page)]
    settle(page)
    found += in_every_look(page, name)
    assert found == []


def test_the_stage_of_a_talk_has_none(tab, app_url):
    page = tab.open(f"{app_url}/present")
    deck = json.dumps(example_decks()["handwriting"]).encode()
    page.get_by_test_id("deck-file").set_input_files(
        {"name": "deck.json", "mimeType": "application/json", "buffer": deck}
    )
    page.get_by_test_id("readiness").filter(has_text="stops are in the browser").wait_for()
    found = in_every_look(page, "desk with stops")
    page.get_by_test_id("present").click()
    page.get_by_label("Presentation. Press").wait_for()
    found += in_every_look(page, "stage")
    assert found == []


def test_the_explorer_in_one_file_has_none(browser, tmp_path):
    path = tmp_path / "explorer.html"
    path.write_text(one_file("digits-2d").html, encoding="utf-8")
    context = browser.new_context(bypass_csp=True)  # the file's policy would keep axe-core out
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_function("() => globalThis.latentLens?.snapshot().pixels")
    assert in_every_look(page, "one file") == []
    context.close()
