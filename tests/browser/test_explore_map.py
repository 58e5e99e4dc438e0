"""The map of Explore: what pointer, keys and a click do on it, and what draws it anew."""

import numpy as np
import pytest
from explore_page import Explore, bytes_of
from tab import drawn

from vae_core.store.atlas import load_atlas

MODEL = "digits-2d"


@pytest.fixture(scope="module")
def atlas():
    return load_atlas(MODEL)


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
    explore = Explore(tab, app_url, query="?model=digits-2d&map=tsne")
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


def test_the_projections_fly_into_each_other_and_keep_the_place(tab, app_url, atlas):
    explore = Explore(tab, app_url, reduced_motion="no-preference")
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


def test_a_pan_draws_nothing_anew_and_the_next_colouring_starts_there(explore):
    received = []

    def keep(frame):
        received.append(bytes_of(frame))

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
