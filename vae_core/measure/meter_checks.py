"""What a trust meter tells apart: its figures on sets of points, each against the codes of held-out images.

Axes: Q points, D latent dimensions.
"""

from __future__ import annotations

import numpy as np
import torch

from vae_core.measure.draws import posterior_draws
from vae_core.measure.meter import Meter
from vae_core.model.parts import GRID, Part, compared, part_of_kind
from vae_core.model.vae import VAE
from vae_core.store.atlas import Atlas

POINTS = 1000  # of each set: an AUROC then errs by about 0.013


def check_meter(meter: Meter, model: VAE, atlas: Atlas, images: np.ndarray, seed: int = 0) -> dict[str, list[float]]:
    """AUROC of "less supported than the code of a held-out image", and the median per cent, of each of meter_file.SETS.

    An image that a point is made of does not count itself. 0.5 is alike, 1 told apart.
    """
    rng = np.random.default_rng(seed + 2)
    labels = atlas.labels[atlas.measured]
    rows = rng.permutation(len(labels))[:POINTS]
    codes = meter.read(atlas.codes[rows], rows).percent
    pairs = pairs_of_two_classes(labels, rng)
    generator = torch.Generator().manual_seed(seed + 3)
    with torch.no_grad():
        prior = model.sample(POINTS, generator).numpy()
    wide = _wide(model.parts, prior.astype(np.float64), rng)
    found = {
        "draws": meter.read(posterior_draws(model, images, rows, seed + 4, atlas.labels), rows),
        "midpoints": meter.read(_between(model.parts, atlas.codes[pairs], rng), pairs),
        "prior": meter.read(prior),
        "wide": meter.read(wide),
    }
    return {name: [auroc(read.percent, codes), float(np.median(read.percent))] for name, read in found.items()}


def _wide(parts: tuple[Part, ...], z: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Codes that no image has: vectors twice as far out as N(0, I) has them, or indices drawn evenly."""
    if grid := part_of_kind(parts, GRID):
        return rng.integers(0, grid.codes, z.shape).astype(np.float64)
    of = compared(parts)
    z[:, of] = 2 * rng.normal(size=z[:, of].shape)
    return z


def _between(parts: tuple[Part, ...], ends: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Half of one and half of the other, (Q, 2, D) -> (Q, D): the mean of vectors, cells of either grid."""
    if not part_of_kind(parts, GRID):
        return ends.mean(1)
    return np.where(rng.random(ends[:, 0].shape) < 0.5, ends[:, 0], ends[:, 1])


def auroc(lower: np.ndarray, higher: np.ndarray) -> float:
    """Probability that a value of the first set is below one of the second, ties counted half.

    Example:
        >>> auroc(np.array([0.0, 1.0]), np.array([1.0, 2.0]))
        0.875
    """
    ordered = np.sort(higher)
    above = len(ordered) - np.searchsorted(ordered, lower, "right")
    level = np.searchsorted(ordered, lower, "right") - np.searchsorted(ordered, lower, "left")
    return float((above + level / 2).mean() / len(ordered))


def pairs_of_two_classes(labels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Pairs of images of different classes, or of any where there is one class, int64 (Q, 2)."""
    pairs = rng.integers(0, len(labels), (40 * POINTS, 2))
    differ = labels[pairs[:, 0]] != labels[pairs[:, 1]]
    if not differ.any():
        differ = pairs[:, 0] != pairs[:, 1]
    return pairs[differ][:POINTS]
