"""The files in a real Chromium: opened from the disk with the network off, and embedded in another page."""

import re
from pathlib import Path

import numpy as np
import pytest
import torch
from pad_page import RECORD, THREE, at_rest, draw, has_its_rings, has_the_posterior_of_pytorch, takes_from_the_camera
from playwright.sync_api import expect
from tab import PATIENCE_MS, drawn

from ui.one_file.build import one_file
from ui.one_file.playground import playground_file
from vae_core import load_model
from vae_core.store.atlas import load_atlas

READY = "() => globalThis.latentLens?.snapshot().pixels"  # a function: the file's policy forbids to poll a string
NAME = "digits-2d"
DECK = {
    "title": "T",
    "stops": [
        {"caption": "in the file", "model": NAME, "z": [0.5, -1]},
        {"model": "other", "z": [1]},
        {"caption": "knobs", "page": "playground", "query": {"play": "width:16,pace:0"}},
        {"caption": "game", "page": "challenge", "query": {"level": "plane"}},
    ],
}
MADE = "v=1&names=eyIxIjoic2xhbnQifQ"  # {"1":"slant"}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("one-file") / "explorer.html"
    path.write_text(one_file(NAME, DECK, made=MADE).html, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def window(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def open_alone(window):
    """Opens a file off line; whatever it asks for, logs or throws fails the test."""
    requests, said, opened = [], [], set()
    heard = {
        "request": lambda request: requests.append(request.url),
        "console": lambda message: said.append(message.text),
        "pageerror": lambda error: said.append(str(error)),
    }
    for event, handler in heard.items():
        window.on(event, handler)

    def open_alone(path, where=""):
        opened.add(path.as_uri())
        window.goto("about:blank")  # from one hash to another nothing would be loaded
        window.goto(path.as_uri() + where)
        return window

    yield open_alone
    window.evaluate("localStorage.clear()")
    for event, handler in heard.items():
        window.remove_listener(event, handler)
    outside = [url for url in requests if not url.startswith("blob:")]  # of its own: a worker
    assert {url.split("#")[0] for url in outside} == opened
    assert said == []


@pytest.fixture
def open_file(open_alone, file):
    def open_file(where=""):
        page = open_alone(file, where)
        page.wait_for_function(READY)
        return page

    return open_file


def decoded(z):
    return load_model(NAME).decode(torch.tensor([z], dtype=torch.float32)).numpy().ravel()


def snapshot(page):
    return page.evaluate("latentLens.snapshot()")


def test_a_slider_decodes_what_pytorch_decodes(open_file):
    page = open_file()
    for value in ("-1.25", "0.5", "1.75"):
        page.get_by_test_id("slider-0").fill(value)
        page.wait_for_function(f"() => Math.abs(latentLens.snapshot().z[0] - {value}) < 1e-6")
        drawn(page)
        state = snapshot(page)
        assert np.abs(decoded(state["z"]) - state["pixels"]).max() < 1e-5


def test_it_measures_itself_against_pytorch(open_file):
    words = open_file().get_by_test_id("parity").inner_text()
    assert float(words.split("at most ")[1].split(" ")[0]) < 1e-5


def test_the_map_decodes_under_the_pointer_and_restores_when_it_leaves(open_file):
    page = open_file()
    before = snapshot(page)["z"]
    box = page.get_by_test_id("map").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.4)
    page.wait_for_function(f"() => JSON.stringify(latentLens.snapshot().z) !== {str(before).replace(' ', '')!r}")
    page.mouse.move(5, 5)
    page.wait_for_function(f"() => JSON.stringify(latentLens.snapshot().z) === {str(before).replace(' ', '')!r}")


def test_a_click_on_a_point_pins_its_exact_code(open_file):
    page = open_file("#map=z1,z2")
    code = load_atlas(NAME).codes[3]
    box = page.get_by_test_id("map").bounding_box()
    left, top = page.evaluate(
        """([x, y]) => {
      const { x: [l, r], y: [b, t] } = latentLens.lens.maps.camera();
      return [(x - l) / (r - l), (t - y) / (t - b)];
    }""",
        code.tolist(),
    )
    page.mouse.click(box["x"] + left * box["width"], box["y"] + top * box["height"])
    page.wait_for_function("() => latentLens.store.state.pinnedOrigin.source === 'map'")
    pinned = snapshot(page)["pinned"]
    assert np.abs(load_atlas(NAME).codes - pinned).max(1).min() == 0
    assert np.abs(np.array(pinned) - code).max() < 0.1


def test_wheel_zooms_about_the_pointer_and_a_drag_pans(open_file):
    page = open_file()
    camera = "latentLens.lens.maps.camera()"
    box = page.get_by_test_id("map").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    whole = page.evaluate(camera)
    page.mouse.move(*middle)
    page.mouse.wheel(0, -300)
    page.wait_for_function(f"() => {camera}.x[1] - {camera}.x[0] < 0.9 * {whole['x'][1] - whole['x'][0]}")
    near = page.evaluate(camera)
    assert sum(near["x"]) == pytest.approx(sum(whole["x"]), abs=1e-3 * (whole["x"][1] - whole["x"][0]))
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1], steps=4)
    page.mouse.up()
    panned = page.evaluate(camera)
    expected = near["x"][0] - 60 * (near["x"][1] - near["x"][0]) / box["width"]
    assert panned["x"][0] == pytest.approx(expected, abs=1e-6)
    assert panned["y"] == pytest.approx(near["y"])


