"""The Interpolate page in detail: waypoints, walks measured and drawn, playback, a drawn path, corners, exports."""

import numpy as np
import pytest
from lab_page import END, START, Lab, two_images
from tab import drawn

from vae_core.store.atlas import load_atlas
from vae_core.walks.walker import load_walker


@pytest.fixture
def lab(tab, app_url):
    return two_images(tab, app_url)


@pytest.fixture
def same_lab(same_visit, tab, app_url):
    """One visitor for all that leave the walks as they are."""
    return same_visit(lambda: two_images(tab, app_url))


def path(lab, method):
    return np.array(lab.page.evaluate(f"latentLens.store.state.walks[{method!r}].path.map((z) => Array.from(z))"), "f4")


def test_all_five_walks_join_the_two_images(same_lab):
    ends = load_atlas("digits-2d").codes[[START, END]]
    walker = load_walker("digits-2d")
    for method in ("linear", "slerp", "data", "geodesic", "geodesic-near-data"):
        walk = path(same_lab, method)
        np.testing.assert_allclose(walk[[0, -1]], ends, atol=1e-6)
        # One thread here, perhaps several there: the geodesic's gradient steps then differ in the last digits.
        np.testing.assert_allclose(walk, walker.walk(method, ends, len(walk)).z, atol=2e-3)
        assert same_lab.get(f"walk-{method}").get_by_text("latent length").is_visible()


def test_each_row_shows_pictures_and_a_curve(same_lab):
    for method in ("linear", "slerp", "data", "geodesic", "geodesic-near-data"):
        strip = same_lab.get(f"strip-{method}")
        assert strip.evaluate("(canvas) => canvas.width / 8") >= 5
        ink = strip.evaluate(
            """(canvas) => {
              const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
              return data.reduce((sum, value) => sum + value);
            }"""
        )
        assert ink > 0
        assert "per cent on average" in same_lab.get(f"walk-{method}").locator("svg").get_attribute("aria-label")


def test_each_row_names_its_figures_with_units_and_marks_what_it_makes_small(same_lab):
    rows = {
        name: same_lab.get(f"walk-{name}") for name in ("linear", "slerp", "data", "geodesic", "geodesic-near-data")
    }
    least = {name: row.locator("dt.least").all_inner_texts() for name, row in rows.items()}
    assert least["geodesic"] == ["picture length"]
    assert least["geodesic-near-data"] == ["weighted length"]
    assert (least["linear"], least["slerp"], least["data"]) == (["latent length"], [], ["squared steps"])
    total = "(name) => latentLens.store.state.walks[name].imageSteps.reduce((a, b) => a + b)"
    image = {name: same_lab.page.evaluate(total, name) for name in rows}
    for name, row in rows.items():
        length = row.locator("dt", has_text="picture length").locator("+ dd").inner_text()
        number, unit = length.split()
        assert (float(number), unit) == (pytest.approx(image[name], abs=0.06), "√nats")
    assert image["geodesic"] <= image["linear"] * (1 + 1e-5)
    shown = rows["geodesic-near-data"].locator("dt.least + dd").inner_text().split()
    assert float(shown[0]) == pytest.approx(same_lab.state("walks['geodesic-near-data'].cost"), abs=0.06)
    assert float(shown[0]) >= image["geodesic-near-data"] * 0.99  # every step is as dear as its picture or dearer


@pytest.mark.parametrize("speed", ["latent", "visual"])
def test_playback_moves_the_live_picture_at_constant_speed(same_lab, speed):
    same_lab.get("play-speed").select_option(speed)
    same_lab.page.evaluate("latentLens.store.set({ playhead: 0.5 })")
    row = same_lab.state("walk")
    walk = path(same_lab, row)
    steps = same_lab.page.evaluate(
        f"Array.from(latentLens.store.state.walks[{row!r}].{'imageSteps' if speed == 'visual' else 'latentSteps'})"
    )
    reached = np.concatenate([[0], np.cumsum(steps)])
    expected = [np.interp(reached[-1] / 2, reached, axis) for axis in walk.T]
    same_lab.until("(there) => there.every((value, d) => Math.abs(value - STATE.z[d]) < 1e-4)", expected)
    assert same_lab.state("origin.source") == "walk"
    same_lab.get("play").click()
    same_lab.until("STATE.playhead > 0.6")
    same_lab.get("play").click()
    same_lab.until("!STATE.playing")
    same_lab.until("STATE.pinned.every((value, d) => value === STATE.z[d])")


def test_a_waypoint_that_is_removed_leaves_no_picture_behind_and_one_alone_no_walk(lab):
    lab.get("waypoints").get_by_title("Remove").first.hover()
    lab.until("latentLens.snapshot().z.join() !== latentLens.snapshot().pinned.join()")
    lab.get("waypoints").get_by_title("Remove").first.click()
    lab.until("STATE.waypoints.length === 1")
    lab.page.mouse.move(700, 8)
    lab.until("latentLens.snapshot().z.join() === latentLens.snapshot().pinned.join()")
    assert not lab.get("walk-linear").is_visible()
    lab.get("add-image").fill("99999")
    lab.get("add-image").press("Enter")
    assert not lab.get("add-image").evaluate("(field) => field.validity.valid")
    assert lab.state("waypoints.length") == 1


def test_two_images_are_chosen_by_their_numbers(tab, app_url):
    lab = Lab(tab, app_url, "Interpolate")
    lab.get("walk-details").click()
    lab.until("STATE.waypoints?.length === 2")
    for _ in range(2):
        lab.get("waypoints").get_by_title("Remove").first.click()
    for index in (END, START):
        lab.get("add-image").fill(str(index))
        lab.get("add-image").press("Enter")
    lab.walks_are_fresh()
    np.testing.assert_array_equal(path(lab, "linear")[[0, -1]], load_atlas("digits-2d").codes[[END, START]])


