"""What a two-second drag shows: our sliders, our map and our pad beside a plain `st.slider` page, in one run.

    python benchmarks/drag.py [--model mnist-16d] [--gestures slider map draw] [--seconds 4] [--repeats 7]
        [--releases 25]

Headless Chromium without a GPU, the map of all codes and all painted sliders on the screen, of which the first is
dragged; a gesture that a model does not have, as a grid of codes has no slider, is left out. A display frame is one
call of requestAnimationFrame; each gets one gesture event, from the page itself, because the mouse of a test driver
is slower than the display. Work per picture is everything that leads to it: event, neighbours, decode, trust meter,
paint, film strips: the median over the repeats, and in brackets the least and the most, of each repeat's median and
95th percentile. `--model shapes-tcvae --gestures factor` drags a true factor: its picture is drawn and encoded as
well. The plain page is dragged with the mouse, decodes with PyTorch and answers through the server, which
runs as Streamlit comes; its time runs from a release to the next picture, again with the least and the most. What
varies it is the server's run after a pause, the collection of garbage after the run before, and whatever else the
machine does.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.chromium import ROOT, chromium, streamlit_app, streamlit_server

STEPS = 60  # pointer moves in a sweep of the plain slider
BETWEEN_RELEASES_MS = 500
COUNT_FRAMES = "() => { globalThis.seen = 0; const tick = () => { seen += 1; requestAnimationFrame(tick); }; tick(); }"
GESTURE = """async ([node, gesture, seconds]) => {
  const MOUSE = 1; // Chromium's number of the pointer that went down
  latentLens.resetTimings();
  const box = node.getBoundingClientRect();
  const first = latentLens.snapshot().frames;
  const begin = performance.now();
  const frames = await new Promise((done) => {
    let seen = 0;
    const tick = (now) => {
      const t = (now - begin) / 1000;
      if (t > seconds) return done(seen);
      seen += 1;
      if (gesture === "draw") {
        const at = { clientX: box.left + box.width * (0.5 + 0.2 * Math.cos(5 * t)),
                     clientY: box.top + box.height * (0.5 + 0.35 * Math.sin(3.7 * t)) };
        node.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, pointerId: MOUSE, ...at }));
      } else if (["slider", "factor"].includes(gesture)) {
        node.value = +node.min + (+node.max - node.min) * (0.5 + 0.45 * Math.sin(3 * t));
        node.dispatchEvent(new Event("input", { bubbles: true }));
      } else {
        const at = { clientX: box.left + box.width * (0.5 + 0.33 * Math.cos(1.7 * t)),
                     clientY: box.top + box.height * (0.5 + 0.33 * Math.sin(2.3 * t)) };
        node.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, pointerType: "mouse", ...at }));
      }
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  const now = latentLens.snapshot();
  return { frames, painted: now.frames - first, work: now[`${gesture}WorkMs`] };
}"""
NODES = {  # what each gesture begins on
    "slider": re.compile(r"^slider-\d+$"),
    "map": "map",
    "draw": "draw",
    "factor": "factor-x",
}
USUAL = ["slider", "map", "draw"]
COUNT_IMAGES = """() => { globalThis.pictures = [];
  new MutationObserver(() => pictures.push(performance.now()))
    .observe(document.body, { subtree: true, attributes: true, attributeFilter: ["src"], childList: false }); }"""


@dataclass
class Drag:
    """One row of the table."""

    page: str
    frames: int
    painted: int
    messages: int
    work: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="mnist-16d")
    parser.add_argument("--gestures", nargs="+", choices=NODES, default=USUAL)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--releases", type=int, default=25)
    options = parser.parse_args()
    with chromium() as browser:
        with streamlit_app(ROOT / "app.py") as url:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            sent = _watch_messages(page)
            page.goto(f"{url}/explore?model={options.model}")
            page.wait_for_function("() => globalThis.latentLens?.snapshot().pixels", timeout=60_000)
            page.get_by_test_id("map").wait_for(timeout=60_000)  # it comes after picture and sliders
            if (more := page.get_by_test_id("more-sliders")).is_visible():
                more.click()
            page.wait_for_timeout(5000)  # film strips and evidence have come
            found = {gesture: page.get_by_test_id(NODES[gesture]).filter(visible=True) for gesture in options.gestures}
            for gesture in [name for name, node in found.items() if not node.count()]:
                print(f"{options.model} has nothing for the gesture {gesture!r}", file=sys.stderr)
                del found[gesture]
            live = options.seconds, options.repeats, sent
            rows = [_live(page, gesture, node.first, *live) for gesture, node in found.items()]
        plain = ROOT / "benchmarks" / "plain_slider_app.py"
        with streamlit_server(plain, "--runner.postScriptGC", "true") as (url, _):  # as Streamlit comes
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            rows.append(_plain(page, url, options.repeats, options.releases))
    print("| page | display frames in the drag | pictures painted | messages sent during it | work per picture |")
    print("|---|---|---|---|---|")
    for row in rows:
        print(f"| {row.page} | {row.frames} | {row.painted} | {row.messages} | {row.work} |")


def _live(page: Page, gesture: str, begin: Locator, seconds: float, repeats: int, sent: list[str]) -> Drag:
    if gesture == "draw":
        begin.click()
        begin = page.get_by_test_id("pad")
        begin.hover()
        page.mouse.down()  # one stroke to the end of the measurement
    node = begin.element_handle()
    page.evaluate(GESTURE, [node, gesture, 1])  # compiled and warm before it is measured
    sent.clear()
    runs = [page.evaluate(GESTURE, [node, gesture, seconds]) for _ in range(repeats)]
    frames, painted = (sum(run[key] for run in runs) for key in ("frames", "painted"))
    work = ", ".join(f"{key} {_spread([run['work'][key] for run in runs], 1)}" for key in ("median", "p95"))
    return Drag(f"Latent Lens, {gesture}", frames, painted, len(sent), work)


def _plain(page: Page, url: str, repeats: int, releases: int) -> Drag:
    sent = _watch_messages(page)
    page.goto(url)
    page.wait_for_selector("img", timeout=60_000)
    page.wait_for_timeout(2000)
    page.evaluate(COUNT_FRAMES)
    page.evaluate(COUNT_IMAGES)
    thumb = page.get_by_role("slider").first
    box = page.locator('[data-testid="stSlider"]').first.bounding_box()
    _press(page, thumb)
    before = page.evaluate("() => seen")
    sent.clear()
    _sweep(page, box, 2 * repeats)
    frames, painted = page.evaluate("() => [seen, pictures.length]")
    messages = len(sent)
    delays = [_release(page)]
    for turn in range(1, releases):
        page.wait_for_timeout(BETWEEN_RELEASES_MS)
        _press(page, thumb)
        _sweep(page, box, 2 - turn % 2)  # to the other end
        delays.append(_release(page))
    delay = f"{_spread(delays, 0)} from release to picture"
    return Drag("plain `st.slider`", frames - before, painted, messages, delay)


def _release(page: Page) -> float:
    """Milliseconds until the next picture."""
    painted, released = page.evaluate("() => [pictures.length, performance.now()]")
    page.mouse.up()
    page.wait_for_function("painted => pictures.length > painted", arg=painted)
    return page.evaluate("painted => pictures[painted]", painted) - released


def _spread(values: list[float], digits: int) -> str:
    """ "4.0 ms (3.9 to 4.2)" """
    least, most = min(values), max(values)
    return f"{statistics.median(values):.{digits}f} ms ({least:.{digits}f} to {most:.{digits}f})"


def _watch_messages(page: Page) -> list[str]:
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda payload: sent.append(str(payload)[:80])))
    return sent


def _press(page: Page, target: Locator) -> None:
    box = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()


def _sweep(page: Page, box: dict[str, float], times: int) -> None:
    y = box["y"] + box["height"] / 2
    for turn in range(times):
        share = 0.85 if turn % 2 == 0 else 0.15
        page.mouse.move(box["x"] + share * box["width"], y, steps=STEPS)


if __name__ == "__main__":
    main()
