"""Explore in a real Chromium: what pointer and keyboard do, and what must not happen."""

import numpy as np
import pytest
import torch
from explore_page import Explore
from model_choice import choose_model
from playwright.sync_api import Error as PlaywrightError
from tab import drawn

from vae_core.data.sets import load_dataset
from vae_core.measure.judge import SURE
from vae_core.measure.meter_build import load_judge, load_meter
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model

MODEL = "digits-2d"


@pytest.fixture
def explore(tab, app_url):
    return Explore(tab, app_url)


@pytest.fixture(scope="module")
def atlas():
    return load_atlas(MODEL)


def _bytes(frame):
    return frame if isinstance(frame, bytes) else frame.encode()


def test_a_slider_drag_paints_every_move_and_sends_nothing_until_release(explore):
    box = explore.slider(0).bounding_box()
    middle = box["y"] + box["height"] / 2
    explore.page.mouse.move(box["x"] + box["width"] / 2, middle)
    explore.page.mouse.down()
    before, sent = explore.state, len(explore.sent)
    for step in range(60):
        explore.page.mouse.move(box["x"] + box["width"] * (0.2 + 0.6 * step / 60), middle)
    during = explore.state
    assert len(explore.sent) == sent
    assert during["frames"] - before["frames"] >= 50  # several moves may share one display frame
    assert during["pixels"] != before["pixels"]
    assert during["place"] != before["place"]
    explore.page.mouse.up()
    explore.settle()
    assert len(explore.sent) == sent + 1
    assert explore.state["pinned"] == explore.state["z"]


def test_pins_in_a_row_are_one_message_and_python_hears_the_last(explore):
    sent = len(explore.sent)
    explore.page.evaluate(
        """() => {
          const { lens, store } = latentLens;
          for (let i = 0; i < 20; i++) lens.pin(Float32Array.of(i / 10, -i / 10), { source: "test", index: null });
        }"""
    )
    assert len(explore.sent) == sent
    explore.settle()
    assert len(explore.sent) == sent + 1
    said = b"".join(map(_bytes, explore.sent[sent:]))
    assert str(np.float32(1.9).item()).encode() in said  # the last place
    assert str(np.float32(1.8).item()).encode() not in said


def test_the_nearest_codes_are_those_of_brute_force_with_their_originals(explore, atlas):
    z = [0.3, -0.2]
    explore.page.evaluate("(z) => latentLens.lens.pin(Float32Array.from(z), { source: 'test', index: null })", z)
    explore.settle()
    distances = np.linalg.norm(atlas.codes - np.float32(z), axis=1)
    nearest = np.argsort(distances)[:6]
    cards = explore.page.get_by_test_id("neighbours")
    cards.locator(".card").filter(has_text=f"#{nearest[0]}").wait_for()
    cards.get_by_role("img", name="original").nth(5).wait_for()
    shown = [int(text.split("#")[1].split()[0]) for text in cards.locator("small").all_inner_texts()]
    assert shown == nearest.tolist()
    originals = cards.get_by_role("img", name="original").evaluate_all(
        """(canvases) => canvases.map((canvas) => {
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return Array.from(data.filter((_, i) => i % 4 === 0));
        })"""
    )
    images = load_dataset("digits", "test").images
    np.testing.assert_array_equal(originals, images[nearest].reshape(6, -1))


def test_an_original_is_asked_for_once(explore, atlas):
    explore.page.evaluate("latentLens.lens.pin(latentLens.store.state.view.code(7), { source: 'test', index: 7 })")
    explore.settle()
    explore.page.get_by_test_id("neighbours").get_by_role("img", name="original").nth(5).wait_for()
    for index in (8, 7):
        explore.page.evaluate(
            "(i) => latentLens.lens.pin(latentLens.store.state.view.code(i), { source: 'test', index: i })", index
        )
        sent = len(explore.sent)
        explore.settle()
    said = b"".join(map(_bytes, explore.sent[sent:]))
    assert b'"pin"' in said
    assert b"originals" not in said


