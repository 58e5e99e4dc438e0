"""What each latent dimension tells of the image, and how far it lies from the model's own prior.

The mean KL of q(z_d|x) to the prior's marginal p(z_d) splits, as the whole rate does (aggregate.py), into the mutual
information of z_d with the image and the gap KL(q(z_d) || p(z_d)). In one dimension both are integrals on a grid. The
parts do not add up to the rate: dimensions share what they tell, and a learned prior knows one from the other.

Collapse: Lucas, Tucker, Grosse and Norouzi, "Don't Blame the ELBO!" (2019), https://arxiv.org/abs/1911.02469, call
dimension d collapsed where KL(q(z_d|x) || p(z_d)) stays below some nats for almost all images.

Axes: N images, D latent dimensions, G points of a grid, M draws.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from vae_core.model.prior import Mixture, VampPrior
from vae_core.model.vae import VAE

IMAGES = 2000  # evenly chosen: log 2000 = 7.6 nats is far above what one dimension tells
FEWEST, MOST = 256, 4096  # points of a grid
DRAWS = 20_000  # of a flow prior, for its marginals
COLLAPSED_NATS, ALMOST_ALL = 0.05, 0.99
LOGVAR_LIMIT = 60.0  # no posterior of ours reaches it, and a stored one may not overflow

LogMarginal = Callable[[int, np.ndarray], np.ndarray]  # d, points (G,) -> log p(z_d) there, (G,)


@dataclass(frozen=True)
class Dimensions:
    """Nats of every dimension, (D,) each."""

    information: np.ndarray  # mutual information of z_d with the image
    to_prior: np.ndarray  # mean KL(q(z_d|x) || p(z_d)): no less than the information
    collapsed: np.ndarray  # bool
    images: int


def per_dimension(codes: np.ndarray, logvar: np.ndarray, log_marginal: LogMarginal) -> Dimensions:
    """Information, distance and collapse of each dimension.

    Args:
        codes: posterior means, (N, D).
        logvar: log-variances, (N, D).
        log_marginal: of the prior, from `prior_marginals`.
    """
    rows = np.linspace(0, len(codes) - 1, min(IMAGES, len(codes))).astype(int)
    sigma = np.exp(logvar[rows].T.astype(np.float64).clip(-LOGVAR_LIMIT, LOGVAR_LIMIT) / 2)
    columns = zip(codes[rows].T.astype(np.float64), sigma, strict=True)
    found = [
        _of_one(mu, sigma, lambda grid, dim=dim: log_marginal(dim, grid)) for dim, (mu, sigma) in enumerate(columns)
    ]
    information, to_prior, collapsed = (np.array(values) for values in zip(*found, strict=True))
    return Dimensions(information, to_prior, collapsed, len(rows))


def _of_one(mu: np.ndarray, sigma: np.ndarray, log_p: Callable[[np.ndarray], np.ndarray]) -> tuple[float, float, bool]:
    low, high = (mu - 6 * sigma).min(), (mu + 6 * sigma).max()
    points = math.ceil((high - low) / (0.5 * np.percentile(sigma, 1)))
    grid = np.linspace(low, high, min(MOST, max(FEWEST, points)))
    step = grid[1] - grid[0]
    sigma = np.maximum(sigma, step)  # what falls between two points would be lost
    density = np.exp(-0.5 * ((grid - mu[:, None]) / sigma[:, None]) ** 2)  # (N, G)
    density *= (1 / (math.sqrt(2 * math.pi) * sigma))[:, None]
    aggregate, entropy = density.mean(0), 0.5 * np.log(2 * math.pi * math.e * sigma**2)
    information = -step * (aggregate * np.log(np.maximum(aggregate, 1e-300))).sum() - entropy.mean()
    kl = -entropy - step * (density @ log_p(grid))  # (N,)
    return max(0.0, float(information)), max(0.0, float(kl.mean())), bool((kl < COLLAPSED_NATS).mean() >= ALMOST_ALL)


@torch.no_grad()
def prior_marginals(model: VAE, seed: int = 0) -> LogMarginal:
    """The log densities of the prior's single dimensions; of a flow or an energy, from 20,000 smoothed draws."""
    prior = model.prior
    if model.config.prior in ("flow", "energy"):
        draws = prior.sample(DRAWS, torch.Generator(model.device).manual_seed(seed)).cpu().double().numpy()
        return lambda dim, grid: _log_smoothed(draws[:, dim], grid)
    mu, logvar, log_weights = _components(model)
    sigma = np.exp(logvar / 2)

    def log_marginal(dim: int, grid: np.ndarray) -> np.ndarray:
        total = np.full(len(grid), -np.inf)
        for k in range(len(mu)):
            z = (grid - mu[k, dim]) / sigma[k, dim]
            total = np.logaddexp(total, log_weights[k] - 0.5 * z**2 - math.log(math.sqrt(2 * math.pi) * sigma[k, dim]))
        return total

    return log_marginal


def _components(model: VAE) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Means and log-variances (K, D) and log-weights (K,) of a prior that is normals."""
    prior = model.prior
    if isinstance(prior, VampPrior):
        mu, logvar = prior.encode(prior.pseudo_inputs())
    elif isinstance(prior, Mixture):
        mu, logvar = prior.mu, prior.logvar
    elif model.config.prior == "diagonal":
        mu, logvar = prior.mu[None], prior.logvar[None]
    else:
        mu = logvar = torch.zeros(1, model.config.latent_dim)
    logits = prior.weight_logits if hasattr(prior, "weight_logits") else torch.zeros(1)
    return tuple(part.detach().cpu().double().numpy() for part in (mu, logvar, torch.log_softmax(logits, 0)))


def _log_smoothed(draws: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """log of the draws' density at evenly spaced points: a histogram and a normal kernel of half Silverman's width."""
    step = grid[1] - grid[0]
    counts, _ = np.histogram(draws, len(grid), (grid[0] - step / 2, grid[-1] + step / 2))
    quartiles = np.subtract(*np.percentile(draws, [75, 25])) / 1.34  # a few draws far out must not widen it
    width = max(step, 0.53 * min(draws.std(), quartiles) * len(draws) ** -0.2)
    reach = np.arange(-math.ceil(4 * width / step), math.ceil(4 * width / step) + 1) * step
    kernel = np.exp(-0.5 * (reach / width) ** 2)
    smooth = np.convolve(counts, kernel / kernel.sum(), mode="full")
    extra = len(reach) // 2
    return np.log(np.maximum(smooth[extra : len(smooth) - extra], 1e-3) / (len(draws) * step))
