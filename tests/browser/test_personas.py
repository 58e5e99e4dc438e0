"""The path of each person who comes, walked once: what he sees on the way is what he came for.

The one without a pointer is in test_keyboard.py, the one whose server is killed in talk/test_server_gone.py.
"""

import io
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from tab import drawn

SNAPSHOT = "latentLens.snapshot()"
MODEL_IS = "(name) => { const now = globalThis.latentLens?.snapshot(); return now?.model === name && now.support; }"
WITHOUT_A_SERVER = ("Failed to load", "WebSocket", "reaching server endpoint", "server is not responding")


@pytest.fixture
def start(tab, app_url):
    page = tab.open(app_url)
    page.wait_for_function(MODEL_IS, arg="mnist-2d")
    return page


def _go(page, name, field):
    page.get_by_test_id("stTopNavLink").get_by_text(name, exact=True).click()
    page.wait_for_url(f"**/{name.lower()}*")
    page.get_by_test_id(field).first.wait_for()


def _caption(page):
    """What stands under the picture of the stage."""
    drawn(page)
    return page.get_by_test_id("caption").last.inner_text()


def _seen(page, locator):
    """What is painted there, in grey, where all of it is within the window."""
    box, window = locator.bounding_box(), page.viewport_size
    assert 0 <= box["x"] <= box["x"] + box["width"] <= window["width"]
    assert 0 <= box["y"] <= box["y"] + box["height"] <= window["height"]
    return np.asarray(Image.open(io.BytesIO(locator.screenshot())).convert("L"), float)


def test_the_lecturer_is_shown_around_takes_the_plane_and_speaks_without_a_network(start, tab):
    page = start
    assert page.get_by_text("Ten thousand handwritten digits, squeezed into two numbers.").is_visible()
    assert page.get_by_test_id("plane").bounding_box()["width"] == 1400
    page.get_by_test_id("door-tour").click()
    page.get_by_test_id("guide-next").wait_for()
    first = _caption(page)
    for _ in range(2):  # the first shows the walk of the stop
        page.get_by_test_id("guide-next").click()
    page.get_by_test_id("guide-at").get_by_text("2 /").wait_for()
    assert _caption(page) != first
    page.get_by_test_id("guide-leave").click()
    page.get_by_test_id("talk").wait_for(state="detached")

    _go(page, "Manifold", "manifold")
    page.wait_for_function(MODEL_IS, arg="mnist-2d")
    page.get_by_test_id("overlay-regions").click()
    box = page.get_by_test_id("manifold").first.bounding_box()
    page.mouse.click(box["x"] + 0.3 * box["width"], box["y"] + 0.4 * box["height"])
    place = page.evaluate(SNAPSHOT)["pinned"]
    page.get_by_test_id("add-stop").click()
    page.get_by_label("Caption", exact=True).fill("One sheet of digits")
    page.get_by_test_id("add-stop-confirm").click()

    _go(page, "Present", "readiness")
    page.get_by_test_id("readiness").get_by_text("in the browser").wait_for()
    tab.context.set_offline(True)
    page.get_by_test_id("present").click()
    page.get_by_test_id("talk").wait_for()
    assert _caption(page) == "One sheet of digits"
    sheet = page.get_by_test_id("talk").get_by_test_id("lattice")
    page.wait_for_function("(z) => latentLens.snapshot().z.every((v, d) => Math.abs(v - z[d]) < 1e-4)", arg=place)
    assert _seen(page, sheet).std() > 20  # pictures, and not an empty plane
    box = sheet.bounding_box()
    page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.6 * box["height"])
    page.wait_for_function("(z) => latentLens.snapshot().z.some((v, d) => Math.abs(v - z[d]) > 0.1)", arg=place)
    page.keyboard.press("Escape")
    page.get_by_test_id("talk").wait_for(state="detached")
    tab.leave()
    assert not [said for said in tab.complaints if not any(words in said for words in WITHOUT_A_SERVER)]
    tab.complaints.clear()


def test_the_student_moves_sliders_names_one_and_keeps_a_walk(start):
    page = start
    page.get_by_test_id("door-explore").click()
    page.wait_for_function(MODEL_IS, arg="mnist-16d")
    slider = page.locator(".slider input[type=range]").first
    slider.wait_for()
    assert page.locator(".sliders input[type=range]:visible").count() == 4
    dim, before = int(slider.get_attribute("data-testid").split("-")[1]), page.evaluate(SNAPSHOT)
    slider.fill(slider.get_attribute("max"))
    drawn(page)
    after = page.evaluate(SNAPSHOT)
    assert np.abs(np.subtract(after["pixels"], before["pixels"])).max() > 0.5
    page.get_by_test_id(f"name-{dim}").click()
    page.get_by_label(f"Name of z{dim + 1}", exact=True).fill("slant")
    page.get_by_label(f"Name of z{dim + 1}", exact=True).press("Enter")
    assert page.get_by_test_id(f"name-{dim}").inner_text().startswith("slant")
    page.wait_for_url("**names=**")  # the name is in the link

    _go(page, "Interpolate", "choose-from")
    page.get_by_test_id("choose-from").get_by_role("button", name="4").first.click()
    page.get_by_test_id("choose-to").get_by_role("button", name="9").first.click()
    page.get_by_test_id("play").click()
    page.wait_for_function("latentLens.store.state.playhead > 0.1")
    assert page.get_by_test_id("stage").first.bounding_box()["width"] >= 240
    page.get_by_text("Export").click()
    page.get_by_test_id("export-frames").fill("9")
    with page.expect_download() as waiting:
        page.get_by_test_id("export-gif").click()
    with Image.open(waiting.value.path()) as gif:
        assert gif.format == "GIF"
        frames = []
        for n in range(9):
            gif.seek(n)
            frames.append(np.asarray(gif.convert("L"), float))
    change = [np.abs(a - b).mean() for a, b in pairwise(frames)]
    assert min(change) > 0.5
    assert np.abs(frames[-1] - frames[0]).mean() > max(change)  # it leads somewhere


def test_the_phone_shows_the_picture_wherever_a_finger_works(phone_tab, app_url):
    page = phone_tab.open(app_url)
    page.wait_for_function(MODEL_IS, arg="mnist-2d")
    for name, field in (("start", "plane"), ("explore", "map"), ("manifold", "manifold")):
        if name != "start":
            page.get_by_test_id(f"page-{name}").tap()
            page.wait_for_url(f"**/{name}**")
        place = page.get_by_test_id(field).first
        place.wait_for()
        page.wait_for_function("latentLens.snapshot().support")
        place.scroll_into_view_if_needed()
        place.evaluate("(node) => node.scrollIntoView({ block: 'end' })")
        drawn(page)
        before = page.evaluate(SNAPSHOT)
        box = place.bounding_box()
        page.touchscreen.tap(box["x"] + 0.35 * box["width"], box["y"] + 0.7 * box["height"])
        page.wait_for_function("(z) => latentLens.snapshot().pinned.join() !== z.join()", arg=before["pinned"])
        drawn(page)
        small = page.get_by_test_id("miniature")
        picture = small if small.is_visible() else page.get_by_test_id("stage").first
        assert _seen(page, picture).std() > 10
        assert page.evaluate(SNAPSHOT)["pixels"] != before["pixels"]
