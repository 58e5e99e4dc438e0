"""The Manifold page: tiles on demand, pan and zoom, overlays, the pointer, the tour, and ways out."""

import re

import numpy as np
import pytest
import torch
from lab_page import Lab
from scipy.stats import norm
from tab import drawn, until

from vae_core.store.checkpoint import load_model


@pytest.fixture
def first_visit(tab, app_url):
    def first_visit():
        lab = Lab(tab, app_url, "Manifold")
        lab.board_is_full()
        return lab

    return first_visit


@pytest.fixture
def lab(first_visit):
    return first_visit()


@pytest.fixture
def same_lab(same_visit, first_visit):
    """One visitor for all that leave the board on its plane, wherever its view lies then."""
    return same_visit(first_visit)


def middle(lab, dx=0, dy=0):
    box = lab.get("manifold").bounding_box()
    return box["x"] + box["width"] / 2 + dx, box["y"] + box["height"] / 2 + dy


def test_the_first_view_is_filled_by_a_worker(same_lab):
    board = same_lab.board
    assert board["workers"] >= 1
    assert board["tiles"] >= 16  # 20 x 20 pictures
    for low, high in (board["x"], board["y"]):
        assert -2.9 < low < -2.45 < 2.45 < high < 2.9  # the circle of 95 % of the prior, and little more


def test_the_pointer_decodes_what_pytorch_decodes_and_leaving_restores(same_lab):
    before = same_lab.live["pinned"]
    same_lab.page.mouse.move(*middle(same_lab, 90, -60))
    same_lab.until("STATE.origin.source === 'manifold'")
    live, board = same_lab.live, same_lab.board
    scale = board["scale"]
    np.testing.assert_allclose(live["z"], [90 / scale, 60 / scale], atol=2 / scale)
    exact = load_model("digits-2d").decode(torch.tensor([live["z"]])).numpy().ravel()
    np.testing.assert_allclose(live["pixels"], exact, atol=1e-5)
    assert live["support"]["percent"] is not None
    same_lab.page.mouse.move(5, 5)
    same_lab.until("(z) => latentLens.snapshot().z.every((value, d) => value === z[d])", before)


@pytest.mark.parametrize("name", ["magnification", "regions", "seams"])
def test_an_overlay_is_computed_when_it_is_asked_for(same_lab, name):
    assert same_lab.board["layers"][name] == 0
    same_lab.get(f"overlay-{name}").click()
    same_lab.until("(name) => latentLens.lens.reports.manifold().layers[name] >= 16", name)
    assert same_lab.get(f"overlay-{name}").get_attribute("aria-pressed") == "true"


def test_two_fingers_pinch(same_lab):
    before = same_lab.board["scale"]
    same_lab.get("manifold").evaluate("""(node) => {
      const { left, top } = node.getBoundingClientRect();
      const send = (type, pointerId, x) => node.dispatchEvent(new PointerEvent(type,
        { pointerId, pointerType: "touch", clientX: left + x, clientY: top + 200, button: 0 }));
      send("pointerdown", 1, 200); send("pointerdown", 2, 300);
      send("pointermove", 2, 400);
      send("pointerup", 1, 200); send("pointerup", 2, 400);
    }""")
    assert same_lab.board["scale"] == pytest.approx(2 * before, rel=0.02)


def test_the_scale_tells_how_much_of_the_prior_is_in_view(same_lab):
    same_lab.page.mouse.move(*middle(same_lab))
    same_lab.page.mouse.wheel(0, -900)
    drawn(same_lab.page, frames=12)
    board = same_lab.board
    share = np.prod([norm.cdf(high) - norm.cdf(low) for low, high in (board["x"], board["y"])])
    said = re.search(r"([\d.]+) % of the prior", same_lab.get("scale").inner_text())
    assert float(said[1]) == pytest.approx(100 * share, rel=0.06)


def test_dragging_pans_and_does_not_keep_a_place(same_lab):
    before, pinned = same_lab.board, same_lab.live["pinned"]
    same_lab.page.mouse.move(*middle(same_lab))
    same_lab.page.mouse.down()
    same_lab.page.mouse.move(*middle(same_lab, 110, 0), steps=4)
    same_lab.page.mouse.up()
    np.testing.assert_allclose(same_lab.board["x"][0], before["x"][0] - 110 / before["scale"], atol=0.05)
    assert same_lab.live["pinned"] == pinned


