"""What a two-second drag shows: our sliders and our map beside a plain `st.slider` page, in one run.

    python benchmarks/drag.py [--model mnist-16d] [--sweeps 6]

Headless Chromium without a GPU. A display frame is one call of requestAnimationFrame. Work per frame is everything
that leads to a picture: event, neighbours, decode, trust meter, paint. The plain page decodes with PyTorch and
answers through the server; its time runs from the release to the next picture.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.chromium import ROOT, chromium, streamlit_app

MAX_STEPS = 60  # pointer moves in a sweep: one display frame each, and at least a pixel, so that each changes z
COUNT_FRAMES = "() => { globalThis.seen = 0; const tick = () => { seen += 1; requestAnimationFrame(tick); }; tick(); }"
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
    parser.add_argument("--sweeps", type=int, default=6)
    options = parser.parse_args()
    with chromium() as browser:
        with streamlit_app(ROOT / "app.py") as url:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            sent = _watch_messages(page)
            page.goto(f"{url}/?model={options.model}")
            page.wait_for_function("() => globalThis.latentLens?.snapshot().pixels", timeout=60_000)
            page.wait_for_timeout(3000)  # film strips and evidence have come
            page.evaluate(COUNT_FRAMES)
            rows = [
                _live(page, "Latent Lens, slider", "slider", page.get_by_test_id("slider-0"), options.sweeps, sent),
                _live(page, "Latent Lens, map", "map", page.get_by_test_id("map"), options.sweeps, sent),
            ]
        with streamlit_app(ROOT / "benchmarks" / "plain_slider_app.py") as url:
            rows.append(_plain(browser.new_page(viewport={"width": 1400, "height": 900}), url, options.sweeps))
    print("| page | display frames in the drag | pictures painted | messages sent during it | work per picture |")
    print("|---|---|---|---|---|")
    for row in rows:
        print(f"| {row.page} | {row.frames} | {row.painted} | {row.messages} | {row.work} |")


def _live(page: Page, title: str, gesture: str, target: Locator, sweeps: int, sent: list[str]) -> Drag:
    box = target.bounding_box()
    if gesture == "slider":
        _press(page, target)
    _sweep(page, box, 1)  # compiled and warm before it is measured
    before = page.evaluate("() => [seen, latentLens.snapshot().frames]")
    sent.clear()
    _sweep(page, box, sweeps)
    after = page.evaluate("() => [seen, latentLens.snapshot().frames]")
    messages = len(sent)
    page.mouse.up()
    work = page.evaluate(f"() => latentLens.snapshot().{gesture}WorkMs")
    frames, painted = (end - start for start, end in zip(before, after, strict=True))
    return Drag(title, frames, painted, messages, f"median {work['median']:.1f} ms, p95 {work['p95']:.1f} ms")


def _plain(page: Page, url: str, sweeps: int) -> Drag:
    sent = _watch_messages(page)
    page.goto(url)
    page.wait_for_selector("img", timeout=60_000)
    page.wait_for_timeout(2000)
    page.evaluate(COUNT_FRAMES)
    page.evaluate(COUNT_IMAGES)
    thumb = page.get_by_role("slider").first
    _press(page, thumb)
    box = page.locator('[data-testid="stSlider"]').first.bounding_box()
    before = page.evaluate("() => seen")
    sent.clear()
    _sweep(page, box, sweeps)
    frames, painted = page.evaluate("() => [seen, pictures.length]")
    messages = len(sent)
    released = page.evaluate("() => performance.now()")
    page.mouse.up()
    page.wait_for_function("painted => pictures.length > painted", arg=painted)
    latency = page.evaluate("() => pictures.at(-1)") - released
    return Drag("plain st.slider", frames - before, painted, messages, f"{latency:.0f} ms from release to picture")


def _watch_messages(page: Page) -> list[str]:
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda payload: sent.append(str(payload)[:80])))
    return sent


def _press(page: Page, target: Locator) -> None:
    box = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()


def _sweep(page: Page, box: dict[str, float], times: int) -> None:
    y, steps = box["y"] + box["height"] / 2, min(MAX_STEPS, int(0.7 * box["width"]))
    for turn in range(times):
        share = 0.85 if turn % 2 == 0 else 0.15
        page.mouse.move(box["x"] + share * box["width"], y, steps=steps)


if __name__ == "__main__":
    main()