def test_the_map_decodes_under_the_pointer_and_leaving_restores(explore):
    pinned, sent = explore.state["pinned"], len(explore.sent)
    frames = explore.state["frames"]
    explore.circle(0.5, 0.5, 0.3)
    assert explore.state["frames"] - frames >= 20
    assert explore.state["z"] != pinned
    explore.page.mouse.move(700, 8)
    drawn(explore.page)
    assert explore.state["z"] == explore.state["pinned"] == pinned
    assert len(explore.sent) == sent


def test_over_a_point_of_a_computed_map_exactly_its_code_is_decoded(tab, app_url, atlas):
    explore = Explore(tab, app_url, query="?model=digits-2d&map=tsne", reduced_motion="reduce")
    index = int(np.argmax(atlas.tsne[:, 1]))  # at the edge of the map no other point is as near
    explore.page.mouse.move(*explore.place_of(index))
    drawn(explore.page)
    np.testing.assert_array_equal(np.float32(explore.state["z"]), atlas.codes[index])
    assert explore.state["support"]["nearest"]["index"] == index


def test_a_click_on_the_map_pins_and_sets_all_sliders(explore):
    explore.page.mouse.click(*explore.at(0.62, 0.3))
    explore.settle()
    explore.page.mouse.move(700, 8)
    drawn(explore.page)
    z = explore.state["pinned"]
    assert explore.state["z"] == z
    assert [float(explore.slider(dim).input_value()) for dim in range(2)] == pytest.approx(z, abs=1e-5)
    written = explore.page.evaluate("new URLSearchParams(location.hash.slice(1)).get('z')")
    np.testing.assert_array_equal(np.float32(written.split(",")), np.float32(z))


def test_a_page_switch_keeps_model_and_z(explore):
    explore.page.get_by_test_id("random").click()
    explore.settle()
    z = explore.state["pinned"]
    explore.page.get_by_role("link", name="Model", exact=True).click()
    explore.page.get_by_text("Information in each dimension").wait_for()
    explore.page.get_by_role("link", name="Explore").click()
    explore.map.wait_for()
    explore.settle()
    assert explore.state["pinned"] == z
    for dim, value in enumerate(z):
        slider = explore.slider(dim)
        low, high = float(slider.get_attribute("min")), float(slider.get_attribute("max"))
        assert float(slider.input_value()) == pytest.approx(min(high, max(low, value)), abs=1e-5)


def test_the_projections_fly_into_each_other_and_keep_the_place(explore, atlas):
    index = explore.state["support"]["nearest"]["index"]
    for name, projection, places in (("PCA", "pca", atlas.pca), ("t-SNE", "tsne", atlas.tsne)):
        explore.page.get_by_text(name, exact=True).click()
        explore.page.wait_for_function("(name) => latentLens.snapshot().projection === name", arg=projection)
        drawn(explore.page)
        assert explore.state["place"] == pytest.approx(places[index].tolist(), abs=1e-3)


def test_a_model_of_two_numbers_opens_as_its_plane_and_empty_space_is_its_own_coordinate(explore):
    assert explore.state["projection"] == "z1,z2"
    assert "map=" not in explore.page.url
    explore.page.mouse.move(*explore.at(0.2, 0.15))
    drawn(explore.page)
    (left, top), box = explore.at(0.2, 0.15), explore.map.bounding_box()
    expected, one_pixel = explore.page.evaluate(
        """([x, y]) => {
          const { xaxis, yaxis } = document.querySelector(".st-key-map .js-plotly-plot")._fullLayout;
          const place = [xaxis.p2d(x - xaxis._offset), yaxis.p2d(y - yaxis._offset)];
          return [place, [xaxis.p2d(1) - xaxis.p2d(0), yaxis.p2d(1) - yaxis.p2d(0)]];
        }""",
        [left - box["x"], top - box["y"]],
    )
    assert one_pixel[0] == pytest.approx(-one_pixel[1])  # one scale both ways
    assert explore.state["z"] == pytest.approx(expected, abs=1.1 * one_pixel[0])
    assert explore.state["z"] == explore.state["place"]
    explore.page.get_by_text("t-SNE", exact=True).click()
    explore.page.wait_for_function("latentLens.snapshot().projection === 'tsne'")
    explore.page.wait_for_url("**map=tsne**")
    explore.page.get_by_text("Plane", exact=True).click()
    explore.page.wait_for_function("latentLens.snapshot().projection === 'z1,z2'")


