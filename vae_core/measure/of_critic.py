"""What is said of a model whose pictures have no likelihood: errors and distances of pictures, beside its twin's.

Axes: N images, C H W.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import torch

from vae_core.measure.evaluate import batches
from vae_core.measure.features import Features
from vae_core.measure.figure import Figure
from vae_core.measure.frechet import frechet_figures
from vae_core.model.adversarial import AdversarialVAE
from vae_core.model.vae import VAE

ERROR = "squared error of reconstructions"
OF_TWIN = "{name}, twin"
COMPARED = ("Fréchet distance of prior samples", "Fréchet distance of reconstructions")


def figures_of_critic(
    model: AdversarialVAE,
    images: np.ndarray,
    training: np.ndarray,
    features: Features | None,
    seeds: int,
    made: dict[str, Any],
) -> list[Figure]:
    """Squared errors of both decoders, and the distances of the twin's pictures; other arguments as `frechet_figures`.

    Args:
        model: one with two decoders.
        images: test images, uint8, (N, C, H, W).
        training: training images.
        features: the ruler; None where there is none, and then no distances.
        seeds: sets of draws.
        made: the fields of a `Figure` that have no default.
    """
    how = made | {"samples": 0, "pixels": "grey" if model.config.image_shape[0] == 1 else "colour"}
    twin = model.as_twin()
    errors = [(ERROR, model), (OF_TWIN.format(name=ERROR), twin)]
    figures = [Figure(name, squared_error(of, images), "of 1", "", **how) for name, of in errors]
    if features is not None:
        of_twin = frechet_figures(twin, images, training, features, seeds, made)
        figures += [replace(f, name=OF_TWIN.format(name=f.name)) for f in of_twin if f.name in COMPARED]
    return figures


@torch.no_grad()
def squared_error(model: VAE, images: np.ndarray) -> float:
    """Mean over pixels of grey images, in [0, 1], and what is decoded from the means of their codes."""
    total = 0.0
    for of, batch in batches(model, images, None):
        x = batch.float() / 255
        total += float((of.decode(of.encode(x)[0]) - x).square().double().sum())
    return total / images.size
