"""The guided tour: it starts on Start, the visitor moves it on and back, and at its end he goes on by himself."""

import pytest

SNAPSHOT = "latentLens.snapshot()"
MOST_STEPS = 40


@pytest.fixture
def tour(tab, app_url):
    page = tab.open(app_url)
    page.wait_for_function("globalThis.latentLens?.snapshot().support")
    page.get_by_test_id("door-tour").click()
    page.get_by_test_id("guide-next").wait_for()
    return page


def at(page):
    return page.get_by_test_id("guide-at").inner_text()


def on_to(page, stop):
    for _ in range(MOST_STEPS):
        if at(page).startswith(f"{stop} "):
            return
        page.get_by_test_id("guide-next").click()
    raise AssertionError(f"stop {stop} never came; the tour is at {at(page)}")


def test_next_and_back_go_through_the_stops_and_leave_gives_the_page_back(tour):
    before = tour.evaluate(SNAPSHOT)["model"]
    first = tour.get_by_test_id("caption").last.inner_text()
    on_to(tour, 2)
    assert tour.get_by_test_id("caption").last.inner_text() != first
    tour.get_by_test_id("guide-back").click()
    assert at(tour).startswith("1 ")
    assert tour.get_by_test_id("guide-back").is_disabled()
    tour.get_by_test_id("guide-leave").click()
    tour.get_by_test_id("talk").wait_for(state="detached")
    tour.wait_for_function("latentLens.snapshot().model === 'mnist-2d'")
    assert before in ("mnist-2d", "mnist-16d")
    tour.get_by_test_id("door-tour").click()  # again, with all models here
    tour.get_by_test_id("guide-next").wait_for()


def test_the_space_bar_presses_the_button_in_focus(tour):
    on_to(tour, 2)
    tour.get_by_test_id("guide-back").focus()
    tour.keyboard.press("Space")
    assert at(tour).startswith("1 ")


def test_the_visitor_is_in_control_at_every_stop(tour):
    on_to(tour, 6)  # the plane
    box = tour.get_by_test_id("lattice").bounding_box()
    before = tour.evaluate(SNAPSHOT)["z"]
    tour.mouse.move(box["x"] + 40, box["y"] + 300)
    tour.mouse.move(box["x"] + 60, box["y"] + 320)
    tour.wait_for_function("z => latentLens.snapshot().z.some((value, d) => value !== z[d])", arg=before)


def test_the_end_hands_over(tour):
    for _ in range(MOST_STEPS):
        if tour.get_by_test_id("guide-ending").is_visible():
            break
        tour.keyboard.press("ArrowRight")
    tour.get_by_role("button", name="Zoom into the plane").click()
    tour.wait_for_url("**/manifold*")
    tour.get_by_test_id("manifold").wait_for()
    assert tour.get_by_test_id("talk").count() == 0