def test_keys_nudge_a_slider_finely_with_shift_and_lock_and_double_click_work(explore):
    slider = explore.slider(0)
    slider.focus()
    start = explore.state["z"][0]
    slider.press("ArrowRight")
    coarse = explore.state["z"][0] - start
    slider.press("Shift+ArrowRight")
    fine = explore.state["z"][0] - start - coarse
    assert coarse > 0
    assert fine == pytest.approx(coarse / 8, rel=1e-3)
    slider.press("l")  # the lock, which is seen with the details only
    locked = explore.state["z"]
    explore.page.get_by_test_id("random").click()
    drawn(explore.page)
    assert explore.state["z"][0] == locked[0]
    assert explore.state["z"][1] != locked[1]
    explore.page.get_by_role("button", name="Lock z1").click()  # it is seen where it holds something
    slider.dblclick()
    drawn(explore.page)
    mean = float(np.mean(load_atlas(MODEL).codes[:, 0]))
    assert explore.state["z"][0] == pytest.approx(mean, abs=1e-3)


def test_the_map_can_be_walked_with_the_keyboard(explore):
    before = explore.state["pinned"]
    explore.map.focus()
    for _ in range(6):
        explore.map.press("ArrowUp")
    drawn(explore.page)
    walked = explore.state["z"]
    assert walked != before
    place = explore.page.evaluate("[...latentLens.lens.search.toMap(latentLens.store.state.pinned)]")
    explore.map.press("Escape")
    explore.page.wait_for_function("(place) => String(latentLens.snapshot().place) === String(place)", arg=place)
    assert explore.state["z"] == before
    for _ in range(6):
        explore.map.press("ArrowUp")
    explore.map.press("Enter")
    explore.settle()
    assert explore.state["pinned"] == pytest.approx(walked)
    narration = explore.page.get_by_test_id("narration").filter(has_text="nearest: test image")
    narration.wait_for(state="attached")


def test_undo_redo_and_the_ribbon_return_exactly(explore):
    first = explore.state["pinned"]
    explore.page.get_by_test_id("random").click()
    explore.page.get_by_test_id("test-image").click()
    last = explore.state["pinned"]
    for _ in range(2):
        explore.page.keyboard.press("Control+z")
    assert explore.state["pinned"] == first
    explore.page.get_by_role("button", name="Redo").click()
    explore.page.get_by_role("button", name="Redo").click()
    assert explore.state["pinned"] == last
    explore.page.get_by_role("button", name="Pin 1").click()
    assert explore.state["pinned"] == first


def test_search_goes_to_a_test_image(explore, atlas):
    field = explore.page.get_by_role("searchbox")
    field.fill("123")
    field.press("Enter")
    np.testing.assert_array_equal(np.float32(explore.state["pinned"]), atlas.codes[123])


def go(page, z):
    """Moves there from outside, as a slider would, and waits for its frame."""
    page.evaluate("(z) => latentLens.go(z)", z)
    page.wait_for_function("(z) => latentLens.snapshot().z?.every((value, d) => value === Math.fround(z[d]))", arg=z)


def test_the_meter_is_the_one_of_vae_core(explore, atlas):
    points = np.float32(np.random.default_rng(0).normal(size=(8, 2)) * 1.5)
    expected = load_meter(MODEL).read(points).percent
    for point, percent in zip(points.tolist(), expected, strict=True):
        go(explore.page, point)
        assert explore.state["support"]["percent"] == pytest.approx(percent, abs=0.1)


def test_going_to_a_place_is_the_end_of_a_sliders_drag(explore):
    go(explore.page, [0.5, -0.25])
    state = explore.state
    assert state["pinned"] == state["z"] == [0.5, -0.25]
    pixels = load_model(MODEL).decode(torch.tensor([[0.5, -0.25]])).flatten()
    np.testing.assert_allclose(state["pixels"], pixels, atol=1e-4)
    sure = load_judge(MODEL).judge.probabilities(pixels).max(1)
    named = str(int(sure.indices)) if float(sure.values) >= SURE else None
    assert state["looksLike"] == named
    assert {"percent", "level", "code", "picture"} <= state["support"].keys()


