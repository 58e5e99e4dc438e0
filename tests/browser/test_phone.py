"""A phone by touch: the picture stays in view, a swipe leaves a map, targets are large, pages lie at the bottom."""

import pytest
from tab import PATIENCE_MS

from ui.pages import PAGES

PHONE = {"width": 390, "height": 844}
LEAST_TARGET_PX = 44
FIELDS = {"explore": "map", "manifold": "manifold", "interpolate": "walk-map"}
PIXELS = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return Array.from(data.filter((_, i) => i % 4 === 0), (byte) => byte / 255);
}"""


@pytest.fixture(scope="module")
def phone(browser):
    """One window with a finger for all pages."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module", params=FIELDS)
def page(request):
    """A page with a field; tests of the same one come one after the other."""
    return request.param


def _open(phone, app_url, page, anew=False):
    """The field of a page, which is opened unless it is there already."""
    if anew or f"/{page}?" not in phone.url:
        phone.goto(f"{app_url}/{page}?model=digits-2d")
    phone.wait_for_function("globalThis.latentLens?.snapshot().support")
    phone.get_by_test_id(FIELDS[page]).first.wait_for()
    phone.get_by_test_id("stMain").evaluate("(main) => main.scrollTo(0, main.scrollHeight / 2)")
    phone.get_by_test_id(FIELDS[page]).first.evaluate("(node) => node.scrollIntoView({ block: 'end' })")
    return phone.get_by_test_id(FIELDS[page]).first


def _finger(phone, points):
    devtools = phone.context.new_cdp_session(phone)
    kinds = ["touchStart"] + ["touchMove"] * (len(points) - 1)
    for kind, (x, y) in zip(kinds, points, strict=True):
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        phone.evaluate("new Promise(requestAnimationFrame)")
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    devtools.detach()


def test_the_picture_stays_in_view_while_a_field_is_touched(phone, app_url, page):
    field = _open(phone, app_url, page)
    picture = phone.get_by_test_id("stage").first.bounding_box()
    small = phone.get_by_test_id("miniature")
    if picture["y"] + picture["height"] <= 60:  # behind the header, or farther
        small.wait_for()
    box, before = field.bounding_box(), phone.evaluate("latentLens.snapshot().pinned.join()")
    phone.touchscreen.tap(box["x"] + 0.4 * box["width"], box["y"] + 0.6 * box["height"])
    phone.wait_for_function("(pinned) => latentLens.snapshot().pinned.join() !== pinned", arg=before)
    seen = small if small.is_visible() else phone.get_by_test_id("stage").first
    place = seen.bounding_box()
    assert 0 <= place["y"] < place["y"] + 96 <= PHONE["height"]
    if small.is_visible():
        assert (place["x"], place["width"]) == (0, PHONE["width"])  # no half of a button lies below it
        assert 96 <= small.locator("canvas").bounding_box()["width"] <= 120
        shown = small.locator("canvas").evaluate(PIXELS)
        live = phone.evaluate("latentLens.snapshot().pixels")
        assert max(abs(a - b) for a, b in zip(shown, live, strict=True)) < 0.01


def test_what_lies_below_stays_where_it_is_while_walks_arrive_and_play(phone, app_url):
    field = _open(phone, app_url, "interpolate", anew=True)
    before = field.bounding_box()["y"]
    for method in ("data", "geodesic", "geodesic-near-data"):
        phone.get_by_test_id(f"strip-{method}").wait_for()
    assert abs(field.bounding_box()["y"] - before) < 1
    for share in (0, 0.5, 1):  # one line of words beside the picture, or four
        phone.evaluate("(z) => latentLens.go(z)", [-1.65 + 0.5 * share, 0.41 - share])
        phone.evaluate("new Promise(requestAnimationFrame)")
        assert abs(field.bounding_box()["y"] - before) < 1


