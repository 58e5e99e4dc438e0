"""Figures of a trained model, each with what it is: bound, data, binarisation, number of images, error.

Axes: N images, D latent dimensions, K importance samples.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from vae_core.aggregate import aggregate_gap
from vae_core.model import VAE
from vae_core.objective import elbo_terms, likelihood_input, log_weights, scored_pixels
from vae_core.posterior import Posterior

BATCH = 1000
SAMPLES_AT_ONCE = 20  # importance samples held in memory for a batch
ACTIVE_VARIANCE = 0.01
AGGREGATE = {"diagonal": 10_000, "flow": 2000}  # images whose posteriors are compared all with all


@dataclass(frozen=True)
class Figure:
    """One number and everything needed to read it."""

    name: str
    value: float
    unit: str
    bound: str  # "ELBO", "IW-5000", or "" where no bound is meant
    samples: int  # draws from q(z|x) per image
    data: str  # data set and split
    pixels: str  # "dynamically binarised", "grey" or "colour"
    images: int
    seed: int
    std_error: float | None = None  # of the mean over images


def evaluate(
    model: VAE,
    images: np.ndarray,
    data: str,
    bound: str = "elbo",
    samples: int = 1,
    seed: int = 0,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Figure]:
    """The figures of a model on a split.

    Args:
        model: any VAE.
        images: uint8, (N, C, H, W).
        data: what they are, for the record ("mnist test").
        bound: "elbo" for -ELBO, its two terms, the gap between aggregate posterior and prior, and the active units;
            "iw" for the K-sample likelihood bound.
        samples: draws per image; K of the bound "iw".
        seed: of binarisation and draws.
        on_progress: called with images done and their total.

    Raises:
        ValueError: for another bound, images of another shape or none, or samples below 1.
    """
    if bound not in ("elbo", "iw"):
        raise ValueError(f"bound must be elbo or iw; got {bound!r}")
    if samples < 1 or len(images) < 1:
        raise ValueError(f"samples and images must be 1 or more; got {samples} and {len(images)}")
    if images.shape[1:] != model.config.image_shape:
        raise ValueError(f"the model takes images of shape {model.config.image_shape}; these have {images.shape[1:]}")
    made = {"samples": samples, "data": data, "images": len(images), "seed": seed}
    made["pixels"] = scored_pixels(model)
    generator = torch.Generator().manual_seed(seed)
    if bound == "iw":
        return _likelihood_figures(model, images, samples, generator, made, on_progress)
    return _elbo_figures(model, images, samples, generator, made, on_progress)


@torch.no_grad()
def importance_weighted_bound(model: VAE, x: Tensor, samples: int, generator: torch.Generator | None = None) -> Tensor:
    """log 1/K sum_k p(x, z_k) / q(z_k|x), z_k ~ q(z|x): a lower bound on log p(x), (N, C, H, W) -> (N,) nats.

    Equal to a draw of the ELBO at K = 1, and tighter with every K (Burda, Grosse and Salakhutdinov,
    "Importance Weighted Autoencoders", 2016, https://arxiv.org/abs/1509.00519). Memory does not grow with K.
    """
    q = model.posterior(x)
    total = torch.full((len(x),), -math.inf)
    for start in range(0, samples, SAMPLES_AT_ONCE):
        count = min(SAMPLES_AT_ONCE, samples - start)
        weights = torch.stack([_log_weight(model, x, q, generator) for _ in range(count)])  # (K, N)
        total = torch.logaddexp(total, weights.logsumexp(0))
    return total - math.log(samples)


@torch.no_grad()
def rate_of_image(model: VAE, x: Tensor, draws: int = 1024, seed: int = 0) -> tuple[float, float]:
    """KL(q(z|x) || p(z)) of one image, whatever posterior and prior, and its standard error, in nats.

    Args:
        model: any VAE.
        x: floats in [0, 1], (C, H, W).
        draws: from q(z|x), 2 or more, over which log q(z|x) - log p(z) is averaged.
        seed: of the draws.
    """
    noise = torch.randn(draws, 1, model.config.latent_dim, generator=torch.Generator().manual_seed(seed))
    z, log_q = model.posterior(x[None]).draw(noise=noise)  # (K, 1, D)
    kl = (log_q() - model.prior.log_prob(z))[:, 0]
    return float(kl.mean()), float(kl.std() / math.sqrt(draws))


@torch.no_grad()
def active_units(model: VAE, images: np.ndarray) -> int:
    """Number of latent dimensions whose posterior mean varies: Var_x(mu_d) > 0.01 (Burda et al., 2016)."""
    codes = torch.cat([model.posterior(batch.float() / 255).gaussian()[0] for batch in _batches(images)])
    return int((codes.var(0, correction=0) > ACTIVE_VARIANCE).sum())


def _log_weight(model: VAE, x: Tensor, q: Posterior, generator: torch.Generator | None) -> Tensor:
    z, log_q = q.draw(generator)
    return log_weights(model, x, z[None], log_q)[0]


def _likelihood_figures(model, images, samples, generator, made, on_progress) -> list[Figure]:
    bounds = []
    for batch in _batches(images):
        x = likelihood_input(model, batch, generator)
        bounds.append(importance_weighted_bound(model, x, samples, generator))
        on_progress(sum(map(len, bounds)), len(images))
    return [_mean_figure("-log p(x)", -torch.cat(bounds), f"IW-{samples}", made)]


@torch.no_grad()
def _elbo_figures(model, images, samples, generator, made, on_progress) -> list[Figure]:
    recon, kl = [], []
    for batch in _batches(images):
        draws = [elbo_terms(model, likelihood_input(model, batch, generator), generator) for _ in range(samples)]
        recon.append(torch.stack([terms.recon for terms in draws]).mean(0))
        kl.append(torch.stack([terms.kl for terms in draws]).mean(0))
        on_progress(sum(map(len, kl)), len(images))
    distortion, rate = -torch.cat(recon), torch.cat(kl)
    aggregated = images[: AGGREGATE[model.config.posterior]]
    gap, of_gap = _gap(model, aggregated, generator), made | {"samples": 1, "images": len(aggregated)}
    units, of_codes = active_units(model, images), made | {"samples": 0, "pixels": "grey"}
    return [
        _mean_figure("-ELBO", distortion + rate, "ELBO", made),
        _mean_figure("distortion -log p(x|z)", distortion, "ELBO", made),
        _mean_figure("rate KL(q(z|x) || p(z))", rate, "ELBO", made),
        _mean_figure("gap KL(q(z) || p(z))", gap, "", of_gap),
        Figure("active units", units, f"of {model.config.latent_dim} dimensions", "", **of_codes),
    ]


def _gap(model: VAE, images: np.ndarray, generator: torch.Generator) -> Tensor:
    """Of the aggregate of these images' posteriors."""
    encoded = [model.encoder(likelihood_input(model, batch, generator)) for batch in _batches(images)]
    return aggregate_gap(model.posterior_of(torch.cat(encoded)), model.prior.log_prob, generator)


def _mean_figure(name: str, values: Tensor, bound: str, made: dict) -> Figure:
    error = float(values.std() / math.sqrt(len(values))) if len(values) > 1 else None
    return Figure(name, float(values.mean()), "nats per image", bound, std_error=error, **made)


def _batches(images: np.ndarray) -> Iterator[Tensor]:
    for start in range(0, len(images), BATCH):
        yield torch.from_numpy(images[start : start + BATCH])
