"""q(z|x): a Gaussian with diagonal covariance, given by its mean and log-variance.

Kingma and Welling, "Auto-Encoding Variational Bayes" (2014), https://arxiv.org/abs/1312.6114.
Axes: N images, D latent dimensions.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor


def sample_diagonal(
    mu: Tensor, logvar: Tensor, generator: torch.Generator | None = None, noise: Tensor | None = None
) -> Tensor:
    """A draw mu + sigma * noise for every image, (N, D); gradients flow to mu and logvar.

    `noise` from N(0, I), (N, D) or (K, N, D), takes the place of the generator's.
    """
    if noise is None:
        noise = torch.randn(mu.shape, generator=generator, device=mu.device, dtype=mu.dtype)
    return mu + torch.exp(0.5 * logvar) * noise


def log_prob_diagonal(z: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    """log q(z|x) in nats, summed over D: (..., D) -> (...)."""
    squared = (z - mu).square() * torch.exp(-logvar)
    return -0.5 * (math.log(2 * math.pi) + logvar + squared).sum(-1)


def kl_to_standard_normal(mu: Tensor, logvar: Tensor) -> Tensor:
    """KL(q(z|x) || N(0, I)) of every latent dimension, in nats.

    Args:
        mu: posterior mean, (N, D).
        logvar: log of the posterior variance, (N, D).

    Returns:
        Non-negative tensor, (N, D). Sum over D for the KL of one image.

    Raises:
        ValueError: if the two shapes differ.

    Example:
        >>> kl_to_standard_normal(torch.zeros(1, 2), torch.zeros(1, 2))
        tensor([[0., 0.]])
    """
    if mu.shape != logvar.shape:
        raise ValueError(f"mu and logvar must have one shape; got {tuple(mu.shape)} and {tuple(logvar.shape)}")
    return 0.5 * (mu.square() + logvar.exp() - 1 - logvar)