def test_a_swipe_over_a_field_scrolls_the_page_and_a_drag_sideways_does_not(phone, app_url, page):
    field = _open(phone, app_url, page)
    main, box = phone.get_by_test_id("stMain"), field.bounding_box()
    x, y = box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"]
    start, pinned = main.evaluate("(node) => node.scrollTop"), phone.evaluate("latentLens.snapshot().pinned.join()")
    _finger(phone, [(x + 8 * i, y + max(0, i - 6) * 5) for i in range(16)])
    assert abs(main.evaluate("(node) => node.scrollTop") - start) <= 1  # a row above may end between two pixels
    if page == "explore":  # there one finger decodes, on the planes it pans
        phone.wait_for_function("(before) => latentLens.snapshot().pinned.join() !== before", arg=pinned)
    pinned = phone.evaluate("latentLens.snapshot().pinned.join()")
    _finger(phone, [(x, y + 10 * i) for i in range(16)])
    phone.wait_for_function(
        "(start) => document.querySelector('[data-testid=stMain]').scrollTop < start - 40", arg=start
    )
    assert phone.evaluate("latentLens.snapshot().pinned.join()") == pinned
    assert phone.get_by_text("Swipe up or down to scroll").first.is_visible() or page == "interpolate"


def test_what_a_finger_presses_is_large_enough(phone, app_url):
    _open(phone, app_url, "explore")
    small = phone.evaluate(
        """(least) => {
          const roots = [...document.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean);
          const kinds = ["button:not(.explain)", "summary", "select", "input:not([type=checkbox])", "a"];
          const pressed = kinds.map((kind) => `.ll ${kind}`).join();
          const fields = ["[role=radio]", "[role=group]:has(> [role=combobox])", ".stButton button"];
          const targets = roots.flatMap((root) => [...root.querySelectorAll(pressed)]);
          targets.push(...document.querySelectorAll(fields.map((field) => `.stMain ${field}`).join()));
          return targets
            .map((node) => [node.dataset.testid || node.textContent || node.ariaLabel, node.getBoundingClientRect()])
            .filter(([, { width, height }]) => width && height && Math.min(width, height) < least)
            .map(([name, { width, height }]) => `${name}: ${width} x ${height}`);
        }""",
        LEAST_TARGET_PX - 0.5,
    )
    assert small == []


def test_the_room_of_the_picture_is_there_before_it(phone, app_url):
    _open(phone, app_url, "explore")
    stage = phone.locator(".st-key-stage").first
    reserved = stage.evaluate("(node) => parseFloat(getComputedStyle(node).minHeight)")
    assert reserved == pytest.approx(stage.bounding_box()["height"], abs=2)
    assert reserved == pytest.approx(stage.evaluate("(node) => node.scrollHeight"), abs=2)


def test_nothing_lies_over_the_desk_of_a_talk(phone, app_url):
    phone.goto(f"{app_url}/present?model=digits-2d")
    phone.wait_for_function("globalThis.latentLens?.snapshot().support")
    title = phone.get_by_label("Title of the talk")
    title.tap()
    assert title.evaluate("(node) => node === node.getRootNode().activeElement")
    assert not phone.get_by_test_id("miniature").is_visible()


def test_pages_at_the_bottom_keep_the_visit(phone, app_url):
    _open(phone, app_url, "explore")
    pinned = phone.evaluate("latentLens.snapshot().pinned.join()")
    phone.evaluate("globalThis.sameVisit = true")
    phone.evaluate("(now) => { performance.now = () => now; }", phone.evaluate("performance.now()"))
    phone.get_by_test_id("page-manifold").tap()
    phone.wait_for_url("**/manifold**")  # the time stands still: nothing waits for any of it to pass
    phone.evaluate("delete performance.now")
    phone.get_by_test_id("manifold").first.wait_for()
    assert phone.evaluate("globalThis.sameVisit && latentLens.snapshot().pinned.join()") == pinned
    assert phone.get_by_test_id("page-manifold").get_attribute("aria-current") == "page"
    phone.get_by_test_id("more-pages").tap()
    bar = phone.locator(".page-bar a")
    assert sorted(bar.evaluate_all("links => links.map((link) => link.dataset.testid.slice(5))")) == sorted(PAGES)
    assert all(
        min(box["width"], box["height"]) >= LEAST_TARGET_PX for box in [link.bounding_box() for link in bar.all()]
    )
    phone.get_by_test_id("page-learn").tap()
    phone.wait_for_url("**/learn**")