def test_nothing_fades_and_only_pytorch_rows_wait_while_python_computes(tab, app_url):
    lab = Lab(tab, app_url, "Explore", model="mnist-2d")
    lab.page.get_by_role("link", name="Interpolate").click()
    lab.page.evaluate("""() => {
      globalThis.faintest = { opacity: 1, stale: 0 };
      const look = () => {
        const host = [...document.querySelectorAll("*")].find((node) => node.shadowRoot?.querySelector(".interpolate"));
        for (let node = host; node; node = node.parentElement) {
          faintest.opacity = Math.min(faintest.opacity, Number(getComputedStyle(node).opacity));
          faintest.stale += node.dataset.stale === "true";
        }
        requestAnimationFrame(look);
      };
      look();
    }""")
    lab.get("walk-geodesic").get_by_text("On its way").wait_for()
    assert lab.get("walk-data").get_by_text("On its way").is_visible()
    for name in ("linear", "slerp"):
        assert not lab.get(f"walk-{name}").get_by_text("On its way").is_visible()
    lab.walks_are_fresh()
    lab.get("walk-geodesic").get_by_text("On its way").wait_for(state="hidden")
    assert lab.page.evaluate("faintest") == {"opacity": 1, "stale": 0}


def test_a_new_endpoint_shows_new_strips_without_python(lab):
    before = lab.state("walksKey")
    lab.get("add-class").select_option("3")
    lab.walks_are_fresh("linear", "slerp")
    assert lab.state("walksKey") != before
    assert lab.get("waypoints").get_by_role("listitem").count() == 3
    lab.walks_are_fresh()


def test_waypoints_move_and_leave_and_stop_at_eight(lab):
    cards = lab.get("waypoints").get_by_role("listitem")
    assert f"#{START}" in cards.first.inner_text()
    lab.get("waypoints").get_by_title("Later").first.click()
    cards.first.get_by_text(f"#{END}").wait_for()
    for _ in range(6):
        lab.get("add-prior").click()
    lab.until("STATE.waypoints.length === 8")
    drawn(lab.page)
    assert lab.get("add-prior").is_disabled()


def test_equal_ends_get_a_sentence_and_a_walk_that_stands_still(lab):
    lab.get("waypoints").get_by_title("Remove").last.click()
    lab.get("add-image").fill(str(START))
    lab.get("add-image").press("Enter")
    lab.get("remarks").get_by_text("stands still").wait_for()
    lab.walks_are_fresh()
    assert np.ptp(path(lab, "geodesic"), axis=0).max() == 0


def test_one_waypoint_asks_for_another_and_one_outside_is_named(lab):
    lab.get("waypoints").get_by_title("Remove").last.click()
    lab.get("remarks").get_by_text("at least two waypoints").wait_for()
    lab.page.evaluate("latentLens.lens.pin(Float32Array.from([40, 40]), { source: 'test', index: null })")
    lab.get("add-here").click()
    lab.get("remarks").get_by_text("Waypoint 2 lies outside the data").wait_for()
    lab.walks_are_fresh()
    assert "outside the data" in lab.get("walk-geodesic").inner_text()


def test_ping_pong_turns_round_and_once_stops(lab):
    lab.get("play-seconds").select_option("2")
    lab.page.evaluate("latentLens.store.set({ playhead: 0.9 })")
    lab.get("play").click()
    lab.until("STATE.playhead === 1")
    lab.until("STATE.playing && STATE.playhead < 0.8")
    lab.get("play").click()
    lab.get("play-repeat").select_option("once")
    lab.page.evaluate("latentLens.store.set({ playhead: 0.9 })")
    lab.get("play").click()
    lab.until("!STATE.playing && STATE.playhead === 1")


def test_a_path_drawn_on_the_map_is_a_walk_and_one_point_is_not(lab):
    box = lab.get("walk-map").bounding_box()
    lab.until("STATE.walks.linear")
    lab.get("draw-path").click()
    lab.page.mouse.click(box["x"] + 60, box["y"] + 60)
    lab.get("walk-map-said").get_by_text("more than one point").wait_for()
    lab.get("draw-path").click()
    lab.page.mouse.move(box["x"] + 60, box["y"] + 60)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + 200, box["y"] + 160, steps=12)
    lab.page.mouse.up()
    lab.until("STATE.walks.drawn")
    walk = path(lab, "drawn")
    assert 5 < len(walk) <= 64
    steps = np.diff(walk, axis=0)
    np.testing.assert_allclose(steps[:, 1] / steps[:, 0], -100 / 140, atol=0.05)
    lab.get("walk-drawn").wait_for()


def test_four_waypoints_blend_between_their_corners(lab):
    lab.get("add-prior").click()
    lab.get("add-prior").click()
    lab.until("STATE.waypoints.length === 4")
    lab.get("lattice").scroll_into_view_if_needed()
    lab.page.wait_for_function("""() => [...document.querySelectorAll("*")].some((node) => {
      const canvas = node.shadowRoot?.querySelector("[data-testid=lattice]");
      const corner = canvas?.width === 72 && canvas.getContext("2d").getImageData(0, 0, 8, 8).data;
      return corner && corner.some((value, i) => i % 4 < 3 && value > 0);
    })""")
    box = lab.get("lattice").bounding_box()
    lab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lab.until("STATE.origin.source === 'lattice'")
    corners = lab.page.evaluate("latentLens.store.state.waypoints.map(({ z }) => Array.from(z))")
    np.testing.assert_allclose(lab.live["z"], np.mean(corners, axis=0), atol=0.05)
