"""Two-dimensional maps of codes: t-SNE and principal components.

t-SNE: van der Maaten and Hinton, "Visualizing Data using t-SNE" (2008), by openTSNE (Policar, Strazar and
Zupan, 2024, https://doi.org/10.18637/jss.v109.i03); PCA initialisation and early exaggeration follow Kobak and
Berens, "The art of using t-SNE for single-cell transcriptomics" (2019). Large sets give every one of 15 nearest
neighbours the same weight, which leaves the map as it is at a sixth of the memory: Damrich, Bohm, Hamprecht and Kobak,
"From t-SNE to UMAP with contrastive learning" (2023), https://arxiv.org/abs/2206.01816.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

PERPLEXITY = 30
EARLY_ITERATIONS, ITERATIONS = 250, 500
FEW = 5000  # codes: below, threads cost more in waiting for each other than they save, 15 times more on a busy machine
MANY, NEIGHBOURS = 50_000, 15  # codes: above, so many nearest neighbours in place of the perplexity
EVERY = 25  # iterations between two calls of the progress callback


def tsne(
    codes: np.ndarray,
    seed: int = 0,
    jobs: int | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> np.ndarray:
    """A t-SNE map of the codes, centred.

    Args:
        codes: (N, D), N of 4 or more.
        seed: of the approximate neighbours.
        jobs: threads, -1 for all; unless given, all for 5,000 codes or more.
        on_progress: called with iterations done and their total.

    Returns:
        float32, (N, 2). About 45 s for 10,000 codes on two cores; time and memory grow linearly with N (openTSNE
        interpolates the repulsion on a grid from 10,000 codes on). benchmarks/large_maps.py measures both.
    """
    if (codes == codes[0]).all():  # a model whose z tells nothing: openTSNE would divide by their spread
        return np.zeros((len(codes), 2), np.float32)
    from openTSNE import TSNE, affinity  # seconds to import: only where a map is made

    codes = _two_columns(codes.astype(np.float64))  # the PCA that it starts from asks for two
    threads = jobs or (1 if len(codes) < FEW else -1)
    neighbours = {"k_neighbors": NEIGHBOURS, "symmetrize": "max", "random_state": seed, "n_jobs": threads}
    embedding = TSNE(
        perplexity=min(PERPLEXITY, (len(codes) - 1) / 3),
        early_exaggeration_iter=EARLY_ITERATIONS,
        n_iter=ITERATIONS,
        random_state=seed,
        n_jobs=threads,
        callbacks=[_counting(on_progress)],
        callbacks_every_iters=EVERY,
    ).fit(codes, affinities=affinity.Uniform(codes, **neighbours) if len(codes) > MANY else None)
    points = np.asarray(embedding)
    on_progress(EARLY_ITERATIONS + ITERATIONS, EARLY_ITERATIONS + ITERATIONS)
    return (points - points.mean(0)).astype(np.float32)


def _counting(on_progress: Callable[[int, int], None]) -> Callable[[int, float, np.ndarray], bool]:
    """A callback of openTSNE that counts on over its two stages, each of which it counts from the start."""
    total, seen = EARLY_ITERATIONS + ITERATIONS, {"before": 0, "last": 0}

    def callback(iteration: int, error: float, embedding: np.ndarray) -> bool:
        if iteration < seen["last"]:
            seen["before"] += EARLY_ITERATIONS
        seen["last"] = iteration
        on_progress(min(seen["before"] + iteration, total), total)
        return False

    return callback


def pca(codes: np.ndarray) -> np.ndarray:
    """Coordinates on the two directions of largest variance, float32, (N, 2); one column is zero if D is 1.

    Each direction's sign is fixed so that its largest weight is positive.
    """
    centred = codes - codes.mean(0)
    components = principal_components(codes)[:2]
    return _two_columns(centred @ components.T).astype(np.float32)


def principal_components(codes: np.ndarray) -> np.ndarray:
    """Unit directions of decreasing variance as rows, (D, D), each with its largest weight positive."""
    covariance = np.atleast_2d(np.cov(codes.astype(np.float64), rowvar=False))
    directions = np.linalg.eigh(covariance)[1][:, ::-1].T
    largest = directions[np.arange(len(directions)), np.abs(directions).argmax(1)]
    return directions * np.sign(largest)[:, None]


def _two_columns(points: np.ndarray) -> np.ndarray:
    return np.pad(points, ((0, 0), (0, max(0, 2 - points.shape[1]))))
