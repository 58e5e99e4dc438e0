"""A talk in a real Chromium: made on the pages, given with the keys of a clicker, alive when the server is not."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from conftest import ROOT

from ui.present.deck import EXAMPLES, example_decks
from vae_core.store.folder import SHIPPED, list_models

SECOND = "mnist-2d"


@pytest.fixture
def mortal(tmp_path):
    """An app of one's own to kill: its process and address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    with (tmp_path / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield process, f"http://127.0.0.1:{port}"
        process.kill()
        process.wait()


@pytest.fixture
def visit(browser):
    context = browser.new_context(viewport={"width": 1024, "height": 768}, reduced_motion="reduce")
    crashes = []

    def visit(url):
        page = context.new_page()
        page.on("pageerror", lambda error: crashes.append(str(error)))
        page.goto(url)
        page.wait_for_function("() => globalThis.latentLens?.snapshot().pixels", timeout=60_000)
        return page

    yield visit
    context.close()
    assert crashes == []


def stop(model="digits-2d", z=(0.5, -1), **more):
    return {"caption": f"at {z[0]}", "model": model, "z": list(z), "panels": ["map", "picture"], **more}


def load(page, *stops):
    """Hands the desk a deck as a file, and waits until every stop can be shown."""
    deck = json.dumps({"title": "T", "stops": stops}).encode()
    page.get_by_test_id("deck-file").set_input_files(
        {"name": "deck.json", "mimeType": "application/json", "buffer": deck}
    )
    page.get_by_test_id("readiness").get_by_text("in the browser").wait_for()


def present(page, *stops):
    load(page, *stops)
    page.get_by_test_id("present").click()
    page.get_by_test_id("talk").wait_for()


def at(page, number, of):
    page.get_by_test_id("progress").get_by_text(f"{number} / {of}", exact=True).wait_for()


def z_is(page, *z):
    page.wait_for_function(
        "z => z.every((value, d) => Math.abs(latentLens.snapshot().z?.[d] - value) < 1e-4)", arg=list(z)
    )


def test_a_stop_taken_on_explore_brings_its_state_back(visit, app_url):
    page = visit(f"{app_url}/explore?model=digits-2d&z=0.5,-1.25")
    page.get_by_test_id("add-stop").click()
    page.get_by_label("Caption", exact=True).fill("Mine")
    page.get_by_label("Notes", exact=True).fill("Say hello")
    page.get_by_test_id("add-stop-confirm").click()
    page.get_by_test_id("random").click()
    page.get_by_role("link", name="Present").click()
    page.get_by_test_id("readiness").get_by_text("1 stop is in the browser").wait_for()
    page.get_by_test_id("present").click()
    page.get_by_test_id("caption").get_by_text("Mine").wait_for()
    z_is(page, 0.5, -1.25)


