"""The trust meter: how well the real codes support a latent point.

The distance from z to its K-th nearest code says little by itself, so it is read against the same distance of
real codes that were left out one at a time: a conformal p-value, uniform on held-out data.
frontend/engine reads the same table for the live meter; K and the definition must stay the same there.

Sources: M. Gu, M. Zhao and V. Saligrama's k-NN p-value, in M. Zhao and V. Saligrama, "Anomaly Detection with
Score functions based on Nearest Neighbor Graphs" (NeurIPS 2009, arXiv 0910.5461); Y. Sun et al.,
"Out-of-Distribution Detection with Deep Nearest Neighbors" (ICML 2022, arXiv 2204.06507).
"""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from vae_core.neighbours import knn_of_set, nearest
from vae_core.sampling import evenly

K = 5  # the nearest code alone jumps between neighbours; at ten the meter blurs the narrow gaps of a 2-D map
WELL_SUPPORTED, SPARSE = 20.0, 5.0  # per cent: from 20 "well supported", from 5 "sparse", below "unsupported"


def support_quantiles(codes: np.ndarray, distances: np.ndarray | None = None) -> np.ndarray:
    """Quantiles of the distance from a code to its K-th nearest other code: the meter's calibration.

    Above 20,000 codes those of 10,000, evenly chosen, each among all: a percentile then errs by half of one.

    Cost: one search among the codes, 2 s for 10,000 x 16 on one core.

    Args:
        codes: posterior means, (N, D).
        distances: from some codes to their nearest others, (M, K or more), where they are known:
            `knn_of_set(codes, K, evenly(N))[1]`.

    Returns:
        Non-decreasing float32 (101,): the 0th to the 100th percentile, in latent units.

    Raises:
        ValueError: if there are no more than K codes.
    """
    if len(codes) <= K:
        raise ValueError(f"the trust meter needs more than {K} codes; got {len(codes)}")
    if distances is None:
        distances = knn_of_set(codes, K, evenly(len(codes)))[1]
    return np.percentile(distances[:, K - 1], np.arange(101)).astype(np.float32)


def support(z: np.ndarray, codes: np.ndarray, quantiles: np.ndarray) -> np.ndarray:
    """Per cent of real codes that lie farther from the data than z does.

    Uniform on [0, 100] for held-out images; 0 means farther out than every code. O(M N D).

    Args:
        z: latent points, (M, D).
        codes: posterior means that the quantiles were made from, (N, D).
        quantiles: `support_quantiles(codes)`, (101,).

    Returns:
        float64 (M,), in [0, 100].

    Raises:
        ValueError: if the widths of z and codes differ or the table has another length.
    """
    if np.shape(quantiles) != (101,):
        raise ValueError(f"quantiles must have shape (101,); got {np.shape(quantiles)}: recompute the atlas")
    return 100 - np.interp(nearest(z, codes, K)[1][:, -1], quantiles, np.arange(101))


def support_in_words(percent: float) -> str:
    """"well supported", "sparse" or "unsupported" for a value of `support`."""
    if percent >= WELL_SUPPORTED:
        return "well supported"
    return "sparse" if percent >= SPARSE else "unsupported"


def round_trip(
    z: Tensor, decode: Callable[[Tensor], Tensor], encode: Callable[[Tensor], tuple[Tensor, Tensor]]
) -> Tensor:
    """Latent distance |z - E(D(z))| between a point and the code of its own picture.

    Small where decoder and encoder agree; it grows where the decoder draws something the encoder has never
    seen. One decode and one encode.

    Args:
        z: latent points, (N, D).
        decode: (N, D) -> images (N, C, H, W).
        encode: images -> mu (N, D), logvar (N, D); only mu is used.

    Returns:
        (N,), in latent units.
    """
    with torch.no_grad():
        return (z - encode(decode(z))[0]).norm(dim=1)
