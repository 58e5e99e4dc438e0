"""What a model's bound and its reconstruction say of each image: -ELBO, -log p(x|z), and errors in pixels and features.

A grey image is scored as it is. For a Bernoulli likelihood a grey is the probability of ink, and the cross-entropy is
the mean of -log p(x|z) over all binarisations: no draw of pixels decides which image is strange. Where a class is given
beside the code it is the one that the model holds likeliest, and its log K nats are paid: a bound on log p(x), which is
that of 1/K sum_y p(x|y).

The error per ink is of our own making: a squared error grows with the number of inked pixels, so that a thin stroke in
the wrong place passes for a good reconstruction. Divided by the ink it is the share of the image that was missed.

The feature error is that of K. H. Kim et al., "RaPP: Novelty Detection with Reconstruction along Projection Pathway"
(ICLR 2020), of one layer: the encoder looks at the image and at its reconstruction, and what it sees is compared.

Axes: N images, D latent dimensions, C H W.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from vae_core.fault import Fault
from vae_core.measure.evaluate import BATCH
from vae_core.model.objective import elbo_terms
from vae_core.model.parts import CLASS, part_of_kind
from vae_core.model.vae import VAE

LEAST_INK = 1.0  # of an image, in pixels: an empty one is divided by this
NO_LIKELIHOOD = (
    "a critic shaped the pictures of this model: they have no likelihood, and these scores need one. "
    "Choose another model"
)


@dataclass(frozen=True)
class Seen:
    """Images as the model sees them, float64 (N,) but for the codes."""

    codes: np.ndarray  # (N, D) float32, means of the posteriors, flat
    negative_elbo: np.ndarray  # nats
    recon: np.ndarray  # -log p(x|z) at the mean of the posterior, nats
    error_per_ink: np.ndarray  # squared error at the mean, over the sum of the image: without unit
    feature_error: np.ndarray  # squared error at the mean, of the encoder's features


@torch.no_grad()
def see(model: VAE, images: np.ndarray, draws: int = 4, seed: int = 0) -> Seen:
    """Codes, bounds and errors of images.

    Args:
        model: any VAE whose pictures have a likelihood.
        images: uint8, (N, C, H, W).
        draws: from each posterior, over which the ELBO is averaged.
        seed: of the draws.

    Raises:
        ValueError: for a model without a likelihood.
    """
    check_likelihood(model)
    generator, parts = torch.Generator(model.device).manual_seed(seed), []
    for x, of, paid in in_parts(model, images):
        elbo = torch.stack([elbo_terms(of, x, generator).elbo for _ in range(draws)]).mean(0)
        mu = of.posterior(x).gaussian()[0]
        logits = of.logits(mu)
        picture = torch.sigmoid(logits)
        errors = (picture - x).square().flatten(1).sum(1)
        parts.append(
            (
                of.flat(mu),
                paid - elbo,
                -of.likelihood.log_prob(x, logits),
                errors / x.flatten(1).sum(1).clamp_min(LEAST_INK),
                (of.features(picture) - of.features(x)).square().sum(1),
            )
        )
    codes, *scores = (torch.cat(column).cpu() for column in zip(*parts, strict=True))
    return Seen(codes.numpy(), *(score.double().numpy() for score in scores))


def check_likelihood(model: VAE) -> None:
    """Raises ValueError where no score can be made of a likelihood."""
    if not model.config.has_likelihood:
        raise Fault(NO_LIKELIHOOD)


def ink_of(images: np.ndarray) -> np.ndarray:
    """Sum of each image's greys, at least one pixel: uint8 (N, C, H, W) -> (N,)."""
    return np.maximum(images.reshape(len(images), -1).sum(1) / 255, LEAST_INK)


@torch.no_grad()
def in_parts(model: VAE, images: np.ndarray) -> Iterator[tuple[Tensor, Any, float]]:
    """The images in parts, floats in [0, 1]; the model given their likeliest class; what the class costs, in nats."""
    classes = part_of_kind(model.parts, CLASS)
    for start in range(0, len(images), BATCH["cpu"]):
        x = torch.from_numpy(images[start : start + BATCH["cpu"]]).to(model.device).float() / 255
        labels = model.classify(x) if classes else None
        yield x, model.given(labels), math.log(classes.size) if classes else 0.0
