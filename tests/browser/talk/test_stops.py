"""What a stop that is taken on a page brings back."""

import pytest
from talk_page import to_the_desk, z_is


def test_a_stop_taken_on_explore_brings_its_state_back(visit, app_url):
    page = visit(f"{app_url}/explore?model=digits-2d&z=0.5,-1.25")
    page.get_by_test_id("add-stop").click()
    page.get_by_label("Caption", exact=True).fill("Mine")
    page.get_by_label("Notes", exact=True).fill("Say hello")
    page.get_by_test_id("add-stop-confirm").click()
    page.get_by_test_id("random").click()
    to_the_desk(page)
    page.get_by_test_id("readiness").get_by_text("1 stop is in the browser").wait_for()
    page.get_by_test_id("present").click()
    page.get_by_test_id("caption").get_by_text("Mine").wait_for()
    z_is(page, 0.5, -1.25)


@pytest.mark.parametrize("name", ["model", "reconstructions"])
def test_a_page_without_a_live_picture_has_a_stop_to_take(visit, app_url, name):
    page = visit(f"{app_url}/{name}?model=digits-2d&z=0.5,-1.25")
    page.get_by_test_id("add-stop").click()
    page.get_by_test_id("add-stop-confirm").click()
    assert page.evaluate("latentLens.store.state.deck.stops.map(({ z }) => Array.from(z))") == [[0.5, -1.25]]


def test_a_stop_keeps_overlay_plane_zoom_and_own_sliders_and_the_talk_leaves_no_trace(visit, app_url):
    page = visit(f"{app_url}/manifold?model=digits-2d&z=0.5,-1.25")
    page.wait_for_function("latentLens.lens.reports.manifold")
    page.get_by_test_id("overlay-regions").click()
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function("latentLens.store.state.planeView?.span < 1.6")  # all three have come to rest
    zoom = page.evaluate("latentLens.store.state.planeView.span")
    page.get_by_test_id("add-stop").click()
    page.get_by_test_id("add-stop-confirm").click()
    page.get_by_test_id("overlay-regions").click()
    page.get_by_role("button", name="Show the whole plane").click()
    page.wait_for_function("latentLens.store.state.planeView === null")
    to_the_desk(page)
    page.get_by_test_id("readiness").get_by_text("1 stop is in the browser").wait_for()
    page.get_by_test_id("present").click()
    page.get_by_test_id("lattice").wait_for()
    page.wait_for_function("latentLens.lens.reports.stage?.().layers.regions > 0")
    shown = page.evaluate("(({ x, y }) => Math.min(x[1] - x[0], y[1] - y[0]))(latentLens.lens.reports.stage())")
    assert shown == pytest.approx(zoom, rel=0.02)
    box = page.get_by_test_id("lattice").bounding_box()
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 0.3 * box["height"])
    page.wait_for_function("latentLens.store.state.origin.source === 'manifold'")  # hover decodes
    page.mouse.wheel(0, -300)
    nearer = "(before) => (({ x }) => x[1] - x[0] < 0.9 * before)(latentLens.lens.reports.stage())"
    page.wait_for_function(nearer, arg=shown)
    page.keyboard.press("Escape")
    page.get_by_test_id("talk").wait_for(state="detached")
    assert page.evaluate("[...latentLens.store.state.overlays]") == ["pictures"]


def test_a_stop_of_interpolate_shows_its_walk_at_once_and_keeps_its_method(visit, app_url):
    page = visit(f"{app_url}/interpolate?model=digits-2d")
    page.wait_for_function("latentLens.store.state.walks?.geodesic?.key === latentLens.store.state.walksKey")
    page.get_by_test_id("walk-geodesic").get_by_role("button").first.click()
    page.get_by_test_id("add-stop").click()
    page.get_by_test_id("add-stop-confirm").click()
    walk = page.evaluate("latentLens.store.state.deck.stops[0].walk")
    assert walk["method"] == "geodesic"
    assert 2 < len(walk["along"]) <= 33
    to_the_desk(page)
    page.get_by_test_id("readiness").get_by_text("1 stop is in the browser").wait_for()
    page.get_by_test_id("present").click()
    page.get_by_test_id("talk").wait_for()
    page.wait_for_function("latentLens.store.state.shownWalk?.waypoints.length === 2")
    page.keyboard.press("PageDown")
    z_is(page, *walk["through"][-1])
