"""What a trust meter tells apart: its figures on sets of points, each against the codes of held-out images.

Axes: Q points, D latent dimensions.
"""

from __future__ import annotations

import numpy as np
import torch

from vae_core.measure.draws import posterior_draws
from vae_core.measure.meter import Meter
from vae_core.model.vae import VAE
from vae_core.store.atlas import Atlas

POINTS = 1000  # of each set: an AUROC then errs by about 0.013


def check_meter(meter: Meter, model: VAE, atlas: Atlas, images: np.ndarray, seed: int = 0) -> dict[str, list[float]]:
    """AUROC of "less supported than the code of a held-out image", and the median per cent, of each of meter_file.SETS.

    An image that a point is made of does not count itself. 0.5 is alike, 1 told apart.
    """
    rng = np.random.default_rng(seed + 2)
    rows = rng.permutation(len(atlas.codes))[:POINTS]
    codes = meter.read(atlas.codes[rows], rows).percent
    pairs = pairs_of_two_classes(atlas.labels, rng)
    generator = torch.Generator().manual_seed(seed + 3)
    with torch.no_grad():
        prior = model.sample(POINTS, generator).numpy()
    wide = prior.astype(np.float64)
    wide[:, meter.mapped] = 2 * rng.normal(size=wide[:, meter.mapped].shape)
    found = {
        "draws": meter.read(posterior_draws(model, images, rows, seed + 4, atlas.labels), rows),
        "midpoints": meter.read(atlas.codes[pairs].mean(1), pairs),
        "prior": meter.read(prior),
        "wide": meter.read(wide),
    }
    return {name: [auroc(read.percent, codes), float(np.median(read.percent))] for name, read in found.items()}


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
