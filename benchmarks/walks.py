"""Five kinds of walks between random pairs of test codes: what each costs, and how well the data supports it.

    python benchmarks/walks.py [--models mnist-2d mnist-16d] [--pairs 100] [--frames 60] [--seed 0]

Length and energy are those of the pictures (Fisher-Rao where the decoder is Bernoulli), as ratios to the straight line
between the same two codes; support is the trust meter in per cent, its mean and its lowest value along a walk. Medians
over the pairs; `longer` is the share of pairs whose pictures change more than along the straight line, `better` the
share of those whose mean support exceeds its.
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
from vae_core.meter_build import load_meter
from vae_core.walk import measure
from vae_core.walker import METHODS, load_walker

COLUMNS = ("energy", "picture length", "latent length", "largest jump")


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
    print(f"\n{name}: {len(chosen)} pairs, {frames} frames; built in {built_s:.1f} s of processor time")
    print(f"{'':18}" + "".join(f"{column:>16}" for column in COLUMNS) + "  longer  support  lowest  better  processor")
    for method, row in rows.items():
        ratios = np.median(row[:, :4] / rows["linear"][:, :4], axis=0)
        longer = (row[:, 1] > rows["linear"][:, 1]).mean()
        better = (row[:, 4] > rows["linear"][:, 4]).mean()
        print(f"{method:18}" + "".join(f"{r:16.2f}" for r in ratios) + f"{longer:8.0%}{np.median(row[:, 4]):8.0f}%"
              f"{np.median(row[:, 5]):7.0f}%{better:8.0%}{np.median(row[:, 6]):7.0f} ms")  # fmt: skip
    straight = rows.pop("linear")[:, 4].mean()
    gains = [f"{method} {row[:, 4].mean() - straight:+.1f} points" for method, row in rows.items()]
    print("mean support above the straight line: " + ", ".join(gains))


def measured(walker, meter, method: str, pairs: np.ndarray, frames: int):
    """Of every walk: energy, two lengths, largest jump, mean and lowest support, milliseconds of processor time."""
    for pair in tqdm(pairs, desc=method, leave=False):
        started = time.process_time()
        walk = walker.walk(method, walker.codes[pair], frames)
        elapsed_ms = 1000 * (time.process_time() - started)
        cost = measure(walk.z, walker.embed)
        held = meter.read(walk.z.numpy()).percent
        costs = (cost.energy, cost.image_length, cost.latent_length, cost.largest_jump)
        yield (*costs, held.mean(), held.min(), elapsed_ms)


if __name__ == "__main__":
    main()
