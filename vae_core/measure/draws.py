"""Draws from posteriors, and their pictures, without the checks at the model's door.

Axes: N images, Q draws, D latent dimensions, C H W.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from vae_core.model.vae import VAE

BATCH = 500


@torch.no_grad()
def posterior_draws(
    model: VAE, images: np.ndarray, rows: np.ndarray, seed: int, labels: np.ndarray | None = None
) -> np.ndarray:
    """A flat code drawn for each of some grey images: uint8 (N, C, H, W), int (Q,) -> float32 (Q, D).

    `labels`, (N,), are the classes of the images, for a model that takes them as given.
    """
    generator, found = torch.Generator().manual_seed(seed), []
    for some in np.array_split(rows, -(-len(rows) // BATCH)):
        of = model.given(None if labels is None else torch.from_numpy(labels[some]))
        found.append(of.flat(of.posterior(torch.from_numpy(images[some]).float() / 255).draw(generator)[0]))
    return torch.cat(found).numpy()


def decoder(model: VAE) -> Callable[[Tensor], Tensor]:
    """Codes (Q, D) -> pixel means in [0, 1], (Q, C, H, W)."""

    @torch.no_grad()
    def decode(z: Tensor) -> Tensor:
        return torch.cat([torch.sigmoid(model.logits(some)) for some in z.split(BATCH)])

    return decode
