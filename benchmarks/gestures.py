"""What each gesture costs the server: messages that the tab sends, what comes back, processor time.

    python benchmarks/gestures.py [--model mnist-16d] [--repeats 5]

Headless Chromium, one visitor. A message is one websocket frame from the tab; every one of them reruns the script or a
fragment. Each gesture is made `--repeats` times, with a pause after it in which all that it starts comes to rest.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.chromium import ROOT, chromium, streamlit_server
from benchmarks.visitor_client import cpu_seconds

PAUSE_MS = 2500


@dataclass
class Wire:
    """What went over the websocket so far."""

    sent: int = 0
    received_bytes: int = 0

    def watch(self, page: Page) -> None:
        page.on("websocket", lambda socket: (socket.on("framesent", self._out), socket.on("framereceived", self._in)))

    def _out(self, frame: bytes | str) -> None:
        self.sent += 1

    def _in(self, frame: bytes | str) -> None:
        self.received_bytes += len(frame)


def at(page: Page, name: str) -> tuple[float, float]:
    """A random place of a part, away from its edges."""
    box = page.get_by_test_id(name).bounding_box()
    return box["x"] + box["width"] * random.uniform(0.3, 0.7), box["y"] + box["height"] * random.uniform(0.3, 0.7)


def pin(name: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.mouse.click(*at(page, name))
        page.mouse.move(700, 8)

    return act


def pan(name: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        x, y = at(page, name)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 40, y + 25, steps=8)
        page.mouse.up()
        page.mouse.move(700, 8)

    return act


def press(role: str, name: str, **how: object) -> Callable[[Page], None]:
    return lambda page: page.get_by_role(role, name=name, **how).first.click()


def go_to(title: str) -> Callable[[Page], None]:
    """By its link, or where it has none in the header, by the menu that those of SWITCHES lie in."""

    def act(page: Page) -> None:
        link = page.get_by_test_id("stTopNav").get_by_role("link", name=title, exact=True)
        if not link.count():
            page.get_by_test_id("stTopNavSection").filter(has_text="Look closer").click()
            link = page.get_by_role("menuitem", name=title, exact=True)
        link.click()

    return act


def ten_steps(page: Page) -> None:
    slider = page.locator("input[type=range]").first
    slider.focus()
    for _ in range(10):
        slider.press("ArrowRight")
        page.wait_for_timeout(60)


def choose(label: str, *options: str) -> Callable[[Page], None]:
    """Takes the options of a select box in turn."""
    turns = iter(options * 1000)

    def act(page: Page) -> None:
        page.get_by_role("combobox", name=label).first.click()
        page.get_by_role("option", name=next(turns), exact=True).click()

    return act


def in_turn(*acts: Callable[[Page], None]) -> Callable[[Page], None]:
    turns = iter(acts * 1000)
    return lambda page: next(turns)(page)


GESTURES = {
    "Explore": {
        "pin on the map": pin("map"),
        "release of a slider": lambda page: page.locator("input[type=range]").first.press("PageUp"),
        "ten key steps of a slider": ten_steps,
        "random place": lambda page: page.get_by_test_id("random").click(),
        "hide or show a class": press("button", "4", exact=True),
        "pan": pan("map"),
        "zoom in and out": in_turn(press("button", "Zoom in"), press("button", "Zoom out")),
        "fit": press("button", "Fit"),
        "another projection": in_turn(*(lambda page, name=name: page.get_by_text(name, exact=True).click()
                                        for name in ("PCA", "t-SNE"))),
        "another colouring": choose("Colour by", "posterior sigma", "class"),
    },
    "Manifold": {"pin": pin("manifold"), "pan": pan("manifold"), "an overlay": press("button", "Codes")},
    "Interpolate": {
        "add a waypoint": lambda page: page.get_by_role("button", name="Random", exact=False).first.click(),
        "remove a waypoint": lambda page: page.get_by_title("Remove").first.click(),
    },
}  # fmt: skip
SWITCHES = ("Model", "Reconstructions", "Explore", "Manifold", "Interpolate", "Explore")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="mnist-16d")
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    with chromium() as browser, streamlit_server(ROOT / "app.py") as (url, process_id):
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(30_000)
        wire = Wire()
        wire.watch(page)
        print("| page | gesture | messages | received | server CPU |")
        print("|---|---|---|---|---|")

        def measure(title: str, gesture: str, act: Callable[[Page], None], repeats: int) -> None:
            sent, received, used = wire.sent, wire.received_bytes, cpu_seconds(process_id)
            for _ in range(repeats):
                act(page)
                page.wait_for_timeout(PAUSE_MS)
            sent, received = (wire.sent - sent) / repeats, (wire.received_bytes - received) / repeats
            used = 1000 * (cpu_seconds(process_id) - used) / repeats
            print(f"| {title} | {gesture} | {sent:.1f} | {received / 1000:.1f} kB | {used:.0f} ms |", flush=True)

        measure("Explore", "first visit", lambda page: open_app(page, f"{url}/explore?model={options.model}"), 1)
        for title, gestures in GESTURES.items():
            if title != "Explore":
                go_to(title)(page)
                page.wait_for_timeout(2 * PAUSE_MS)
            for gesture, act in gestures.items():
                measure(title, gesture, act, options.repeats)
        for title in SWITCHES:
            measure("any", f"go to {title}", go_to(title), 1)


def open_app(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_function("() => globalThis.latentLens?.snapshot().pixels", timeout=60_000)
    page.wait_for_timeout(6000)


if __name__ == "__main__":
    main()
