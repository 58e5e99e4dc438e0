"""The language of a visitor: the browser's, one that an address names, one that was chosen; each visitor has an own."""

import pytest
from navigation import go_to

READY = "globalThis.latentLens?.snapshot().frames > 0"
LANGUAGE = "document.documentElement.lang"


@pytest.fixture
def chinese(new_tab):
    """A window of somebody whose browser prefers Chinese."""
    return new_tab(locale="zh-CN")


def heading(page):
    page.get_by_role("heading", level=1).wait_for()
    return page.get_by_role("heading", level=1).inner_text()


def test_two_visitors_at_once_read_each_the_language_of_their_browser(chinese, tab, app_url):
    theirs, ours = chinese.open(f"{app_url}/explore"), tab.open(f"{app_url}/explore")
    for _ in range(2):
        for page, title, language in ((theirs, "探索", "zh-Hans"), (ours, "Explore", "en")):
            page.wait_for_function(READY)
            assert heading(page) == title
            assert page.title() == f"{title} · Latent Lens"
            assert page.evaluate(LANGUAGE) == language
            assert page.get_by_test_id("help").get_attribute("title") == {"en": "Help", "zh-Hans": "帮助"}[language]
        theirs.reload()


def test_a_language_in_the_address_stays_on_every_page_and_in_the_address(tab, app_url):
    page = tab.open(f"{app_url}/model?lang=zh")
    assert heading(page) == "模型"
    for title, path in (("训练", "train"), ("插值", "interpolate")):
        go_to(page, title)
        page.wait_for_url(f"**/{path}?*lang=zh*")
        page.get_by_role("heading", level=1, name=title).wait_for()
    page.reload()
    assert heading(page) == "插值"
    assert page.get_by_text("Ignored in this link").count() == 0


def test_a_choice_in_the_header_outlasts_the_address_and_is_no_part_of_it(chinese, app_url):
    page = chinese.open(f"{app_url}/explore?lang=zh&model=digits-2d")
    page.wait_for_function(READY)
    page.evaluate("latentLens.go([0.5, -1])")
    page.wait_for_url("**z=0.5,-1*")
    page.get_by_test_id("language-en").click()
    page.get_by_role("heading", level=1, name="Explore").wait_for()
    page.wait_for_function("globalThis.latentLens?.snapshot().pinned?.[0] === 0.5")
    assert "lang=" not in page.url
    page.goto(f"{app_url}/manifold")
    assert heading(page) == "Manifold"
    page.get_by_test_id("language-zh").click()
    page.get_by_role("heading", level=1, name="流形").wait_for()


def test_a_page_without_a_model_names_none_when_the_language_changes(tab, app_url):
    page = tab.open(f"{app_url}/train?lang=zh")
    page.get_by_test_id("language-en").click()
    page.get_by_role("heading", level=1, name="Train").wait_for()
    assert "null" not in page.url


def test_on_a_phone_the_language_is_chosen_in_the_help(tab, app_url):
    page = tab.open(f"{app_url}/model", viewport={"width": 390, "height": 844})
    page.get_by_test_id("help").click()
    page.get_by_test_id("help-language-zh").click()
    page.get_by_role("heading", level=1, name="模型").wait_for()