def test_a_drawing_is_encoded_in_the_file_with_its_rings_on_map_and_plane(open_file):
    page = open_file("#map=z1,z2")
    page.get_by_test_id("draw").click()
    page.evaluate(RECORD)
    draw(page, *THREE)
    has_the_posterior_of_pytorch(page, NAME)
    has_its_rings(page)
    page.evaluate("() => { rings.length = 0; }")
    page.get_by_role("button", name="Manifold").click()
    page.wait_for_function("() => latentLens.lens.reports.manifold?.().scale")
    has_its_rings(page)
    hostile = {"name": "cat.png", "mimeType": "image/png", "buffer": b"<svg onload=alert(1)>"}
    page.get_by_test_id("drawing-file").set_input_files(hostile)
    expect(page.get_by_test_id("drawing-message")).to_contain_text(
        "cat.png is not a picture that this browser can read"
    )
    takes_from_the_camera(page, NAME)


def test_projection_colouring_and_hidden_classes_are_kept_in_the_hash(open_file):
    page = open_file()
    page.get_by_test_id("map-pca").click()
    page.get_by_test_id("colouring").select_option("nats")
    page.get_by_role("button", name="4", exact=True).click()
    page.wait_for_function("() => location.hash.includes('hidden=4')")
    hash = page.evaluate("location.hash")
    assert "map=pca" in hash
    assert "colour=nats" in hash
    page = open_file(hash)
    assert snapshot(page)["projection"] == "pca"
    assert page.evaluate("[...latentLens.store.state.hidden]") == [4]
    assert page.get_by_test_id("colouring").input_value() == "nats"


def test_the_hash_opens_a_place_and_a_later_hash_moves_there(open_file):
    page = open_file("#z=0.5,-1.25")
    assert snapshot(page)["z"] == [0.5, -1.25]
    page.evaluate("location.hash = 'z=1,0.25'")
    page.wait_for_function("() => latentLens.snapshot().z[0] === 1")
    assert snapshot(page)["pinned"] == [1, 0.25]


@pytest.mark.parametrize(
    "hash", ["#z=1", "#z=a,b&map=nonsense&colour=x&camera=1,1,2,2&hidden=99&tab=constructor", "#%%%", "#z=1e999,0"]
)
def test_a_malformed_hash_counts_as_absent(open_file, hash):
    page = open_file(hash)
    assert snapshot(page)["projection"] == "z1,z2"
    assert all(map(np.isfinite, snapshot(page)["z"]))


def test_it_lives_in_an_iframe_of_another_page(window, file, tmp_path):
    talk = tmp_path / "talk.html"
    talk.write_text(
        f'<!doctype html><iframe sandbox="allow-scripts" width="900" height="600" src="{file.as_uri()}#z=0.5,1">'
    )
    window.goto(talk.as_uri())
    frame = window.frames[1]
    frame.wait_for_function(READY)
    assert frame.evaluate("latentLens.snapshot().z") == [0.5, 1]
    frame.locator("[data-testid=slider-1]").fill("0.25")
    frame.wait_for_function("() => latentLens.snapshot().z[1] === 0.25")


