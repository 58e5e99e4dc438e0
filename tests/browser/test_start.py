"""Start: the plane of a model of two numbers fills the window, and picture, caption and sliders follow the hand."""

import pytest
from tab import drawn

SMALL = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SNAPSHOT = "latentLens.snapshot()"


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


def test_a_finger_moves_the_point_and_the_picture_stays_in_view(start, new_tab):
    page = start(window=new_tab(**SMALL))
    stage, plane = (page.get_by_test_id(name).bounding_box() for name in ("stage", "plane"))
    for box in (stage, plane):
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 844
    before = page.evaluate(SNAPSHOT)["z"]
    page.get_by_test_id("plane").evaluate("""(node) => {
      const box = node.getBoundingClientRect();
      const send = (type, x, y) => node.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0,
        pointerType: "touch", clientX: box.left + x, clientY: box.top + y }));
      send("pointerdown", 60, 60); send("pointermove", 90, 120);
    }""")
    moved(page, before)


@pytest.mark.parametrize(("door", "address"), [("explore", "/explore"), ("train", "/train"), ("adopt", "/adopt")])
def test_a_door_opens_its_page(start, door, address):
    page = start()
    page.get_by_test_id(f"door-{door}").click()
    page.wait_for_url(f"**{address}*")
    page.get_by_test_id("stMain").get_by_text("error").wait_for(state="hidden")


def test_draw_opens_the_pad_beside_sixteen_numbers(start):
    page = start()
    page.get_by_test_id("door-draw").click()
    page.get_by_test_id("pad").wait_for()
    page.wait_for_function("latentLens.snapshot().model === 'mnist-16d'")


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
