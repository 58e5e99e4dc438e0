"""Start: the plane of a model of two numbers fills the window, and picture, caption and sliders follow the hand."""

import numpy as np
import pytest
from pad_page import LAST, RECORD, THREE, at_rest, draw, has_its_rings, has_the_posterior_of_pytorch, last
from playwright.sync_api import expect
from tab import drawn, until

from vae_core.store.atlas import load_atlas

SMALL = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SNAPSHOT = "latentLens.snapshot()"
RESTS_MS = 150  # of a finger before it is lifted: a flick would take the tap that follows


@pytest.fixture
def start(tab, app_url):
    """Opens Start, by a window of its own where it is said; the console and the requests stay clean."""

    def open_start(path="/", window=tab, **look):
        page = window.open(app_url + path, **look)
        page.wait_for_function("globalThis.latentLens?.snapshot().support")
        return page

    return open_start


def moved(page, before):
    page.wait_for_function("z => latentLens.snapshot().z.some((value, d) => value !== z[d])", arg=before)


def test_the_picture_follows_the_pointer_and_a_click_pins(start, tab):
    page = start()
    sent = []
    tab.listen("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    box = page.get_by_test_id("plane").bounding_box()
    before = page.evaluate(SNAPSHOT)
    page.mouse.move(box["x"] + 200, box["y"] + 500)
    moved(page, before["z"])
    page.wait_for_function(
        "pixels => latentLens.snapshot().pixels.some((v, i) => v !== pixels[i])", arg=before["pixels"]
    )
    page.mouse.click(box["x"] + 200, box["y"] + 500)
    live = page.evaluate(SNAPSHOT)
    assert live["pinned"] == live["z"]
    assert live["z"][0] < before["z"][0]  # further left on the plane
    assert page.get_by_test_id("caption").inner_text().startswith(("Looks like", "Between", "No clear"))
    assert sent == []


def test_sliders_move_the_two_numbers(start):
    page = start()
    slider = page.get_by_test_id("slider-1")
    before = page.evaluate(SNAPSHOT)["z"]
    slider.focus()
    page.keyboard.press("ArrowLeft")
    moved(page, before)
    after = page.evaluate(SNAPSHOT)["z"]
    assert after[0] == before[0]
    assert after[1] < before[1]


def test_arrow_keys_walk_over_the_plane(start):
    page = start()
    before = page.evaluate(SNAPSHOT)["z"]
    page.get_by_test_id("plane").focus()
    page.keyboard.press("ArrowUp")
    moved(page, before)
    after = page.evaluate(SNAPSHOT)["z"]
    assert after[1] > before[1]
    assert after[0] == pytest.approx(before[0], abs=1e-4)


def test_a_finger_moves_the_point_with_the_picture_in_view_and_draws(start, new_tab):
    page = start(window=new_tab(**SMALL))
    bar = page.locator(".page-bar").bounding_box()["y"]
    page.get_by_test_id("door-adopt").scroll_into_view_if_needed()
    below = page.get_by_test_id("door-adopt").bounding_box()
    assert below["y"] + below["height"] <= bar
    page.get_by_test_id("stage").scroll_into_view_if_needed()
    for name in ("stage", "plane"):
        box = page.get_by_test_id(name).bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= bar
    fingers = Fingers(page)
    before = page.evaluate(SNAPSHOT)["z"]
    fingers.stroke("plane", (0.2, 0.3), (0.3, 0.5))
    moved(page, before)
    page.get_by_test_id("door-draw").tap()
    fingers.stroke("pad", (0.5, 0.1), (0.5, 0.9))
    alone = last(page, "x")
    page.get_by_test_id("drawing-clear").tap()
    page.wait_for_function(f"{LAST} === null")
    fingers.stroke("pad", (0.5, 0.1), (0.5, 0.9), palm=(0.9, 0.9))  # which draws nothing
    until(page, lambda: np.array_equal(last(page, "x"), alone))
    assert page.evaluate("[scrollY, document.scrollingElement.scrollTop]") == [0, 0]
    assert page.evaluate("latentLens.store.state.pinnedOrigin.source") == "drawing"


class Fingers:
    """Touches as a screen reports them."""

    def __init__(self, page):
        self.page, self.devices = page, page.context.new_cdp_session(page)

    def stroke(self, name, start, end, palm=None, steps=6):
        places = [place for place in (start, end, palm) if place]
        first, last, *rest = map(np.array, at_rest(self.page, name, *places))
        self.touch("touchStart", first)
        for share in np.linspace(0, 1, steps):
            self.touch("touchMove" if share else "touchStart", first + share * (last - first), *rest)
        self.page.wait_for_timeout(RESTS_MS)
        self.touch("touchMove", last, *rest)
        self.touch("touchEnd")

    def touch(self, type, *places):
        points = [{"x": float(x), "y": float(y), "id": id} for id, (x, y) in enumerate(places)]
        self.devices.send("Input.dispatchTouchEvent", {"type": type, "touchPoints": points})


@pytest.mark.parametrize(("door", "address"), [("explore", "/explore"), ("train", "/train"), ("adopt", "/adopt")])
def test_a_door_opens_its_page(start, door, address):
    page = start()
    page.get_by_test_id(f"door-{door}").click()
    page.wait_for_url(f"**{address}*")
    page.get_by_test_id("stMain").get_by_text("error").wait_for(state="hidden")


def test_a_drawing_is_encoded_in_place_and_carried_to_sixteen_numbers(start):
    page = start()
    assert page.get_by_test_id("pad").count() == 0  # not made before it is asked for
    page.get_by_test_id("door-draw").click()
    page.evaluate(RECORD)
    draw(page, *THREE)
    has_the_posterior_of_pytorch(page, "mnist-2d")
    has_its_rings(page)
    assert page.get_by_test_id("caption").inner_text().startswith("Looks like a 3")
    assert pictures(page) == nearest_images(last(page, "mu"))
    place = page.get_by_test_id("pad").bounding_box()
    page.mouse.move(place["x"] + 20, place["y"] + 20)
    page.mouse.down()
    page.wait_for_function(f"{LAST}.draws === null")
    assert page.get_by_test_id("pad").bounding_box() == place  # nothing moves under the hand
    page.mouse.up()
    page.get_by_role("button", name="Undo", exact=True).click()
    seen = last(page, "x")
    pen = page.get_by_test_id("door-draw")
    page.get_by_role("button", name="Done").press("Enter")
    expect(pen).to_be_focused()
    pen.press("Enter")
    expect(page.get_by_test_id("pad")).to_be_focused()
    page.keyboard.press("Escape")
    expect(pen).to_be_focused()
    pen.press("Enter")
    page.get_by_test_id("door-carry").click()
    page.wait_for_function(f"{LAST}?.model === 'mnist-16d' && {LAST}.draws")
    drawn(page)
    assert (last(page, "x") == seen).all()
    has_the_posterior_of_pytorch(page, "mnist-16d")
    here = page.evaluate(SNAPSHOT)
    assert here["z"] == here["pinned"] == page.evaluate(f"Array.from({LAST}.mu)")
    assert here["looksLike"] == "3"
    assert np.isfinite(here["place"]).all()


def pictures(page):
    """What the pictures beside the pad are called."""
    found = page.get_by_test_id("nearest").locator("canvas")
    found.first.wait_for()
    return [canvas.get_attribute("aria-label") for canvas in found.all()]


def nearest_images(z):
    atlas = load_atlas("mnist-2d")
    order = np.argsort(np.linalg.norm(atlas.codes - z, axis=1))[:6]
    return [f"test image {index}, a {atlas.class_names[atlas.labels[index]]}" for index in order]


def test_a_reload_returns_to_the_point(start):
    page = start()
    page.evaluate("latentLens.go([-1.5, 0.25])")
    page.wait_for_url("**z=-1.5,0.25*")
    assert "model=" not in page.url
    page.reload()
    page.wait_for_function("globalThis.latentLens?.snapshot().pinned?.[0] === -1.5")
    assert page.evaluate(SNAPSHOT)["model"] == "mnist-2d"


def test_each_page_opens_its_natural_model_until_one_is_chosen(start):
    page = start()
    page.get_by_role("link", name="Explore").click()
    page.wait_for_function("latentLens.snapshot().model === 'mnist-16d'")
    page.get_by_role("link", name="Manifold").click()
    page.wait_for_function("latentLens.snapshot().model === 'mnist-2d'")


def test_the_first_visit_walks_over_the_plane_until_it_is_touched(start):
    page = start(reduced_motion="no-preference")
    begun = page.evaluate(SNAPSHOT)
    page.wait_for_function("frames => latentLens.snapshot().frames > frames + 30", arg=begun["frames"])
    assert page.evaluate(SNAPSHOT)["pinned"] == begun["pinned"]
    page.mouse.move(300, 500)
    page.mouse.move(310, 500)
    page.mouse.click(310, 500)
    rest = page.evaluate(SNAPSHOT)
    assert rest["z"] == rest["pinned"] != begun["pinned"]
    drawn(page, frames=20)
    assert page.evaluate(SNAPSHOT)["z"] == rest["z"]