def test_the_policy_stops_a_request(window, file):
    window.goto("about:blank")
    window.goto(file.as_uri())
    blocked = window.evaluate("""() => new Promise((done) => {
      document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective), { once: true });
      fetch("data:,x").catch(() => {});
    })""")
    assert blocked == "connect-src"


def test_both_themes_come_with_it(open_file):
    page, background = open_file(), "getComputedStyle(document.body).backgroundColor"
    first = page.evaluate(background)
    page.get_by_role("button", name="Theme").click()
    assert page.evaluate(background) != first


def test_the_names_that_it_was_made_with_are_there(open_file):
    page = open_file()
    page.wait_for_function("() => latentLens.store.state.names[1] === 'slant'")
    page.get_by_text("slant (z2)").wait_for()


def test_the_model_page_hands_the_file_out(tab, app_url):
    page = tab.open(f"{app_url}/model?model={NAME}")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Explorer as one HTML file").click()
    assert waiting.value.suggested_filename == f"{NAME}.html"
    assert Path(waiting.value.path()).read_text() == one_file(NAME).html


def test_the_manifold_decodes_under_the_pointer(open_file):
    page = open_file("#z=0.5,1")
    page.get_by_role("button", name="Manifold").click()
    page.mouse.move(*at_rest(page, "manifold", (0.3, 0.3))[0])
    page.wait_for_function("() => latentLens.snapshot().z[0] !== 0.5")
    page.get_by_test_id("open-explore").click()
    assert page.get_by_test_id("map").is_visible()
    page.wait_for_function("() => !location.hash.includes('tab=')")


def test_walks_that_need_no_pytorch_are_there(open_file):
    page = open_file("#tab=interpolate")
    page.get_by_test_id("walk-linear").wait_for()
    page.wait_for_function("() => latentLens.store.state.walks?.slerp?.support.length > 2")
    assert page.get_by_test_id("walk-slerp").is_visible()
    assert page.get_by_test_id("walk-geodesic").count() == 0
    assert "need PyTorch" in page.get_by_test_id("walks-elsewhere").inner_text()


def test_a_deck_in_the_file_is_presented_without_the_stops_of_other_models(open_file):
    page = open_file()
    page.get_by_test_id("talk-start").click()
    page.get_by_test_id("caption").get_by_text("in the file").wait_for()
    assert page.get_by_test_id("progress").inner_text() == "1 / 2"
    page.wait_for_function("() => latentLens.snapshot().z[0] === 0.5")
    page.keyboard.press("PageDown")
    expect(page.get_by_test_id("play-width")).to_have_attribute("aria-valuetext", "16")
    page.keyboard.press("PageDown")
    epochs = re.compile(r"^[1-9]")
    expect(page.get_by_test_id("playground")).to_have_attribute("data-epochs", epochs, timeout=PATIENCE_MS)
    page.keyboard.press("Escape")
    page.get_by_test_id("talk").wait_for(state="detached")
    page.get_by_role("button", name="Stops").click()
    assert page.get_by_label("Caption of stop 1").input_value() == "in the file"
    skipped = "Skipped: stop 3 (no model here can play this level of Challenge)."
    assert page.get_by_test_id("readiness").inner_text().endswith(skipped)


def test_the_playground_trains_in_a_file_and_keeps_its_knobs(open_alone, tmp_path):
    path = tmp_path / "playground.html"
    path.write_text(playground_file("en", "beta:4"), encoding="utf-8")
    page = open_alone(path)
    expect(page.get_by_test_id("play-beta")).to_have_attribute("aria-valuetext", "4")
    page = open_alone(path, "#play=width:16")  # a link to it
    host = page.get_by_test_id("playground")
    expect(page.get_by_test_id("play-train")).to_have_text("Train")
    expect(page.get_by_test_id("play-width")).to_have_attribute("aria-valuetext", "16")
    page.get_by_test_id("play-train").click()
    expect(host).to_have_attribute("data-epochs", re.compile(r"^[1-9]"), timeout=PATIENCE_MS)
    expect(host).to_have_attribute("data-backend", "wasm")
    page.get_by_test_id("play-break-strongKl").click()
    expect(page).to_have_url(f"{path.as_uri()}#play=beta:10,width:16")
