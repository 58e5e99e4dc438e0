"""How far the pictures that a model makes are from real ones: the Fréchet distance of two sets of features.

Dowson and Landau, "The Fréchet distance between multivariate normal distributions" (1982); on a network's features:
Heusel et al., "GANs Trained by a Two Time-Scale Update Rule" (2017), https://arxiv.org/abs/1706.08500. Here the
features are those of features.py, and the number of real images against real images stands beside it: sets of a few
hundred are never at 0.

Axes: N, M images, F features.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from vae_core.measure.evaluate import batches
from vae_core.measure.features import Features
from vae_core.measure.figure import Figure
from vae_core.model.objective import likelihood_input
from vae_core.model.vae import VAE

UNIT = "squared feature units"


def frechet_distance(first: np.ndarray, second: np.ndarray) -> float:
    """|mean - mean|² + tr(C + C' - 2 (C C')^1/2) of two sets of features, (N, F) and (M, F); 0 or more."""
    means = first.mean(0), second.mean(0)
    covariances = np.atleast_2d(np.cov(first.T)), np.atleast_2d(np.cov(second.T))
    root = _root(covariances[0])
    cross = np.linalg.eigvalsh(root @ covariances[1] @ root).clip(0)  # the eigenvalues of C C', without asymmetry
    trace = np.trace(covariances[0]) + np.trace(covariances[1]) - 2 * np.sqrt(cross).sum()
    return max(0.0, float(((means[0] - means[1]) ** 2).sum() + trace))


def frechet_figures(
    model: VAE,
    images: np.ndarray,
    training: np.ndarray,
    features: Features,
    seeds: int,
    made: dict[str, Any],
    labels: np.ndarray | None = None,
) -> list[Figure]:
    """Distances from test images to decoded draws of the prior, to reconstructions and, for scale, to training images.

    Args:
        model: any VAE, on the device of the features.
        images: test images, uint8, (N, C, H, W), N of 2 or more.
        training: training images, of which N are drawn.
        features: the ruler.
        seeds: sets of draws, each as many as test images.
        made: the fields of a `Figure` that have no default.
        labels: classes of the test images, (N,), for a model that takes them as given.
    """
    real = features.of(_floats(images, model))
    made = made | {"features": features.in_words, "seeds": seeds}
    sets = {
        "Fréchet distance of prior samples": (_prior_samples, {"samples": 0, "pixels": "decoded means"}),
        "Fréchet distance of reconstructions": (
            lambda *of: _reconstructions(*of, labels),
            {"samples": 1, "pixels": "decoded means"},
        ),
        "Fréchet distance of training images": (lambda *of: _drawn(training, *of), {"samples": 0, "pixels": "grey"}),
    }
    figures = []
    for name, (make, how) in sets.items():
        values = [
            frechet_distance(real, features.of(make(model, images, made["seed"] + number))) for number in range(seeds)
        ]
        spread = float(np.std(values, ddof=1)) if seeds > 1 else None
        figures.append(Figure(name, float(np.mean(values)), UNIT, "", spread=spread, **made | how))
    return figures


def _root(covariance: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(covariance)
    return (vectors * np.sqrt(values.clip(0))) @ vectors.T


def _floats(images: np.ndarray, model: VAE) -> Tensor:
    return torch.from_numpy(images).to(model.device).float() / 255


def _prior_samples(model: VAE, images: np.ndarray, seed: int) -> Tensor:
    generator = torch.Generator(model.device).manual_seed(seed)
    with torch.no_grad():
        z = model.sample(len(images), generator)
    return torch.cat([model.decode(part) for part in z.split(1000)])


@torch.no_grad()
def _reconstructions(model: VAE, images: np.ndarray, seed: int, labels: np.ndarray | None) -> Tensor:
    generator, decoded = torch.Generator(model.device).manual_seed(seed), []
    for of, batch in batches(model, images, labels):
        z, _ = of.posterior(likelihood_input(of, batch, generator)).draw(generator)
        decoded.append(model.decode(of.flat(z)))
    return torch.cat(decoded)


def _drawn(training: np.ndarray, model: VAE, images: np.ndarray, seed: int) -> Tensor:
    count = min(len(images), len(training))
    rows = np.random.default_rng(seed).choice(len(training), count, replace=False)
    return _floats(training[np.sort(rows)], model)
