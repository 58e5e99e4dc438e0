"""Whether a Bernoulli decoder's probabilities come true: of the pixels that it gives 70 %, are 70 % on?

Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning" (2015): the expected
calibration error. It is taken over grey pixels alone, those given 5 % to 95 %: four of five pixels of a digit are black
for certain, and would hide the rest. A code of many dimensions remembers how its image was binarised, so that the same
probabilities are held against a fresh binarisation as well, which is the image's grey value in the mean.

Axes: S seeds, N images, B bins.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from vae_core.measure.evaluate import batches
from vae_core.measure.figure import Figure
from vae_core.model.objective import likelihood_input
from vae_core.model.vae import VAE

OWN, FRESH = "calibration error of grey pixels", "calibration error of fresh pixels"
BINS = 20  # equal ones; all but the first and the last are grey


@torch.no_grad()
def reliability(model: VAE, images: np.ndarray, seed: int = 0, labels: np.ndarray | None = None) -> np.ndarray:
    """What is predicted and what comes, at one draw z ~ q(z|x) per image: its own binarised pixels, and fresh ones.

    Args:
        model: a VAE with a Bernoulli likelihood.
        images: uint8, (N, C, H, W).
        seed: of the binarisation and the draws.
        labels: classes of the images, (N,), for a model that takes them as given.

    Returns:
        (B, 4): mean probability of the bin's pixels, the share of them that are on, their number, and the share that
        is on in a fresh binarisation; NaN and 0 pixels for a bin without any.
    """
    generator = torch.Generator(model.device).manual_seed(seed)
    sums = torch.zeros(4, BINS, dtype=torch.float64, device=model.device)
    for of, batch in batches(model, images, labels):
        x = likelihood_input(of, batch, generator)
        z, _ = of.posterior(x).draw(generator)
        predicted = torch.sigmoid(of.logits(z)).flatten()
        bins = (predicted * BINS).long().clamp(max=BINS - 1)
        columns = predicted, x.flatten(), torch.ones_like(predicted), batch.flatten().float() / 255
        for row, values in zip(sums, columns, strict=True):
            row += torch.bincount(bins, weights=values.double(), minlength=BINS)
    sums = sums.cpu().numpy()
    with np.errstate(invalid="ignore"):
        return np.column_stack([sums[0] / sums[2], sums[1] / sums[2], sums[2], sums[3] / sums[2]])


def calibration_figures(
    model: VAE, images: np.ndarray, seeds: int, made: dict[str, Any], labels: np.ndarray | None = None
) -> list[Figure]:
    """Mean difference between probability and outcome over grey pixels: the image's own pixels, then fresh ones.

    The curve of the first has the rows of `reliability`, for one seed.

    Args:
        model: a VAE with a Bernoulli likelihood.
        images: uint8, (N, C, H, W).
        seeds: binarisations.
        made: the fields of a `Figure` that have no default.
        labels: classes of the images, (N,), for a model that takes them as given.
    """
    tables = np.stack([reliability(model, images, made["seed"] + n, labels) for n in range(seeds)])  # (S, B, 4)
    curve = [list(map(float, row)) for row in tables[0] if row[2]]
    made, figures = made | {"samples": 1, "seeds": seeds}, []
    for name, column, more in ((OWN, 1, {"curve": curve}), (FRESH, 3, {})):
        errors = [_error(table, column) for table in tables]
        spread = float(np.std(errors, ddof=1)) if seeds > 1 else None
        figures.append(Figure(name, float(np.mean(errors)), "of 1", "", spread=spread, **more, **made))
    return figures


def _error(table: np.ndarray, column: int) -> float:
    grey = table[1:-1][table[1:-1, 2] > 0]
    return float((np.abs(grey[:, 0] - grey[:, column]) * grey[:, 2]).sum() / max(1.0, grey[:, 2].sum()))
