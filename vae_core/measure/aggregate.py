"""The aggregate posterior q(z) = 1/N sum over images of q(z|x_n), and how far it lies from the prior.

Hoffman and Johnson, "ELBO surgery" (2016): the rate splits exactly into the information that z carries about which of
the N images it came from, and the gap KL(q(z) || p(z)) that samples from the prior suffer from. Among N images the
information is log N at most, a lower bound on the one about images of which there is no end (van den Oord, Li and
Vinyals, 2018, https://arxiv.org/abs/1807.03748): near log N it says only that N is small, and so does the gap, which
is the rest. Hence the gap is a figure only where the information stays clear of log N.

Axes: S seeds, N images, D latent dimensions, K components.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from vae_core.measure.figure import Figure, mean_figure
from vae_core.model.objective import likelihood_input
from vae_core.model.posterior import DiagonalPosterior, Posterior
from vae_core.model.vae import VAE

ROWS = 256  # draws at once: 256 x 10,000 doubles are 20 MB
FLOW_ROWS = 16  # 16 x 2000 passes through a network 64 wide are 8 MB a layer
AGGREGATE = {
    "diagonal": 10_000,
    "flow": 2000,
    "ladder": 2000,
    "nvae": 200,
}  # images whose posteriors are compared all with all
SWEEP = (100, 300, 1000, 3000, 10_000)  # images of the smaller aggregates that show what N does
CLEAR_NATS = 2.0  # below log N: a draw is then shared by e² = 7 of the N posteriors, or more, on (geometric) average


@torch.no_grad()
def surgery(
    q: Posterior, log_prior: Callable[[Tensor], Tensor], generator: torch.Generator | None = None
) -> tuple[Tensor, Tensor]:
    """The two parts of the rate at one draw z_n ~ q(z|x_n) per image, in nats.

    Args:
        q: the posteriors of N images, whose aggregate is q(z).
        log_prior: log p(z), (N, D) -> (N,).
        generator: source of the draws.

    Returns:
        log q(z_n|x_n) - log q(z_n), whose mean estimates the information and is log N at most, and
        log q(z_n) - log p(z_n), whose mean estimates KL(q(z) || p(z)); (N,) each. O(N² D) time, memory linear in N:
        3 s for 10,000 diagonal posteriors in 16-D on one core; 15 s for 2,000 flows.
    """
    z, log_own = q.draw(generator)
    if isinstance(q, DiagonalPosterior):
        log_q = [_log_of_diagonals(rows, q.mu, q.logvar) for rows in z.split(ROWS)]
    else:
        log_q = [q.log_prob(rows.unsqueeze(1)).logsumexp(1) - math.log(len(z)) for rows in z.split(FLOW_ROWS)]
    log_aggregate = torch.cat(log_q)
    return log_own() - log_aggregate, log_aggregate - log_prior(z)


def surgery_figures(
    model: VAE, images: np.ndarray, seeds: int, made: dict[str, Any], labels: np.ndarray | None = None
) -> list[Figure]:
    """The information and, where N resolves it, the gap; the curve of each is (N, value) over smaller aggregates.

    Args:
        model: any VAE.
        images: uint8, (N, C, H, W); the first 10,000 of them count, or fewer where the
            posterior is a network of its own.
        seeds: binarisations.
        made: as in `mean_figure`.
        labels: classes of the images, (N,), for a model that takes them as given; q(z) is over images with theirs.
    """
    config = model.config
    images = images[: AGGREGATE.get(config.family, AGGREGATE[config.posterior])]
    parts = [_surgery_of(model, images, made["seed"] + number, labels) for number in range(seeds)]
    information, gap = (torch.stack(column).cpu() for column in zip(*parts, strict=True))  # (S, N)
    made, ceiling = made | {"samples": 1, "images": len(images)}, math.log(len(images))
    curves: tuple[list, list] = [], []  # of information and gap
    for size in (size for size in SWEEP if size < len(images)):
        for curve, part in zip(curves, _surgery_of(model, images[:size], made["seed"], labels), strict=True):
            curve.append([size, float(part.mean())])
    for curve, part in zip(curves, (information, gap), strict=True):
        curve.append([len(images), float(part.mean())])
    figures = [mean_figure("information I(x; z)", information, "", made, ceiling=ceiling, curve=curves[0])]
    if figures[0].value <= ceiling - CLEAR_NATS:
        figures.append(mean_figure("gap KL(q(z) || p(z))", gap, "", made, curve=curves[1]))
    return figures


@torch.no_grad()
def _surgery_of(model: VAE, images: np.ndarray, seed: int, labels: np.ndarray | None) -> tuple[Tensor, Tensor]:
    generator, encoded = torch.Generator(model.device).manual_seed(seed), []
    for start in range(0, len(images), 1000):
        part = torch.from_numpy(images[start : start + 1000]).to(model.device)
        of = model.given(None if labels is None else torch.from_numpy(labels[start : start + len(part)]))
        encoded.append(of.encoder(likelihood_input(of, part, generator)).float())
    return surgery(model.posterior_of(torch.cat(encoded)), model.prior.log_prob, generator)


def _log_of_diagonals(z: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    # (z - mu)² / var as three matrix products, in double precision: the parts are larger than their sum
    z, mu, precision = z.double(), mu.double(), torch.exp(-logvar.double())
    squared = z.square() @ precision.T - 2 * z @ (mu * precision).T + (mu.square() * precision).sum(1)
    constant = (math.log(2 * math.pi) + logvar.double()).sum(1)
    return (torch.logsumexp(-0.5 * (squared + constant), 1) - math.log(len(mu))).float()
