"""The header of every page: the model by its card, help in words, light or dark."""

import re

import pytest
from model_choice import choose_model
from navigation import go_to, menu_of
from tab import drawn, until

from vae_core.store.folder import list_models

SNAPSHOT = "latentLens.snapshot()"


@pytest.fixture
def first_visit(tab, app_url):
    def first_visit():
        page = tab.open(f"{app_url}/explore?model=digits-2d")
        page.wait_for_function("globalThis.latentLens?.snapshot().support")
        return page

    return first_visit


@pytest.fixture
def explore(same_visit, first_visit):
    return same_visit(first_visit)


def test_every_card_has_its_picture_and_its_words(explore):
    explore.get_by_test_id("model").click()
    cards = explore.get_by_role("dialog", name="Choose a model").get_by_role("listitem")
    for card in cards.all():
        image = card.locator("img").element_handle()
        explore.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image)
    assert cards.count() == len(list_models())
    assert "See everything at once" in cards.first.inner_text()
    explore.keyboard.press("Escape")
    assert explore.get_by_role("dialog").count() == 0


def test_help_says_what_the_page_is_for_and_gives_the_focus_back(explore):
    explore.get_by_test_id("help").focus()
    explore.keyboard.press("Enter")
    dialog = explore.get_by_role("dialog", name="Help")
    assert "Each dot of the map" in dialog.inner_text()
    assert "t-SNE" in dialog.inner_text()
    explore.keyboard.press("Escape")
    assert explore.evaluate("document.activeElement.shadowRoot?.activeElement?.dataset.testid") == "help"


def test_a_card_opens_its_model_on_every_page_from_then_on(explore):
    choose_model(explore, "mnist-2d")
    explore.wait_for_function("latentLens.snapshot().model === 'mnist-2d'")
    assert explore.get_by_test_id("model").inner_text().startswith("Digits, 2 numbers")
    explore.get_by_role("link", name="Interpolate").click()
    explore.wait_for_url("**/interpolate*")
    explore.wait_for_function("latentLens.snapshot().model === 'mnist-2d'")


def test_dark_stays_on_other_pages_and_the_point_is_kept(first_visit):
    explore = first_visit()
    explore.evaluate("latentLens.go([0.5, -1])")
    explore.wait_for_url("**z=0.5,-1*")
    background = "getComputedStyle(document.querySelector('[data-testid=stApp]') ?? document.body).backgroundColor"
    light = explore.evaluate(background)
    explore.get_by_test_id("theme").click()
    explore.wait_for_function(f"light => {background} !== light", arg=light)
    explore.wait_for_function("globalThis.latentLens?.snapshot().pinned?.[0] === 0.5")
    dark = explore.evaluate(background)
    explore.goto(explore.url.split("/explore")[0] + "/model")
    explore.wait_for_function(f"dark => {background} === dark", arg=dark)


def test_a_page_has_one_heading_and_the_tab_its_name(tab, app_url):
    page = tab.open(f"{app_url}/learn")
    for title in ("Learn", "Explore", "Manifold", "Interpolate", "Model", "Train"):
        go_to(page, title)
        page.get_by_role("heading", level=1, name=title, exact=True).wait_for()
        page.wait_for_function("title => document.title === `${title} · Latent Lens`", arg=title)
        assert page.get_by_role("heading", level=1).count() == 1
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        drawn(page, frames=10)  # who leaves sooner asks for pictures that are gone
        page.wait_for_function("[...document.images].every((image) => image.complete)")


def test_where_there_is_nothing_to_share_the_buttons_stand_at_the_edge(tab, app_url):
    page = tab.open(f"{app_url}/zoo")
    page.get_by_test_id("theme").wait_for()
    box = page.get_by_test_id("theme").bounding_box()
    assert box["x"] + box["width"] == page.viewport_size["width"] - 40
    assert not page.get_by_test_id("copy-page-link").is_visible()


NAME = "getComputedStyle(document.querySelector('[data-testid=stHeaderLogo]').parentElement, '::after').content"


OPEN_TO_ALL = "[data-testid=stTopNav] > :not([inert])"
GROUPS = ["Look closer", "Play", "Make"]


def ends(page):
    links = page.get_by_test_id("stTopNav").bounding_box()
    return links["x"] + links["width"]


def begins(page):
    return page.get_by_test_id("model").bounding_box()["x"]


WIDTHS = {
    1600: '"Latent Lens"',
    1400: '"Latent Lens"',
    1280: '"Latent Lens"',
    1240: '"Latent Lens"',
    1024: '"Latent Lens"',
    900: "none",
}


def test_the_links_fold_before_they_reach_the_buttons(tab, app_url):
    page = tab.open(f"{app_url}/model")
    page.get_by_test_id("model").wait_for()
    for width, name in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        until(page, lambda name=name: page.evaluate(NAME) == name and ends(page) <= begins(page))
        own = {"name": "Look closer", "exact": True} if width > 1180 else {"name": re.compile(r"^\d+ more$")}
        page.locator(OPEN_TO_ALL).get_by_role("button", **own).and_(page.locator("[aria-current=true]")).wait_for()
        titles = page.locator(f"{OPEN_TO_ALL} [data-testid=stTopNavSection]").all_inner_texts()
        assert width <= 1180 or titles == GROUPS


def test_a_menu_is_gone_through_by_keys(tab, app_url):
    page = tab.open(f"{app_url}/zoo")
    menu_of(page, "Play").focus()
    page.keyboard.press("ArrowDown")
    for name in ("Playground", "Challenge"):
        page.wait_for_function("name => document.activeElement.textContent === name", arg=name)
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    page.get_by_role("menu").wait_for(state="detached")
    page.wait_for_function("document.activeElement.dataset.testid === 'stTopNavSection'")
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Playground").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Playground").wait_for()
    menu_of(page, "Play").and_(page.locator("[aria-current=true]")).wait_for()