def test_the_walk_of_a_first_visit_is_for_the_map_and_ends_with_the_first_touch(tab, app_url):
    page = tab.open(f"{app_url}/manifold?model=digits-2d", reduced_motion="no-preference")
    page.wait_for_function("globalThis.latentLens?.snapshot().support")
    still = "latentLens.snapshot().z.join() === latentLens.snapshot().pinned.join()"
    for _ in range(5):
        assert page.evaluate(still)
        drawn(page, frames=6)
    page.get_by_role("link", name="Explore").click()
    page.get_by_test_id("map").wait_for()
    assert not page.evaluate("latentLens.store.state.isFirstVisit")
    assert page.evaluate(still)


def test_a_flat_space_offers_one_plane_and_no_scale_that_is_not_drawn(lab):
    assert not lab.page.get_by_label("Plane", exact=True).is_visible()
    lab.get("overlay-magnification").click()
    lab.page.get_by_title("Units of picture area").wait_for()
    lab.get("overlay-magnification").click()
    lab.page.get_by_title("Units of picture area").wait_for(state="hidden")


def zoomed_to_the_end(lab):
    """The reports of the board from view to view, until a gesture brings it no closer."""
    lab.page.mouse.move(*middle(lab))
    reports = [lab.board]
    for _ in range(30):
        lab.page.mouse.wheel(0, -600)
        drawn(lab.page, frames=8)
        lab.until("!latentLens.lens.reports.manifold().missing")
        if lab.board["scale"] == reports[-1]["scale"]:
            return reports
        reports.append(lab.board)
    raise AssertionError("the zoom has no end")


def test_zooming_enlarges_pictures_until_neighbours_look_the_same_and_says_so(lab):
    assert not lab.get("still").is_visible()
    reports = zoomed_to_the_end(lab)
    assert lab.get("still").inner_text().startswith("Nothing new below here")
    assert len(reports) > 5
    last = reports[-1]
    x, y = sum(last["x"]) / 2, sum(last["y"]) / 2
    around = np.stack(np.meshgrid(*[c + last["spacing"] * np.arange(-2, 3) for c in (x, y)]), -1).reshape(-1, 2)
    pictures = load_model("digits-2d").decode(torch.tensor(around, dtype=torch.float32)).numpy().reshape(5, 5, -1)
    assert max(np.abs(np.diff(pictures, axis=axis)).max() for axis in (0, 1)) < 0.025
    sizes = [report["spacing"] * report["scale"] for report in reports]
    assert sizes[0] < 48
    assert 60 < sizes[-1] <= 120
    lab.page.mouse.wheel(0, 900)
    lab.get("still").wait_for(state="hidden")
    assert lab.board["scale"] < last["scale"]


def test_the_minimap_shows_where_the_view_lies_and_moves_it(lab):
    assert not lab.get("minimap").is_visible()
    lab.page.mouse.move(*middle(lab, 150, 100))
    lab.page.mouse.wheel(0, -1500)
    lab.get("minimap").wait_for()
    scale, box, z = lab.board["scale"], lab.get("minimap").bounding_box(), lab.live["z"]
    lab.page.mouse.move(box["x"] + 20, box["y"] + 20)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    lab.page.mouse.up()
    board = lab.board
    np.testing.assert_allclose([sum(board["x"]) / 2, sum(board["y"]) / 2], [0, 0], atol=0.06)
    assert board["scale"] == scale
    assert lab.live["z"] == z  # nothing below it has been decoded


def test_the_plane_fills_the_screen_and_gives_it_back(lab):
    whole = lab.get("manifold").bounding_box()
    lab.page.wait_for_url("**#*z=*")  # the address is written a moment after the model is there
    in_link = lab.page.url
    for leave in ("f", "Escape"):
        lab.get("full-screen").click()
        lab.page.wait_for_function("document.fullscreenElement")
        until(lab.page, lambda: lab.get("manifold").bounding_box()["width"] > 1350)
        assert lab.get("manifold").bounding_box()["height"] > 700
        lab.page.mouse.move(*middle(lab, 200, 100))
        lab.until("STATE.origin.source === 'manifold'")
        assert lab.get("inset").is_visible()  # the picture, which stands beside the plane elsewhere
        lab.page.keyboard.press(leave)
        lab.page.wait_for_function("!document.fullscreenElement")
        until(lab.page, lambda: lab.get("manifold").bounding_box() == whole)
    assert not lab.get("inset").is_visible()
    assert lab.page.url == in_link


