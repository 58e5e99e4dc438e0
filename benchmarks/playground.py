"""How fast the playground trains and draws in a Chromium: epochs a second, frames a second, work of a frame.

    python benchmarks/playground.py [--seconds 8] [--results]

The page trains on all 1,797 digits, 64-64-2, at full speed, and draws at every display frame: plane, codes, curves and
reconstructions. `--results` puts the table into RESULTS.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from chromium import chromium, streamlit_app
from results import put

ROOT = Path(__file__).parents[1]
# The playground takes WebAssembly where there is one; this makes its worker do without.
PLAIN = """
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, transfer) {
  if (message?.kind === "begin") message.backend = "js";
  return post.call(this, message, transfer);
};
"""
STATE = "(host) => ({ epochs: Number(host.dataset.epochs), frames: Number(host.dataset.frames) })"
WORK = """() => {
  const sorted = Float64Array.from(latentLens.frame.work.all).sort();
  return [0.5, 0.95].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
}"""


def measured(browser, address: str, script: str | None, seconds: float) -> tuple[str, float, float, float, float]:
    """Arithmetic, epochs a second, frames a second, median and 95th percentile of a frame's work in ms."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="no-preference")
    if script:
        context.add_init_script(script)
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{address}/playground?play=pace:0")
    host = page.get_by_test_id("playground")
    page.get_by_test_id("play-train").click()
    page.wait_for_timeout(1500)
    page.evaluate("latentLens.resetTimings()")
    before = host.evaluate(STATE)
    page.wait_for_timeout(1000 * seconds)
    after = host.evaluate(STATE)
    median, p95 = page.evaluate(WORK)
    backend = host.get_attribute("data-backend")
    context.close()
    epochs, frames = ((after[name] - before[name]) / seconds for name in ("epochs", "frames"))
    return backend, epochs, frames, median, p95


def main() -> None:
    """Measures both, prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=8, help="how long each trains")
    parser.add_argument("--results", action="store_true", help="put the table into RESULTS.md")
    options = parser.parse_args()
    with streamlit_app(ROOT / "app.py") as address, chromium() as browser:
        rows = [measured(browser, address, script, options.seconds) for script in (None, PLAIN)]
    table = (
        "| arithmetic | epochs a second | frames a second | work of a frame, median | p95 |\n|---|---|---|---|---|\n"
    )
    names = {"wasm": "WebAssembly", "js": "plain JavaScript"}
    for backend, epochs, frames, median, p95 in rows:
        table += f"| {names[backend]} | {epochs:.1f} | {frames:.0f} | {median:.1f} ms | {p95:.1f} ms |\n"
    print(table)
    if options.results:
        put("playground", table)


if __name__ == "__main__":
    main()
