"""What each level of a hierarchy costs: its KL given the levels above it, as drawn. The levels sum to the rate.

Axes: S seeds, N images.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from vae_core.measure.evaluate import batches
from vae_core.measure.figure import Figure, mean_figure
from vae_core.model.objective import elbo_terms, likelihood_input
from vae_core.model.parts import LEVEL
from vae_core.model.vae import VAE


def rate_of(level: int) -> str:
    """The name of a level's figure; 1 is the lowest."""
    return f"rate of level {level}"


@torch.no_grad()
def figures_of_levels(
    model: VAE,
    images: np.ndarray,
    seeds: int,
    made: dict[str, Any],
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Figure]:
    """The rate of every level, the top one first, with the binarisations and draws of the ELBO's figures.

    Args:
        model: of several levels.
        images: uint8, (N, C, H, W).
        seeds: binarisations with draws of their own, each of all the images.
        made: as in `mean_figure`.
        on_progress: called with the images done, over all seeds, and their total.
    """
    levels, rows, done = [part for part in model.parts if part.kind == LEVEL], [], 0
    for number in range(made["seed"], made["seed"] + seeds):
        generator, parts = torch.Generator(model.device).manual_seed(number), []
        for of, batch in batches(model, images):
            kl = elbo_terms(of, likelihood_input(of, batch, generator), generator).kl_per_dim
            parts.append(torch.stack([kl[:, level.of].sum(1) for level in levels]).cpu())
            on_progress(done := done + len(batch), seeds * len(images))
        rows.append(torch.cat(parts, 1))
    names = [rate_of(len(levels) - at) for at in range(len(levels))]
    return [mean_figure(name, nats, "ELBO", made) for name, nats in zip(names, torch.stack(rows, 1), strict=True)]
