"""Time and peak memory of encoding and of t-SNE for large sets, each in a process of its own.

    python benchmarks/large_maps.py [--model mnist-16d] [--encode 60000 1000000] [--tsne 60000 200000] [--jobs 2]

The images are decoded from draws of the prior, a chunk at a time, so that nothing but the result can fill the memory;
the t-SNE (openTSNE's FFT path) runs on the codes of as many of them. Peak memory is the largest resident size of the
whole process; beside it stands how much of that was there before (Python, PyTorch, the model; for t-SNE also the
codes). Encoding leaves out the time in which the images are made. Every 25 iterations of t-SNE a line on stderr says
how far it is, so that a run of hours that is cut short has still measured something.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).parents[1]))

from vae_core import load_model
from vae_core.atlas.build import encode_in_chunks
from vae_core.measure.projection import tsne
from vae_core.model.vae import VAE


class Decoded:
    """N pictures that exist a slice at a time."""

    def __init__(self, model: VAE, count: int) -> None:
        self.model, self.count, self.seconds = model, count, 0.0

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, rows: slice) -> np.ndarray:
        started = time.perf_counter()
        z = self.model.prior.sample(rows.stop - rows.start, torch.Generator().manual_seed(rows.start))
        images = (self.model.decode(z) * 255).byte().numpy()
        self.seconds += time.perf_counter() - started
        return images


def measure_encoding(name: str, count: int, jobs: int) -> dict[str, float]:
    """Seconds and megabytes of `encode_in_chunks`."""
    images = Decoded(load_model(name), count)
    encode_in_chunks(images.model, images[0:1000])  # PyTorch allocates its own at the first call
    before, images.seconds, started = _peak_mb(), 0.0, time.perf_counter()
    with tqdm(total=count, leave=False) as bar:
        codes, *_ = encode_in_chunks(images.model, images, on_progress=lambda _, done, total: bar.update(done - bar.n))
    seconds = time.perf_counter() - started - images.seconds
    return {"seconds": seconds, "peak": _peak_mb(), "before": before, "result": 2 * (codes.nbytes + 4 * count) / 1e6}


def measure_tsne(name: str, count: int, jobs: int) -> dict[str, float]:
    """Seconds and megabytes of `tsne`, of which so many until its first iteration (neighbours, PCA)."""
    model = load_model(name)
    codes = encode_in_chunks(model, Decoded(model, count))[0]
    tsne(codes[:1000])  # imports
    before, started, seen = _peak_mb(), time.perf_counter(), []

    def show(done: int, total: int) -> None:
        seen.append((done, time.perf_counter() - started))
        print(f"t-SNE of {count:,}: iteration {done} of {total}, {seen[-1][1]:.0f} s, peak {_peak_mb():.0f} MB",
              file=sys.stderr, flush=True)  # fmt: skip

    placed = tsne(codes, jobs=jobs, on_progress=show)
    (first, at_first), (last, at_last) = seen[0], seen[-1]
    each = (at_last - at_first) / (last - first)
    found = {"seconds": at_last, "peak": _peak_mb(), "before": before, "result": placed.nbytes / 1e6}
    return found | {"neighbours": at_first - first * each, "iteration": each}


def _peak_mb() -> float:
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _in_a_process(stage: str, options: argparse.Namespace, count: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--model", options.model, "--jobs", str(options.jobs)]
    command += ["--one", stage, str(count)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="mnist-16d")
    parser.add_argument("--encode", type=int, nargs="*", default=[10_000, 60_000, 200_000, 1_000_000])
    parser.add_argument("--tsne", type=int, nargs="*", default=[10_000, 60_000, 200_000])
    parser.add_argument("--jobs", type=int, default=torch.get_num_threads(), help="threads of openTSNE")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        stage, count = options.one
        measure = measure_encoding if stage == "encode" else measure_tsne
        print(json.dumps(measure(options.model, int(count), options.jobs)))
        return
    print(f"{options.model}, {torch.get_num_threads()} threads of PyTorch, {options.jobs} of openTSNE\n")
    print("| stage | N | seconds | peak memory, MB | of it before, MB | the result itself, MB | what the seconds are |")
    print("|---|---|---|---|---|---|---|")
    for stage, counts in (("encode", options.encode), ("tsne", options.tsne)):
        for count in counts:
            print(_row(stage, count, _in_a_process(stage, options, count)), flush=True)


def _row(stage: str, count: int, found: dict[str, float]) -> str:
    note = f"{count / found['seconds']:,.0f} images a second"
    if stage == "tsne":
        note = f"{found['neighbours']:.0f} until the first iteration, then {found['iteration']:.2f} each"
    numbers = " | ".join(f"{found[key]:.0f}" for key in ("seconds", "peak", "before", "result"))
    return f"| {stage} | {count:,} | {numbers} | {note} |"


if __name__ == "__main__":
    main()
