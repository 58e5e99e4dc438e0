"""Times of the Manifold and Interpolate pages in a headless Chromium without a GPU.

    python benchmarks/lab.py [--model mnist-2d] [--repeats 5]

First view: from opening a plane to the last of its pictures, 20 x 20 and the margin that tiles add. Strips: from a new
waypoint to measured straight and spherical walks. Walks: from the same to measured data-following and geodesic walks,
so PyTorch and the way to the server and back are in it. Medians over the repeats.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import median

from chromium import chromium, streamlit_app
from tqdm import tqdm

ROOT = Path(__file__).parents[1]
STATE = "globalThis.latentLens?.store.state"
OPEN_AGAIN = """async (turn) => {
  const { store, lens } = latentLens;
  store.set({ quantile: turn % 2 === 0 });
  for (;;) {
    await new Promise(requestAnimationFrame);
    const { firstViewMs } = lens.reports.manifold();
    if (firstViewMs !== null) return firstViewMs;
  }
}"""
CHOOSE = """async (turn) => {
  const { store } = latentLens;
  const { state } = store;
  const index = (turn * 131 + 17) % state.view.count;
  const start = performance.now();
  const added = { id: 1000 + turn, z: state.view.code(index), index, model: state.model };
  store.set({ waypoints: [...state.waypoints.slice(0, 1), added] });
  const isFresh = (method) => state.walks?.[method]?.key === state.walksKey;
  const until = async (methods) => {
    while (!methods.every(isFresh)) await new Promise(requestAnimationFrame);
    return performance.now() - start;
  };
  return [await until(["linear", "slerp"]), await until(["data", "geodesic", "geodesic-near-data"])];
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="mnist-2d")
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    turns = range(options.repeats)
    with streamlit_app(ROOT / "app.py") as url, chromium() as browser:
        page = browser.new_page(viewport={"width": 1100, "height": 860})
        page.set_default_timeout(120_000)
        page.goto(f"{url}/explore?model={options.model}")
        page.wait_for_function(f"{STATE}.support")
        page.get_by_role("link", name="Manifold").click()
        page.wait_for_function("globalThis.latentLens?.lens.reports.manifold?.().firstViewMs")
        first = [page.evaluate(OPEN_AGAIN, turn) for turn in tqdm(turns, desc="first view", leave=False)]
        page.get_by_role("link", name="Interpolate").click()
        page.wait_for_function(f"{STATE}.walks?.geodesic")
        chosen = [page.evaluate(CHOOSE, turn) for turn in tqdm(turns, desc="walks", leave=False)]
    strips, walks = (median(times) for times in zip(*chosen, strict=True))
    print(f"{options.model}: first view {median(first):.0f} ms, strips {strips:.0f} ms, walks {walks:.0f} ms")


if __name__ == "__main__":
    main()