def test_where_the_browser_has_no_full_screen_the_plane_fills_the_page(lab):
    lab.page.evaluate("() => { Element.prototype.requestFullscreen = () => Promise.reject(new Error('not here')); }")
    lab.page.keyboard.press("f")
    until(lab.page, lambda: lab.get("manifold").bounding_box()["width"] > 1350)
    lab.get("overlay-seams").click()  # it lies above the header and all else
    lab.until("STATE.overlays.has('seams')")
    lab.page.keyboard.press("Escape")
    until(lab.page, lambda: lab.get("manifold").bounding_box()["width"] < 900)


def test_the_keyboard_walks_zooms_keeps_and_returns(lab):
    lab.get("manifold").focus()
    start, pinned = lab.live["z"], lab.live["pinned"]
    lab.page.keyboard.press("ArrowRight")
    lab.until("(z) => latentLens.snapshot().z[0] > z[0]", start)
    lab.page.keyboard.press("Escape")
    lab.until("(z) => latentLens.snapshot().z[0] === z[0]", pinned)
    scale = lab.board["scale"]
    lab.page.keyboard.press("+")
    assert lab.board["scale"] > scale
    left = lab.board["x"][0]
    lab.page.keyboard.press("Shift+ArrowRight")
    assert lab.board["x"][0] > left
    lab.page.keyboard.press("0")
    assert lab.board["scale"] == pytest.approx(scale)
    lab.page.keyboard.press("ArrowUp")
    lab.page.keyboard.press("Enter")
    lab.until("(z) => latentLens.snapshot().pinned[1] > z[1]", pinned)


def test_overlays_of_the_atlas_change_what_is_drawn(lab):
    picture = lab.get("manifold").screenshot()
    for name in ("points", "ellipses", "density", "prior"):
        lab.get(f"overlay-{name}").click()
        before = picture
        until(lab.page, lambda before=before: lab.get("manifold").screenshot() != before)
        drawn(lab.page, frames=10)
        picture = lab.get("manifold").screenshot()


def test_equal_prior_mass_maps_the_median_to_the_middle(lab):
    lab.get("quantile").click()
    lab.until("latentLens.lens.reports.manifold().scale > 300")
    board = lab.board
    assert sum(board["y"]) / 2 == pytest.approx(0.5, abs=0.01)
    lab.page.mouse.move(*middle(lab))
    lab.until("STATE.origin.source === 'manifold'")
    np.testing.assert_allclose(lab.live["z"], [0, 0], atol=0.02)


def test_a_kept_place_goes_to_explore_and_to_the_walk(lab):
    lab.page.mouse.click(*middle(lab, 60, 40))
    lab.page.wait_for_url("**z=*")
    kept = lab.live["pinned"]
    lab.get("add-waypoint").click()
    assert lab.state("waypoints.length") == 1
    lab.get("open-explore").click()
    lab.get("slider-0").wait_for()
    np.testing.assert_allclose(lab.live["pinned"], kept, atol=1e-6)


def test_three_images_make_a_plane_unless_two_are_the_same(tab, app_url):
    lab = Lab(tab, app_url, "Manifold", model="mnist-16d")
    lab.board_is_full()
    lab.page.get_by_label("Plane", exact=True).select_option("images")
    lab.until("STATE.plane.kind === 'images'")
    lab.board_is_full()
    assert max(lab.board["x"][1], lab.board["y"][1]) >= 3
    lab.page.get_by_label("Image 2 of the plane").fill(str(lab.state("plane.images")[0]))
    lab.page.get_by_label("Image 2 of the plane").press("Enter")
    lab.page.get_by_text("span no plane").wait_for()


def test_an_arrow_points_to_a_place_beyond_the_edge(lab):
    assert lab.board["isBeyond"] is False
    lab.page.evaluate("latentLens.go([50, 0])")
    lab.until("latentLens.lens.reports.manifold().isBeyond")
    drawn(lab.page)
    ink = """node => {
        const canvas = [...node.querySelectorAll("canvas")].find(({ style }) => style.zIndex === "2");
        const scale = canvas.width / node.clientWidth;
        const { data } = canvas.getContext("2d").getImageData(
            canvas.width - 40 * scale, canvas.height / 2 - 10 * scale, 30 * scale, 20 * scale);
        return data.filter((value, i) => i % 4 === 3 && value > 200).length;
    }"""
    assert lab.get("manifold").evaluate(ink) > 50
    lab.page.evaluate("latentLens.go([0, 0])")
    lab.until("!latentLens.lens.reports.manifold().isBeyond")
