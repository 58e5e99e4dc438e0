"""On the stage: keys of a clicker, what can be grabbed, layers, sizes, failures."""

import pytest
from talk_page import at, present, stop, z_is

SECOND = "mnist-2d"


def test_what_the_server_says_late_changes_nothing_on_the_stage(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    present(page, stop(), stop(z=(-1, 1)))
    at(page, 1, 2)
    z_is(page, 0.5, -1)
    page.evaluate(
        """async () => {
          const root = document.createElement("div");
          for (const stamp of ["late", "later"]) {
            const data = { part: "state", model: "digits-2d", z: [1, 1], stamp };
            latentLens.mount({ parentElement: root, data, setTriggerValue() {} });
            await new Promise(requestAnimationFrame);
          }
          latentLens.unmount(root);
        }"""
    )
    z_is(page, 0.5, -1)
    page.keyboard.press("ArrowRight")
    at(page, 2, 2)
    z_is(page, -1, 1)
    page.keyboard.press("ArrowLeft")
    z_is(page, 0.5, -1)


@pytest.mark.parametrize("size", [(1024, 768), (1280, 720), (1920, 1080)])
def test_picture_and_many_sliders_fit_on_the_stage(visit, app_url, size):
    page = visit(f"{app_url}/present?model=mnist-16d")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    present(page, stop("mnist-16d", [0.5] * 16, panels=["map", "picture", "sliders"]))
    at(page, 1, 1)
    talk = page.get_by_test_id("talk")
    talk.get_by_test_id("slider-0").or_(talk.get_by_test_id("slider-5")).first.wait_for()
    picture, sliders = (talk.locator(f".slot.{name}").bounding_box() for name in ("picture", "sliders"))
    assert picture["y"] + picture["height"] <= sliders["y"] + 1
    assert sliders["y"] + sliders["height"] <= size[1]
    assert talk.locator(".slot.sliders").evaluate("(slot) => slot.scrollHeight - slot.clientHeight") <= 1


def test_the_keys_of_a_clicker_walk_through_stops_and_models(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    second = stop(SECOND, (1, 0.25), panels=["lattice", "picture"], projection="pca")
    present(page, stop(), second, stop(z=(-1, 1), panels=["picture", "sliders"]))
    at(page, 1, 3)
    z_is(page, 0.5, -1)
    forward, back = [("PageDown", 2), ("Space", 3), ("PageDown", 3)], [("PageUp", 2), ("ArrowLeft", 1)]
    for key, number in [*forward, *back, ("End", 3), ("Home", 1), ("ArrowRight", 2)]:
        page.keyboard.press(key)
        at(page, number, 3)
    page.wait_for_function(f"() => latentLens.snapshot().model === '{SECOND}'")
    z_is(page, 1, 0.25)
    page.keyboard.press("Escape")
    page.wait_for_function("() => latentLens.snapshot().model === 'digits-2d'")  # a talk leaves no trace


def test_picture_slider_and_map_can_be_grabbed_and_the_next_key_goes_on(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    present(page, stop(panels=["map", "picture", "sliders"]), stop(z=(-1, 1)))
    z_is(page, 0.5, -1)
    talk = page.get_by_test_id("talk")
    box = talk.get_by_test_id("stage").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 40, steps=3)
    page.mouse.up()
    page.wait_for_function("() => latentLens.snapshot().z[0] > 0.6")
    assert page.evaluate("latentLens.snapshot().z[1]") == -1
    talk.get_by_test_id("slider-1").fill("1.5")
    page.wait_for_function("() => latentLens.snapshot().z[1] === 1.5")
    box = talk.get_by_test_id("map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("() => latentLens.store.state.pinnedOrigin.source === 'map'")
    page.keyboard.press("ArrowRight")
    at(page, 2, 2)
    z_is(page, -1, 1)


def test_blank_spotlight_theme_and_help_have_their_keys(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    present(page, stop(), stop())
    talk = page.get_by_test_id("talk")
    for key, layer in (("b", "blank"), ("s", "spotlight")):
        page.keyboard.press(key)
        assert page.get_by_test_id(layer).is_visible()
        page.keyboard.press(key)
        assert not page.get_by_test_id(layer).is_visible()
    themes = [talk.get_attribute("data-theme")]
    for _ in range(3):
        page.keyboard.press("t")
        themes.append(talk.get_attribute("data-theme"))
    assert themes == ["light", "dark", "projector", "light"]
    page.keyboard.press("?")
    page.get_by_text("play or end the walk of this stop").wait_for()
    page.keyboard.press("Escape")
    assert talk.is_visible()
    page.keyboard.press("Escape")
    talk.wait_for(state="detached")


def test_what_fails_on_the_stage_is_said_where_the_picture_would_be(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    present(page, stop())
    failed = """() => {
        const { state, set } = latentLens.store;
        set({ pixels: null, problem: { sentence: "The decoder gave no picture here.", isWhole: true } });
    }"""
    page.evaluate(failed)
    page.get_by_test_id("talk").get_by_text("The decoder gave no picture here.").wait_for()
    page.get_by_test_id("talk").get_by_test_id("stage").wait_for(state="hidden")


def test_the_second_window_shows_notes_next_stop_and_clock(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    present(page, stop(notes="Breathe."), stop(z=(-1, 1), notes="Smile."))
    with page.expect_popup() as popup:
        page.keyboard.press("n")
    notes = popup.value
    assert notes.get_by_test_id("notes").inner_text() == "Breathe."
    assert notes.get_by_test_id("next-caption").inner_text() == "at -1"
    assert notes.get_by_test_id("clock").inner_text().startswith("00:")
    notes.keyboard.press("PageDown")
    at(page, 2, 2)
    assert notes.get_by_test_id("notes").inner_text() == "Smile."
    assert notes.get_by_test_id("next-caption").inner_text() == "The end"
