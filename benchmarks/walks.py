"""Five kinds of walks between random pairs of test codes: what each costs, and how well the data supports it.

    python benchmarks/walks.py [--models mnist-2d mnist-16d] [--pairs 100] [--frames 60] [--seed 0]

Picture length (Fisher-Rao where the decoder is Bernoulli) is a ratio to the straight line between the same two codes:
its median, its worst, and `longer`, the share of pairs whose pictures change more than along that line. Support is the
trust meter in per cent, at even latent steps: mean and lowest along a walk, mean of the code's and of the picture's
part, as means over the pairs; `better` is the share of pairs whose mean support exceeds the straight line's.
Milliseconds of processor time are medians.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).parents[1]))

from vae_core import list_models
from vae_core.measure.meter_build import load_meter
from vae_core.walks.walk import constant_speed, measure
from vae_core.walks.walker import METHODS, load_walker

COLUMNS = (
    "walk",
    "longer",
    "length, median",
    "worst",
    "support, mean",
    "lowest",
    "code",
    "picture",
    "better",
    "ms",
)
SAME = 1.0001  # a ratio of lengths from which a walk counts as longer: single precision and 60 frames


def main() -> None:
    options = arguments()
    for name in options.models or list_models():
        compare(name, options.pairs, options.frames, options.seed)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", nargs="*")
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--frames", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def compare(name: str, pairs: int, frames: int, seed: int) -> None:
    """Prints one table for a model."""
    meter, walker = load_meter(name), load_walker(name)
    order = np.random.default_rng(seed).permutation(len(walker.codes))
    chosen = order[: 2 * pairs].reshape(-1, 2)
    started = time.process_time()
    walker.geodesics, walker.geodesics_near_data  # noqa: B018 - built once per model, so not a part of one walk
    built_s = time.process_time() - started
    rows = {method: np.array(list(measured(walker, meter, method, chosen, frames))) for method in METHODS}
    print(f"\n{name}: {len(chosen)} pairs, {frames} frames; built in {built_s:.1f} s of processor time\n")
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    line = rows["linear"]
    for method, row in rows.items():
        ratio = row[:, 0] / line[:, 0]
        length = f"{(ratio > SAME).mean():.0%} | {np.median(ratio):.3f} | {ratio.max():.2f}"
        support = " | ".join(f"{value:.1f} %" for value in row[:, 1:5].mean(0))
        better = "" if method == "linear" else f"{(row[:, 1] > line[:, 1]).mean():.0%}"
        print(f"| {method} | {length} | {support} | {better} | {np.median(row[:, 5]):.0f} |")


def measured(walker, meter, method: str, pairs: np.ndarray, frames: int):
    """Of every walk: picture length, mean and lowest support, its two parts, milliseconds of processor time."""
    for pair in tqdm(pairs, desc=method, leave=False):
        started = time.process_time()
        walk = walker.walk(method, walker.codes[pair], frames)
        elapsed_ms = 1000 * (time.process_time() - started)
        z = constant_speed(walk.z, frames)
        held = meter.read(z.numpy())
        parts = held.percent.mean(), held.percent.min(), held.code.mean(), held.picture.mean()
        yield (measure(walk.z, walker.embed).image_length, *parts, elapsed_ms)


if __name__ == "__main__":
    main()