def test_a_wrong_place_is_refused_in_one_sentence(explore):
    with pytest.raises(PlaywrightError, match=r"go\(z\) needs 2 finite numbers"):
        explore.page.evaluate("latentLens.go([1])")


def test_a_pan_draws_nothing_anew_and_the_next_colouring_starts_there(explore):
    received = []

    def keep(frame):
        received.append(_bytes(frame))

    explore.tab.listen("websocket", lambda socket: socket.on("framereceived", keep))
    explore.page.reload()
    explore.ready()
    received.clear()
    x, y = explore.at(0.5, 0.5)
    explore.page.mouse.move(x, y)
    explore.page.mouse.down()
    explore.page.mouse.move(x + 60, y + 40, steps=6)
    explore.page.mouse.up()
    explore.page.wait_for_function("latentLens.store.state.mapView")
    explore.settle()
    camera = explore.page.evaluate("latentLens.lens.maps.camera()")
    assert b"t-SNE" not in b"".join(received)  # the controls of the map come with every drawing of it
    explore.page.get_by_role("combobox", name="Colour by").click()
    explore.page.get_by_role("option", name="posterior sigma").click()
    explore.page.wait_for_function(
        "document.querySelector('.st-key-map .js-plotly-plot')?._fullLayout?.meta?.colouring === 'sigma'"
    )
    assert b"t-SNE" in b"".join(received)
    drawn(explore.page, frames=30)
    assert explore.page.evaluate("latentLens.lens.maps.camera()") == {
        axis: pytest.approx(values) for axis, values in camera.items()
    }


def test_filtering_a_class_takes_it_off_the_map(explore):
    explore.page.get_by_role("button", name="4", exact=True).click()
    explore.page.wait_for_function(
        """document.querySelector('.st-key-map .js-plotly-plot')?._fullData
          ?.some((trace) => trace.name === '4' && trace.visible === false)"""
    )


def test_switching_models_stays_on_the_same_test_image_or_returns(tab, app_url):
    visitor = Explore(tab, app_url, query="?model=mnist-2d")
    field = visitor.page.get_by_role("searchbox")
    field.fill("321")
    field.press("Enter")
    choose_model(visitor.page, "mnist-16d")
    visitor.page.wait_for_function("latentLens.snapshot().model === 'mnist-16d'")
    drawn(visitor.page)
    np.testing.assert_array_equal(np.float32(visitor.state["pinned"]), load_atlas("mnist-16d").codes[321])


def test_hold_shows_the_spread_of_pixels_under_the_posterior(explore):
    before = explore.page.get_by_test_id("stage").screenshot()
    explore.page.keyboard.down("u")
    explore.page.get_by_text("64 posterior draws").wait_for()
    assert explore.page.get_by_test_id("stage").screenshot() != before
    explore.page.keyboard.up("u")
    explore.page.get_by_text("posterior draws").wait_for(state="hidden")


def test_the_spread_of_a_flow_posterior_is_said_to_be_that_of_a_gaussian_near_it(explore):
    kind = explore.page.evaluate("latentLens.store.state.engine.spec.posterior")
    explore.page.evaluate("latentLens.store.state.engine.spec.posterior = 'flow'")
    explore.page.keyboard.down("u")
    explore.page.get_by_text("64 draws from a Gaussian near the posterior").wait_for()
    explore.page.keyboard.up("u")
    explore.page.evaluate("(kind) => { latentLens.store.state.engine.spec.posterior = kind; }", kind)


def test_a_number_that_is_no_image_says_which_there_are(explore):
    search = explore.page.get_by_role("searchbox")
    search.fill("99999")
    explore.page.get_by_text("images 0 to 359").wait_for()
    search.press("Enter")
    search.fill("12")
    search.press("Enter")
    explore.page.wait_for_function("latentLens.store.state.pinnedOrigin.index === 12")
