"""One link restores everything on every page; so does a reload."""

from link_page import MADE, STATE, WALKED, go, link_of, make_everything, ready


def test_one_link_restores_what_was_made_on_every_page_and_a_reload_loses_nothing(open_page, app_url):
    page = open_page(f"{app_url}/explore?model=digits-2d")
    make_everything(page)
    made = page.evaluate(MADE)
    assert len(made["way"]) == 4
    assert made["walk"] == "geodesic"
    assert made["names"] == {"0": "slant"}
    assert [name for name, *_ in made["own"]] == ["curl & curve"]
    assert made["view"] is not None
    other = open_page(link_of(page))
    other.wait_for_function(WALKED)
    assert other.evaluate(MADE) == made
    assert other.get_by_test_id("play-speed").input_value() == "visual"
    loses_nothing_by_a_reload(page, made)
    for name in ("Explore", "Manifold", "Model", "Learn", "Reconstructions"):
        go(page, name)
        made = page.evaluate(MADE)
        assert open_page(link_of(page)).evaluate(MADE) == made
        if name in ("Explore", "Manifold"):
            loses_nothing_by_a_reload(page, made)
    assert page.get_by_test_id("link-notice").is_hidden()


def loses_nothing_by_a_reload(page, made):
    page.reload()
    ready(page)
    page.wait_for_function(f"{STATE}.projection === '{made['projection']}'")
    assert page.evaluate(MADE) == made


def test_an_atlas_that_is_sent_anew_takes_no_slider_away(open_page, app_url):
    page = open_page(f"{app_url}/explore?model=digits-2d")
    page.get_by_test_id("direction-class").select_option("3")
    count = f"{STATE}.directions.length"
    assert page.evaluate(count) == 1
    page.evaluate(f"latentLens.store.set({{ view: {{ ...{STATE}.view }}, directions: [] }})")
    assert page.evaluate(count) == 1