def test_what_the_server_says_late_changes_nothing_on_the_stage(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    present(page, stop(), stop(z=(-1, 1)))
    at(page, 1, 2)
    z_is(page, 0.5, -1)
    page.evaluate(
        """async () => {
          const root = document.createElement("div");
          for (const stamp of ["late", "later"]) {
            const data = { part: "state", model: "digits-2d", z: [1, 1], stamp };
            latentLens.mount({ parentElement: root, data, setTriggerValue() {} });
            await new Promise(requestAnimationFrame);
          }
          latentLens.unmount(root);
        }"""
    )
    z_is(page, 0.5, -1)
    page.keyboard.press("ArrowRight")
    at(page, 2, 2)
    z_is(page, -1, 1)
    page.keyboard.press("ArrowLeft")
    z_is(page, 0.5, -1)


@pytest.mark.parametrize("name", ["model", "reconstructions"])
def test_a_page_without_a_live_picture_has_a_stop_to_take(visit, app_url, name):
    page = visit(f"{app_url}/{name}?model=digits-2d&z=0.5,-1.25")
    page.get_by_test_id("add-stop").click()
    page.get_by_test_id("add-stop-confirm").click()
    assert page.evaluate("latentLens.store.state.deck.stops.map(({ z }) => Array.from(z))") == [[0.5, -1.25]]


@pytest.mark.parametrize("size", [(1024, 768), (1280, 720), (1920, 1080)])
def test_picture_and_many_sliders_fit_on_the_stage(visit, app_url, size):
    page = visit(f"{app_url}/present?model=mnist-16d")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    present(page, stop("mnist-16d", [0.5] * 16, panels=["map", "picture", "sliders"]))
    at(page, 1, 1)
    talk = page.get_by_test_id("talk")
    talk.get_by_test_id("slider-0").or_(talk.get_by_test_id("slider-5")).first.wait_for()
    picture, sliders = (talk.locator(f".slot.{name}").bounding_box() for name in ("picture", "sliders"))
    assert picture["y"] + picture["height"] <= sliders["y"] + 1
    assert sliders["y"] + sliders["height"] <= size[1]
    assert talk.locator(".slot.sliders").evaluate("(slot) => slot.scrollHeight - slot.clientHeight") <= 1


def test_the_keys_of_a_clicker_walk_through_stops_and_models(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    second = stop(SECOND, (1, 0.25), panels=["lattice", "picture"], projection="pca")
    present(page, stop(), second, stop(z=(-1, 1), panels=["picture", "sliders"]))
    at(page, 1, 3)
    z_is(page, 0.5, -1)
    forward, back = [("PageDown", 2), ("Space", 3), ("PageDown", 3)], [("PageUp", 2), ("ArrowLeft", 1)]
    for key, number in [*forward, *back, ("End", 3), ("Home", 1), ("ArrowRight", 2)]:
        page.keyboard.press(key)
        at(page, number, 3)
    page.wait_for_function(f"() => latentLens.snapshot().model === '{SECOND}'")
    z_is(page, 1, 0.25)
    page.keyboard.press("Escape")
    page.wait_for_function("() => latentLens.snapshot().model === 'digits-2d'")  # a talk leaves no trace


def test_picture_slider_and_map_can_be_grabbed_and_the_next_key_goes_on(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    present(page, stop(panels=["map", "picture", "sliders"]), stop(z=(-1, 1)))
    z_is(page, 0.5, -1)
    talk = page.get_by_test_id("talk")
    box = talk.get_by_test_id("stage").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 40, steps=3)
    page.mouse.up()
    page.wait_for_function("() => latentLens.snapshot().z[0] > 0.6")
    assert page.evaluate("latentLens.snapshot().z[1]") == -1
    talk.get_by_test_id("slider-1").fill("1.5")
    page.wait_for_function("() => latentLens.snapshot().z[1] === 1.5")
    box = talk.get_by_test_id("map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("() => latentLens.store.state.pinnedOrigin.source === 'map'")
    page.keyboard.press("ArrowRight")
    at(page, 2, 2)
    z_is(page, -1, 1)


def test_blank_spotlight_theme_and_help_have_their_keys(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    present(page, stop(), stop())
    talk = page.get_by_test_id("talk")
    for key, layer in (("b", "blank"), ("s", "spotlight")):
        page.keyboard.press(key)
        assert page.get_by_test_id(layer).is_visible()
        page.keyboard.press(key)
        assert not page.get_by_test_id(layer).is_visible()
    themes = [talk.get_attribute("data-theme")]
    for _ in range(3):
        page.keyboard.press("t")
        themes.append(talk.get_attribute("data-theme"))
    assert themes == ["light", "dark", "projector", "light"]
    page.keyboard.press("?")
    page.get_by_text("play or end the walk of this stop").wait_for()
    page.keyboard.press("Escape")
    assert talk.is_visible()
    page.keyboard.press("Escape")
    talk.wait_for(state="detached")


def test_what_fails_on_the_stage_is_said_where_the_picture_would_be(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    present(page, stop())
    failed = """() => {
        const { state, set } = latentLens.store;
        set({ pixels: null, problem: { sentence: "The decoder gave no picture here.", isWhole: true } });
    }"""
    page.evaluate(failed)
    page.get_by_test_id("talk").get_by_text("The decoder gave no picture here.").wait_for()
    assert not page.get_by_test_id("talk").get_by_test_id("stage").is_visible()


def test_r_runs_the_walk_of_the_stop_and_stops_it(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    path = {"kind": "path", "through": [[0.5, -1], [1.5, 1]]}
    present(page, stop(walk=path), stop(walk={"kind": "posterior"}))
    z_is(page, 0.5, -1)
    page.keyboard.press("r")
    z_is(page, 1.5, 1)
    page.keyboard.press("r")
    assert page.get_by_test_id("talk").get_attribute("data-walk") == ""
    page.keyboard.press("ArrowRight")
    z_is(page, 0.5, -1)
    page.keyboard.press("r")
    drawn = "() => { const [a, b] = latentLens.snapshot().z; return a !== 0.5 && Math.hypot(a - 0.5, b + 1) < 2; }"
    page.wait_for_function(drawn)


def test_a_talk_holds_still_however_long_nobody_touches_it(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    load(page, stop(), stop(z=(-1, 1)))
    page.clock.install()
    page.get_by_test_id("present").click()
    page.clock.run_for(2000)
    page.clock.fast_forward(600_000)
    page.clock.run_for(3000)
    assert page.get_by_test_id("talk").get_attribute("data-exhibit") == "false"
    z_is(page, 0.5, -1)
    page.keyboard.press("PageDown")
    page.clock.run_for(1000)
    at(page, 2, 2)


def test_an_exhibit_loops_until_somebody_comes_and_the_key_does_its_work(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    load(page, stop(), stop(z=(-1, 1)), stop(z=(1, 1)))
    page.clock.install()
    page.get_by_test_id("exhibit").click()
    talk = page.get_by_test_id("talk")
    page.clock.run_for(2000)
    at(page, 1, 3)
    assert talk.get_attribute("data-exhibit") == "true"
    for number in (2, 3, 1):
        page.clock.run_for(24_500)
        at(page, number, 3)
    page.keyboard.press("ArrowRight")
    page.clock.run_for(1000)
    assert talk.get_attribute("data-exhibit") == "false"
    at(page, 2, 3)
    z_is(page, -1, 1)
    page.clock.fast_forward(61_000)
    page.clock.run_for(3000)
    assert talk.get_attribute("data-exhibit") == "true"


def test_next_plays_the_walk_of_a_stop_and_then_moves_on(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    path = {"kind": "path", "through": [[0.5, -1], [1.5, 1]]}
    present(page, stop(walk=path), stop(z=(-1, 1), walk={"kind": "prior"}), stop(z=(1, 1)))
    z_is(page, 0.5, -1)
    page.keyboard.press("PageDown")
    z_is(page, 1.5, 1)
    at(page, 1, 3)
    page.keyboard.press("PageDown")
    at(page, 2, 3)
    z_is(page, -1, 1)
    page.keyboard.press("PageDown")
    talk = page.get_by_test_id("talk")
    assert talk.get_attribute("data-walk") == "prior"
    at(page, 2, 3)
    page.keyboard.press("PageDown")
    at(page, 3, 3)
    assert talk.get_attribute("data-walk") == ""


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
    page.get_by_role("link", name="Present").click()
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
    page.get_by_role("link", name="Present").click()
    page.get_by_test_id("readiness").get_by_text("1 stop is in the browser").wait_for()
    page.get_by_test_id("present").click()
    page.get_by_test_id("talk").wait_for()
    page.wait_for_function("latentLens.store.state.shownWalk?.waypoints.length === 2")
    page.keyboard.press("PageDown")
    z_is(page, *walk["through"][-1])


def test_a_deck_that_is_saved_nowhere_is_replaced_only_after_a_question_and_comes_back(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    page.get_by_test_id("take-stop").click()
    page.get_by_label("Caption of stop 1").fill("mine")
    captions = "latentLens.store.state.deck.stops.map(({ caption }) => caption)"
    page.get_by_test_id("new-deck").click()
    page.get_by_test_id("keep-deck").click()
    assert page.evaluate(captions) == ["mine"]
    page.get_by_test_id("examples").select_option(next(iter(example_decks())))
    page.get_by_test_id("desk-ask").get_by_text("a stop that you have not saved").wait_for()
    page.get_by_test_id("replace-deck").click()
    page.wait_for_function(f"{captions}.length > 5")
    page.get_by_test_id("undo-deck").click()
    assert page.evaluate(captions) == ["mine"]
    page.get_by_role("button", name="Remove, stop 1").click()
    assert page.evaluate(captions) == []
    page.get_by_test_id("undo-deck").click()
    page.reload()
    page.get_by_label("Caption of stop 1").wait_for()
    assert page.evaluate(captions) == ["mine"]


def test_two_windows_keep_each_others_stops(visit, app_url):
    first = visit(f"{app_url}/present?model=digits-2d")
    second = visit(f"{app_url}/present?model=digits-2d")
    captions = "latentLens.store.state.deck.stops.map(({ caption }) => caption)"
    first.get_by_test_id("take-stop").click()
    first.get_by_label("Caption of stop 1").fill("A")
    second.get_by_label("Caption of stop 1").wait_for()
    second.evaluate("window.addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    second.get_by_test_id("take-stop").click()
    second.get_by_label("Caption of stop 2").fill("B")
    first.wait_for_function(f"{captions}.length === 2 && {captions}[1] === 'B'")  # the field in focus is left alone
    first.get_by_test_id("take-stop").click()
    first.get_by_label("Caption of stop 3").fill("C")
    second.get_by_label("Caption of stop 1").fill("A2")  # it has not heard of C
    first.wait_for_function(f"{captions}[0] === 'A2'")
    assert first.evaluate(captions) == second.evaluate(captions) == ["A2", "B", "C"]


def test_the_second_window_shows_notes_next_stop_and_clock(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    present(page, stop(notes="Breathe."), stop(z=(-1, 1), notes="Smile."))
    with page.expect_popup() as popup:
        page.keyboard.press("n")
    notes = popup.value
    assert notes.get_by_test_id("notes").inner_text() == "Breathe."
    assert notes.get_by_test_id("next-caption").inner_text() == "at -1"
    assert notes.get_by_test_id("clock").inner_text().startswith("00:")
    notes.keyboard.press("PageDown")
    at(page, 2, 2)
    assert notes.get_by_test_id("notes").inner_text() == "Smile."
    assert notes.get_by_test_id("next-caption").inner_text() == "The end"


def test_the_talk_goes_on_when_the_server_is_killed(visit, mortal):
    process, url = mortal
    page = visit(f"{url}/present?model=digits-2d")
    present(page, stop(), stop(SECOND, (1, 0.25)), stop(z=(-1, 1), panels=["picture", "sliders"]))
    z_is(page, 0.5, -1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    page.wait_for_function(  # Streamlit has noticed, and its words are closed
        "document.querySelector('[data-testid=talk]').dataset.server === 'away'", timeout=60_000
    )
    assert page.get_by_role("dialog").count() == 0
    page.keyboard.press("ArrowRight")
    at(page, 2, 3)
    z_is(page, 1, 0.25)
    page.keyboard.press("ArrowRight")
    z_is(page, -1, 1)
    talk = page.get_by_test_id("talk")
    talk.get_by_test_id("slider-0").fill("0.75")
    page.wait_for_function("() => latentLens.snapshot().z[0] === 0.75")
    box = talk.get_by_test_id("stage").bounding_box()
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).dataset.testid", middle) == "talk"
    page.keyboard.press("Escape")
    page.get_by_test_id("link-notice").get_by_text("could not be reached during the talk").wait_for()


def test_stops_are_reordered_edited_and_saved(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    load(page, stop(), stop(z=(-1, 1)))
    page.get_by_role("button", name="Later, stop 1").click()
    page.get_by_label("Caption of stop 1").fill("first now")
    page.get_by_label("Notes on stop 1, for you only").fill("n")
    with page.expect_download() as download:
        page.get_by_test_id("save-deck").click()
    with open(download.value.path()) as file:
        saved = json.load(file)
    kept = [(stop["caption"], stop["notes"], stop["z"]) for stop in saved["stops"]]
    assert kept == [("first now", "n", [-1, 1]), ("at 0.5", "", [0.5, -1])]
    page.get_by_role("button", name="Remove, stop 1").click()
    page.wait_for_function("() => latentLens.store.state.deck.stops.length === 1")
    page.reload()
    page.get_by_label("Caption of stop 1").wait_for()  # this browser keeps its deck
    assert page.get_by_label("Caption of stop 1").input_value() == "at 0.5"


def test_a_short_deck_travels_in_the_link(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    load(page, stop(caption="über & <b>bold</b>"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_test_id("deck-link").click()
    page.get_by_test_id("desk-said").get_by_text("Link copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    page.evaluate("localStorage.clear()")
    other = visit(link)
    other.get_by_label("Caption of stop 1").wait_for()
    assert other.get_by_label("Caption of stop 1").input_value() == "über & <b>bold</b>"


@pytest.mark.parametrize(("content", "words"), [
    ("{", "deck.json is not JSON."),
    ("[]", "A deck is a JSON object with a list of stops."),
    ('{"stops": [{"z": ["x"]}]}', "Stop 1: z holds something unknown."),
    ('{"stops": [{"z": [1], "camera": {"x": [2, 1]}}]}', "Stop 1: camera.x must be a low and a high number."),
    ('{"stops": [{"z": [1], "walk": {"kind": "run"}}]}', "Stop 1: walk.kind must be one of"),
    ('{"stops": [{"z": [1], "walk": {"kind": "path", "through": [[1e308], [0]]}}]}', "within ±1,000,000; got 1e+308"),
    ('{"stops": [{"caption": 3}]}', "Stop 1: caption must be text of at most"),
])  # fmt: skip
def test_a_bad_file_gets_one_sentence(visit, app_url, content, words):
    page = visit(f"{app_url}/present?model=digits-2d")
    page.get_by_test_id("deck-file").set_input_files(
        {"name": "deck.json", "mimeType": "application/json", "buffer": content.encode()}
    )
    page.get_by_test_id("desk-said").get_by_text(words).wait_for()


def test_the_stops_of_models_that_are_not_here_are_skipped(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    load(page, stop("nobody"), stop(), stop(z=(1, 2, 3)))
    page.get_by_test_id("readiness").get_by_text("Skipped: stop 1").wait_for()
    page.get_by_test_id("present").click()
    at(page, 1, 1)


@pytest.mark.parametrize("name", example_decks())
def test_the_examples_pass_the_check_and_need_models_that_ship(page, name):
    raw = json.loads((EXAMPLES / f"{name}.json").read_text())
    checked = page.evaluate("async (deck) => (await import('/web/talk/deck_check.js')).checkDeck(deck)", raw)
    for got, told in zip(checked["stops"], raw["stops"], strict=True):
        assert told.items() <= (got | {"walk": told.get("walk")}).items()
    assert {"mnist-16d", "mnist-2d"} <= set(list_models(SHIPPED)) & {s["model"] for s in raw["stops"]}
