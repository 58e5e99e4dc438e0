"""The bounds on the likelihood, each with what it is: bound, data, binarisations, number of images, errors.

Axes: S seeds, N images, D latent dimensions, K importance samples.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from vae_core.fault import Fault
from vae_core.measure.aggregate import surgery_figures
from vae_core.measure.figure import Figure, mean_figure
from vae_core.model.objective import elbo_terms, likelihood_input, log_weights, scored_pixels
from vae_core.model.parts import GRID, part_of_kind
from vae_core.model.posterior import Posterior
from vae_core.model.vae import VAE
from vae_core.shared import SHARED

BATCH = {"cpu": 1000, "cuda": 10_000}  # images at once: a GPU waits for its next call with fewer
SAMPLES_AT_ONCE = 20  # importance samples held in memory for a batch
ACTIVE_VARIANCE = SHARED["active_variance"]


NO_LIKELIHOOD = (
    "a critic shaped the pictures of this model: they have no likelihood, so there is no bound to compute. Its "
    "distances of pictures are in its metrics.json"
)


class Sampled(NamedTuple):
    """What K importance samples say of every image, (N,) each."""

    log_p: Tensor  # the importance-weighted bound on log p(x), nats
    elbo: Tensor  # the mean of the same log weights: the ELBO at the same pixels, nats
    effective: Tensor  # (sum w)² / sum w², from 1 to K: how many of the samples count


def evaluate(
    model: VAE,
    images: np.ndarray,
    data: str,
    bound: str = "elbo",
    samples: int = 1,
    seed: int = 0,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
    seeds: int = 1,
    labels: np.ndarray | None = None,
) -> list[Figure]:
    """The bounds of a model on a split.

    Args:
        model: any VAE, on any device.
        images: uint8, (N, C, H, W).
        data: what they are, for the record ("mnist test").
        bound: "elbo" for -ELBO, its two terms, what the rate splits into over all images, and the active units;
            "iw" for the K-sample likelihood bound, and -ELBO of the same images, pixels and draws.
        samples: draws per image and seed; K of the bound "iw".
        seed: of the first binarisation and its draws. The numbers of a GPU are others than those of a CPU.
        on_progress: called with images done, over all seeds, and their total.
        seeds: binarisations with draws of their own, each of all the images.
        labels: classes of the images, (N,), for a model that takes them as given: its bounds are on log p(x|y).

    Raises:
        ValueError: for a model without a likelihood, another bound, images of another shape or none, or samples or
            seeds below 1.
    """
    if bound not in ("elbo", "iw"):
        raise Fault("bound must be elbo or iw; got {bound!r}", bound=bound)
    if samples < 1 or len(images) < 1 or seeds < 1:
        sentence = "samples, images and seeds must be 1 or more; got {samples}, {images} and {seeds}"
        raise Fault(sentence, samples=samples, images=len(images), seeds=seeds)
    if not model.config.has_likelihood:
        raise Fault(NO_LIKELIHOOD)
    if images.shape[1:] != model.config.image_shape:
        raise Fault(
            "the model takes images of shape {expected}; these have {got}",
            expected=model.config.image_shape,
            got=images.shape[1:],
        )
    made = {"samples": samples, "data": data, "images": len(images), "seed": seed}
    made |= {"pixels": scored_pixels(model), "likelihood": model.config.likelihood}
    figures = _likelihood_figures if bound == "iw" else _elbo_figures
    return figures(model, images, labels, seeds, made, lambda done: on_progress(done, seeds * len(images)))


@torch.no_grad()
def importance_sampled(model: VAE, x: Tensor, samples: int, generator: torch.Generator | None = None) -> Sampled:
    """The bound log 1/K sum_k p(x, z_k) / q(z_k|x), z_k ~ q(z|x), with what its weights say of it.

    A lower bound on log p(x), equal to a draw of the ELBO at K = 1 and tighter with every K (Burda, Grosse and
    Salakhutdinov, "Importance Weighted Autoencoders", 2016, https://arxiv.org/abs/1509.00519). A few effective samples
    of many (Kong, "A Note on Importance Sampling using Standardized Weights", 1992) say that more would raise it.
    Memory does not grow with K.

    Args:
        model: any VAE.
        x: what the likelihood scores, (N, C, H, W).
        samples: K.
        generator: source of the draws.
    """
    q = model.posterior(x)
    total, squares = torch.full((2, len(x)), -math.inf, device=x.device)
    mean = torch.zeros(len(x), device=x.device)
    for start in range(0, samples, SAMPLES_AT_ONCE):
        count = min(SAMPLES_AT_ONCE, samples - start)
        weights = torch.stack([_log_weight(model, x, q, generator) for _ in range(count)])  # (K, N)
        total = torch.logaddexp(total, weights.logsumexp(0))
        squares = torch.logaddexp(squares, (2 * weights).logsumexp(0))
        mean += weights.sum(0) / samples
    return Sampled(total - math.log(samples), mean, torch.exp(2 * total - squares).clamp(1, samples))


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
def active_units(model: VAE, images: np.ndarray, labels: np.ndarray | None = None) -> int:
    """Number of latent dimensions whose posterior mean varies: Var_x(mu_d) > 0.01 (Burda et al., 2016)."""
    parts = batches(model, images, labels)
    codes = torch.cat([of.posterior(batch.float() / 255).gaussian()[0] for of, batch in parts])
    return int((codes.var(0, correction=0) > ACTIVE_VARIANCE).sum())


def batches(model: VAE, images: np.ndarray, labels: np.ndarray | None = None) -> Iterator[tuple[VAE, Tensor]]:
    """The images in parts, on the model's device, uint8, (N, C, H, W) each, and the model given their classes."""
    size = BATCH.get(model.device.type, BATCH["cpu"])
    for start in range(0, len(images), size):
        rows = slice(start, start + size)
        classes = None if labels is None else torch.from_numpy(labels[rows])
        yield model.given(classes), torch.from_numpy(images[rows]).to(model.device)


def _log_weight(model: VAE, x: Tensor, q: Posterior, generator: torch.Generator | None) -> Tensor:
    z, log_q = q.draw(generator)
    return log_weights(model, x, z[None], log_q)[0]


def _per_seed(
    model: VAE,
    images: np.ndarray,
    labels: np.ndarray | None,
    seeds: int,
    seed: int,
    of_batch: Callable,
    on_progress: Callable,
) -> list[Tensor]:
    """What `of_batch` makes of the images and a generator, a tuple of (N,) each time, as tensors (S, N) on the CPU."""
    rows, done = [], 0
    for number in range(seed, seed + seeds):
        generator, parts = torch.Generator(model.device).manual_seed(number), []
        for of, batch in batches(model, images, labels):
            x_parts = of_batch(of, batch, generator)
            parts.append([part.cpu() for part in x_parts])
            on_progress(done := done + len(batch))
        rows.append([torch.cat(columns) for columns in zip(*parts, strict=True)])
    return [torch.stack(columns) for columns in zip(*rows, strict=True)]


def _likelihood_figures(
    model: VAE, images: np.ndarray, labels: np.ndarray | None, seeds: int, made: dict[str, Any], on_progress: Callable
) -> list[Figure]:
    def of_batch(of: VAE, batch: Tensor, generator: torch.Generator) -> Sampled:
        return importance_sampled(of, likelihood_input(of, batch, generator), made["samples"], generator)

    log_p, elbo, effective = _per_seed(model, images, labels, seeds, made["seed"], of_batch, on_progress)
    count = float(effective.mean(0).median())
    return [
        mean_figure("-log p(x)", -log_p, f"IW-{made['samples']}", made, effective_samples=count),
        *_per_dimension(model, "-log p(x)", -log_p, f"IW-{made['samples']}", made),
        mean_figure("-ELBO of the same images", -elbo, "ELBO", made),
    ]


@torch.no_grad()
def _elbo_figures(
    model: VAE, images: np.ndarray, labels: np.ndarray | None, seeds: int, made: dict[str, Any], on_progress: Callable
) -> list[Figure]:
    def of_batch(of: VAE, batch: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        draws = [elbo_terms(of, likelihood_input(of, batch, generator), generator) for _ in range(made["samples"])]
        return -torch.stack([terms.recon for terms in draws]).mean(0), torch.stack([t.kl for t in draws]).mean(0)

    distortion, rate = _per_seed(model, images, labels, seeds, made["seed"], of_batch, on_progress)
    terms = [
        mean_figure("-ELBO", distortion + rate, "ELBO", made),
        *_per_dimension(model, "-ELBO", distortion + rate, "ELBO", made),
        mean_figure("distortion -log p(x|z)", distortion, "ELBO", made),
        mean_figure("rate KL(q(z|x) || p(z))", rate, "ELBO", made),
    ]
    if part_of_kind(model.parts, GRID):  # certain codes: what they tell of an image is not an estimate
        return terms
    pixels = "grey" if model.config.image_shape[0] == 1 else "colour"
    units, of_codes = active_units(model, images, labels), made | {"samples": 0, "pixels": pixels, "likelihood": None}
    return [
        *terms,
        *surgery_figures(model, images, seeds, made, labels),
        Figure("active units", units, f"of {model.config.latent_dim} dimensions", "", **of_codes),
    ]


def _per_dimension(model: VAE, name: str, nats: Tensor, bound: str, made: dict[str, Any]) -> list[Figure]:
    """The same in bits per value of the image, where the likelihood is one of bytes; (S, N)."""
    if model.config.likelihood != "logistic":
        return []
    bits = nats / (math.log(2) * math.prod(model.config.image_shape))
    return [mean_figure(f"{name} per dimension", bits, bound, made, unit="bits per dimension")]
