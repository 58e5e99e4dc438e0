"""Likelihood regret: how many nats of its ELBO an image could still gain by a posterior of its own.

Z. Xiao, Q. Yan and Y. Amit, "Likelihood Regret: An Out-of-Distribution Detection Score For Variational Auto-encoder"
(NeurIPS 2020, arXiv 2003.02977). Theirs trains a copy of the encoder on every image; here only mu and log-variance of
the image's Gaussian move, all images of a batch at once, with Adam, the decoder frozen. Before and after are counted at
the same draws, and the best of all steps is kept: regret is never below zero. The prior may be any that has a density
in z; a flow's posterior starts from the Gaussian that stands for it.

Axes: N images, K draws, D latent dimensions.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor

from vae_core.fault import Fault
from vae_core.model.parts import GRID, part_of_kind
from vae_core.model.posterior import log_prob_diagonal
from vae_core.model.vae import VAE
from vae_core.strange.pictures import check_likelihood, in_parts

STEPS, RATE, DRAWS = 60, 0.05, 4  # draws are pairs of opposite noise


def likelihood_regret(
    model: VAE,
    images: np.ndarray,
    steps: int = STEPS,
    seed: int = 0,
    on_progress: Callable[[float], None] = lambda share: None,
) -> np.ndarray:
    """Nats that each image gains, (N,), never negative.

    Args:
        model: any VAE whose code is a vector or levels.
        images: uint8, (N, C, H, W).
        steps: of Adam.
        seed: of the draws, the same for every image.
        on_progress: called with the share of the work that is done.

    Raises:
        ValueError: if the code is a grid of indices, or the pictures have no likelihood.
    """
    check_regret(model)
    half = torch.randn(DRAWS // 2, 1, model.config.latent_dim, generator=torch.Generator().manual_seed(seed))
    noise, found, done = torch.cat([half, -half]).to(model.device), [], 0
    for x, of, _ in in_parts(model, images):
        part = partial(_tell, on_progress, done, len(x), len(images))
        found.append(_gained(of, x, noise, steps, part))
        done += len(x)
    return torch.cat(found).double().cpu().numpy() if found else np.zeros(0)


def check_regret(model: VAE) -> None:
    """Raises ValueError where nothing of a posterior can be moved a little."""
    check_likelihood(model)
    if part_of_kind(model.parts, GRID):
        raise Fault("the codes of a grid are indices: no posterior can be moved a little, and there is no regret")


def _tell(on_progress: Callable[[float], None], done: int, count: int, total: int, share: float) -> None:
    on_progress((done + count * share) / total)


def _gained(of: Any, x: Tensor, noise: Tensor, steps: int, on_progress: Callable[[float], None]) -> Tensor:
    with torch.no_grad():
        start = of.posterior(x).gaussian()
    mu, logvar = moved = [part.clone().requires_grad_(True) for part in start]
    optimiser, first, best = torch.optim.Adam(moved, lr=RATE), None, None
    with torch.enable_grad():
        for step in range(steps + 1):
            elbo = _elbo(of, x, mu, logvar, noise)
            now = elbo.detach().nan_to_num(-torch.inf)
            first, best = (now, now) if best is None else (first, torch.maximum(best, now))
            if step < steps:  # the model's own weights get no gradient, and may serve another meanwhile
                mu.grad, logvar.grad = torch.autograd.grad(-elbo.sum(), moved)
                optimiser.step()
            on_progress(step / max(1, steps))
    return best - first


def _elbo(of: Any, x: Tensor, mu: Tensor, logvar: Tensor, noise: Tensor) -> Tensor:
    """Mean over the draws, (N,)."""
    z = mu + torch.exp(0.5 * logvar) * noise  # (K, N, D)
    logits = of.logits(z.flatten(0, 1))
    recon = of.likelihood.log_prob(x.repeat(len(z), 1, 1, 1), logits).view(z.shape[:2])
    return (recon + of.prior.log_prob(z) - log_prob_diagonal(z, mu, logvar)).mean(0)
