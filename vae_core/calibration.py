"""Whether a Bernoulli decoder's probabilities come true: of the pixels that it gives 70 %, are 70 % on?

Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning" (2015): the expected
calibration error. It is taken over grey pixels alone, those given 5 % to 95 %: four of five pixels of a digit are black
for certain, and would hide the rest.

Axes: N images, B bins.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from vae_core.evaluate import batches
from vae_core.figure import Figure
from vae_core.model import VAE
from vae_core.objective import likelihood_input

BINS = 20  # equal ones; all but the first and the last are grey


@torch.no_grad()
def reliability(model: VAE, images: np.ndarray, seed: int = 0) -> np.ndarray:
    """What is predicted and what comes, at one draw z ~ q(z|x) per image and its own binarised pixels.

    Args:
        model: a VAE with a Bernoulli likelihood.
        images: uint8, (N, C, H, W).
        seed: of the binarisation and the draws.

    Returns:
        (B, 3): mean probability of the bin's pixels, the share of them that are on, and their number; NaN, NaN and 0
        for a bin without pixels.
    """
    generator = torch.Generator(model.device).manual_seed(seed)
    sums = torch.zeros(3, BINS, dtype=torch.float64, device=model.device)
    for batch in batches(model, images):
        x = likelihood_input(model, batch, generator)
        z, _ = model.posterior(x).draw(generator)
        predicted = torch.sigmoid(model.logits(z)).flatten()
        bins = (predicted * BINS).long().clamp(max=BINS - 1)
        for row, values in zip(sums, (predicted, x.flatten(), torch.ones_like(predicted)), strict=True):
            row += torch.bincount(bins, weights=values.double(), minlength=BINS)
    sums = sums.cpu().numpy()
    with np.errstate(invalid="ignore"):
        return np.column_stack([sums[0] / sums[2], sums[1] / sums[2], sums[2]])


def calibration_figure(model: VAE, images: np.ndarray, seeds: int, made: dict[str, Any]) -> Figure:
    """Mean difference between probability and outcome over grey pixels; its curve is (probability, share on, pixels).

    Args:
        model: a VAE with a Bernoulli likelihood.
        images: uint8, (N, C, H, W).
        seeds: binarisations.
        made: the fields of a `Figure` that have no default.
    """
    tables = np.stack([reliability(model, images, made["seed"] + number) for number in range(seeds)])  # (S, B, 3)
    errors = [_error(table) for table in tables]
    curve = [list(map(float, row)) for row in tables[0] if row[2]]
    spread = float(np.std(errors, ddof=1)) if seeds > 1 else None
    made = made | {"samples": 1, "seeds": seeds, "spread": spread}
    return Figure("calibration error of grey pixels", float(np.mean(errors)), "of 1", "", curve=curve, **made)


def _error(table: np.ndarray) -> float:
    predicted, on, pixels = table[1:-1][table[1:-1, 2] > 0].T
    return float((np.abs(predicted - on) * pixels).sum() / max(1.0, pixels.sum()))
