"""The figures of a model whose images were drawn from known factors: MIG, DCI and SAP of its codes."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from vae_core.data.factors import Factors
from vae_core.measure.disentanglement import dci, information, mig, sap
from vae_core.measure.figure import Figure
from vae_core.model.vae import VAE

MIG, SAP = "MIG", "SAP"
DCI = ("DCI disentanglement", "DCI completeness", "DCI informativeness")
BATCH = 1000
MOST_ROWS = 100  # of a curve that a folder may hold


def means_of(model: VAE, images: np.ndarray) -> np.ndarray:
    """The mean code of each image: uint8 (N, C, H, W) -> float32 (N, D)."""
    parts = torch.from_numpy(images).split(BATCH)
    return torch.cat([model.encode(part.to(model.device).float() / 255)[0].cpu() for part in parts]).numpy()


def figures_of_factors(model: VAE, images: np.ndarray, factors: Factors, made: dict[str, Any]) -> list[Figure]:
    """Each score, of means: nothing is drawn. The curve of MIG is what is behind it: factor, number, share.

    Args:
        model: one with a vector of two numbers or more.
        images: uint8, (N, C, H, W).
        factors: of the images.
        made: as in `mean_figure`.
    """
    codes, how = means_of(model, images), made | {"samples": 0, "pixels": "grey"}
    told = information(codes, factors)
    table = [[f, d, round(share, 4)] for (f, d), share in np.ndenumerate(told)] if told.size <= MOST_ROWS else None
    figures = [Figure(MIG, mig(codes, factors), "of 1", "", curve=table, **how)]
    figures += [Figure(name, value, "of 1", "", **how) for name, value in zip(DCI, dci(codes, factors), strict=True)]
    return [*figures, Figure(SAP, sap(codes, factors), "of 1", "", **how)]
