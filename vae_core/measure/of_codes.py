"""How a model uses its codebook: how many of its codes any image has, and what each costs.

Codes are counted over all the images: a count over a batch depends on its size. That all are in use says nothing of how
good a model is; reconstruction and prior together do, which are its bound.

Axes: N images, T cells, K codes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from vae_core.measure.evaluate import batches
from vae_core.measure.figure import Figure
from vae_core.model.parts import GRID, part_of_kind
from vae_core.model.vae import VAE

USED, PERPLEXITY = "codes in use", "perplexity of the codes"


@torch.no_grad()
def code_counts(model: VAE, images: np.ndarray) -> np.ndarray:
    """How often each code stands in the grids of grey images: uint8 (N, C, H, W) -> int64 (K,)."""
    grid = part_of_kind(model.parts, GRID)
    index = [of.posterior(batch.float() / 255).gaussian()[0].flatten().long() for of, batch in batches(model, images)]
    return torch.bincount(torch.cat(index), minlength=grid.codes).cpu().numpy()


def figures_of_codes(model: VAE, images: np.ndarray, made: dict[str, Any]) -> list[Figure]:
    """The codes that some image has, and the exponential of the entropy of their shares.

    Args:
        model: one whose z is a grid.
        images: uint8, (N, C, H, W).
        made: as in `mean_figure`.
    """
    counts = code_counts(model, images)
    shares = counts[counts > 0] / counts.sum()
    how = made | {"samples": 0, "pixels": "grey" if model.config.image_shape[0] == 1 else "colour", "likelihood": None}
    unit, perplexity = f"of {len(counts)} codes", float(np.exp(-(shares * np.log(shares)).sum()))
    return [
        Figure(USED, float((counts > 0).sum()), unit, "", **how),
        Figure(PERPLEXITY, perplexity, unit, "", **how),
    ]
