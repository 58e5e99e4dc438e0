"""Seconds from `streamlit run` to the first picture: the app beside a plain page with its imports at the top.

    python benchmarks/first_picture.py [--repeats 5]

Both are started in turn, with packages installed and the file cache warm; the browser is open already.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.chromium import ROOT, chromium, streamlit_app

PAGES = {
    "Latent Lens": (ROOT / "app.py", "() => globalThis.latentLens?.snapshot().pixels"),
    "plain page": (
        ROOT / "benchmarks" / "plain_slider_app.py",
        "() => [...document.querySelectorAll('[data-testid=stImage] img')].some((image) => image.complete)",
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    seconds = {title: [] for title in PAGES}
    with chromium() as browser:
        for _ in range(parser.parse_args().repeats):
            for title, (script, painted) in PAGES.items():
                started = time.perf_counter()
                with streamlit_app(script) as url:
                    page = browser.new_page()
                    page.goto(url)
                    page.wait_for_function(painted, timeout=60_000)
                    seconds[title].append(time.perf_counter() - started)
                    page.close()
    medians = {title: statistics.median(values) for title, values in seconds.items()}
    print("| page | first picture, median | fastest | slowest |")
    print("|---|---|---|---|")
    for title, values in seconds.items():
        print(f"| {title} | {medians[title]:.2f} s | {min(values):.2f} s | {max(values):.2f} s |")
    print(f"\nratio {medians['plain page'] / medians['Latent Lens']:.2f}")


if __name__ == "__main__":
    main()
