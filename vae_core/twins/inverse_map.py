"""Python twin of web/engine/neighbours.js: from a point of the map to a latent code, and back, by nearest neighbours.

Definition, for sources s_i, targets t_i and a query q, in float64:
    k = 8 (or N if smaller); d_1 <= ... <= d_k: distances from q to its nearest sources, ties by lower index
    scale = median distance from a source to its nearest other source (1 if that is 0)
    d_1 < 1e-9 scale: the target of that source, exactly, with confidence 1; otherwise
    h = max(d_k / 2, 1e-9 scale);  w_i = exp(-(d_i / h)² / 2) (h / d_i)²
    result = sum w_i t_i / sum w_i;  confidence = exp(-(d_1 / scale)² / 2)
The factor (h / d)² is Shepard's: without it the kernel smooths, and a point would not get its own code back.

Sources: E. Nadaraya, "On Estimating Regression" (1964); D. Shepard, "A two-dimensional interpolation function
for irregularly-spaced data" (1968). Inverting to z rather than to pixels, so that the decoder does the rest,
departs from M. Espadoto et al., "UnProjection: Leveraging Inverse-Projections for Visual Analytics of
High-Dimensional Data" (2023, arXiv 2111.01744).
"""

import numpy as np

from vae_core.measure.neighbours import knn_of_set, nearest
from vae_core.shared import SHARED

NEIGHBOURS, _TINY = SHARED["inverse_map"].values()


class KernelMap:
    """Interpolates targets over sources, exactly at the sources and inside the hull of the k nearest targets.

    Inverse map: `KernelMap(map_points, codes)`. Forward placing: `KernelMap(codes, map_points)`.
    Building costs one nearest-neighbour search of the sources among themselves (1-2 s at 10,000); a query is
    O(N) per point.

    Args:
        sources: (N, A).
        targets: (N, B).

    Raises:
        ValueError: if the lengths differ, nothing is given, or a number is not finite.

    Example:
        >>> square = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
        >>> z, confidence = KernelMap(square, 10 * square)(np.array([[1.0, 0.0], [0.5, 0.5]]))
        >>> z.tolist(), confidence.round(2).tolist()
        ([[10.0, 0.0], [5.0, 5.0]], [1.0, 0.78])
    """

    def __init__(self, sources: np.ndarray, targets: np.ndarray):
        self.sources, self.targets = np.asarray(sources, np.float64), np.asarray(targets, np.float64)
        if self.sources.ndim != 2 or self.targets.ndim != 2 or not 0 < len(self.sources) == len(self.targets):
            raise ValueError(
                f"sources (N, A) and targets (N, B) must pair up; got {self.sources.shape} and {self.targets.shape}"
            )
        if not (np.isfinite(self.sources).all() and np.isfinite(self.targets).all()):
            raise ValueError("sources and targets must be finite; got NaN or infinity")
        self.scale = spacing(self.sources)

    def __call__(self, queries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Targets float32 (M, B) and confidences (M,) in [0, 1] at query points (M, A).

        Raises:
            ValueError: if a query has the wrong width or is not finite.
        """
        queries = np.atleast_2d(np.asarray(queries, np.float64))
        if not np.isfinite(queries).all():
            raise ValueError("query points must be finite; got NaN or infinity")
        index, distance = nearest(queries, self.sources, min(NEIGHBOURS, len(self.sources)))
        floor = _TINY * self.scale
        h = np.maximum(distance[:, -1:] / 2, floor)
        weight = np.exp(-0.5 * (distance / h) ** 2) * (h / np.maximum(distance, floor)) ** 2
        weight[distance[:, 0] < floor] = np.eye(index.shape[1])[0]
        weight /= weight.sum(1, keepdims=True)
        confidence = np.exp(-0.5 * (distance[:, 0] / self.scale) ** 2)
        confidence[distance[:, 0] < floor] = 1
        return np.einsum("mk,mkb->mb", weight, self.targets[index]).astype(np.float32), confidence


def spacing(points: np.ndarray) -> float:
    """Median distance from a point (N, A) to its nearest other point; 1 if that is 0 or N is 1."""
    if len(points) < 2:
        return 1.0
    return float(np.median(knn_of_set(points, 1)[1])) or 1.0
