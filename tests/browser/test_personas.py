"""The path of a visitor with a phone, walked once: he sees the picture wherever his finger works."""

import io

import numpy as np
from PIL import Image
from tab import drawn

PHONE = {"width": 390, "height": 844}
SNAPSHOT = "latentLens.snapshot()"
MODEL_IS = "(name) => { const now = globalThis.latentLens?.snapshot(); return now?.model === name && now.support; }"


def _seen(page, locator):
    """What is painted there, in grey, where all of it is within the window."""
    box, window = locator.bounding_box(), page.viewport_size
    assert 0 <= box["x"] <= box["x"] + box["width"] <= window["width"]
    assert 0 <= box["y"] <= box["y"] + box["height"] <= window["height"]
    return np.asarray(Image.open(io.BytesIO(locator.screenshot())).convert("L"), float)


def test_the_phone_shows_the_picture_wherever_a_finger_works(new_tab, app_url):
    tab = new_tab(viewport=PHONE, has_touch=True, is_mobile=True)
    page = tab.open(app_url, reduced_motion="reduce")
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
