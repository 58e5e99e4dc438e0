"""t-SNE of a model's test codes: our call of openTSNE beside scikit-learn's, time and trustworthiness.

    python benchmarks/tsne.py [--model mnist-16d] [--points 10000]

Same perplexity and number of iterations. Trustworthiness: scikit-learn's, 12 neighbours, 1 is perfect.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from vae_core.measure.projection import EARLY_ITERATIONS, ITERATIONS, PERPLEXITY, tsne
from vae_core.store.atlas import load_atlas


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="mnist-16d")
    parser.add_argument("--points", type=int, default=10_000)
    options = parser.parse_args()
    codes = load_atlas(options.model).codes[: options.points]
    rows = [_measure("openTSNE (ours)", tsne, codes), _measure("scikit-learn", _scikit_learn, codes)]
    print(f"{len(codes)} codes of {options.model}, {codes.shape[1]} dimensions")
    print("| t-SNE | seconds | trustworthiness |")
    print("|---|---|---|")
    for title, seconds, quality in rows:
        print(f"| {title} | {seconds:.1f} | {quality:.4f} |")
    print(f"\nratio of times {rows[1][1] / rows[0][1]:.2f}")


def _measure(title: str, place: Callable[[np.ndarray], np.ndarray], codes: np.ndarray) -> tuple[str, float, float]:
    from sklearn.manifold import trustworthiness

    started = time.perf_counter()
    placed = place(codes)
    return title, time.perf_counter() - started, trustworthiness(codes, placed, n_neighbors=12)


def _scikit_learn(codes: np.ndarray) -> np.ndarray:
    from sklearn.manifold import TSNE

    iterations = EARLY_ITERATIONS + ITERATIONS
    return TSNE(perplexity=PERPLEXITY, max_iter=iterations, random_state=0, n_jobs=-1).fit_transform(codes)


if __name__ == "__main__":
    main()
