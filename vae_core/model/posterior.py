"""q(z|x): a Gaussian with diagonal covariance, or a normalizing flow that starts from one.

Kingma and Welling, "Auto-Encoding Variational Bayes" (2014), https://arxiv.org/abs/1312.6114. Flow: Rezende and
Mohamed, "Variational Inference with Normalizing Flows" (2015), https://arxiv.org/abs/1505.05770, with the couplings
of couplings.py as its steps and, from Kingma et al., "Improved Variational Inference with Inverse Autoregressive
Flow" (2016), https://arxiv.org/abs/1606.04934, a context h(x) that the encoder puts out beside mean and variance.
The context is the point: steps that are the same for all images would only rename z, and reach nothing that a flow
prior over a diagonal posterior does not.

Axes: N images, D latent dimensions, H features of the context.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

from vae_core.model.couplings import Couplings, log_det

# Of the flow: each coupling moves half of the dimensions, so that four move each of them twice.
COUPLINGS, HIDDEN, CONTEXT_DIM = 4, 64, 32

Draw = tuple[Tensor, Callable[[], Tensor]]  # z, and its log density when asked for


class DiagonalPosterior(NamedTuple):
    """N(mu, diag(exp(logvar))), one per image."""

    mu: Tensor  # (N, D)
    logvar: Tensor  # (N, D)

    def draw(self, generator: torch.Generator | None = None, noise: Tensor | None = None) -> Draw:
        """As `FlowPosterior.draw`."""
        z = sample_diagonal(self.mu, self.logvar, generator, noise)
        return z, lambda: self.log_prob(z)

    def log_prob(self, z: Tensor) -> Tensor:
        """As `FlowPosterior.log_prob`."""
        return log_prob_diagonal(z, self.mu, self.logvar)

    def gaussian(self) -> tuple[Tensor, Tensor]:
        """Its mean and log-variance, (N, D) each."""
        return self.mu, self.logvar


@dataclass(frozen=True)
class FlowPosterior:
    """A diagonal Gaussian taken on by couplings that see the image, one per image."""

    base: DiagonalPosterior
    couplings: Couplings
    context: Tensor  # (N, H)

    def draw(self, generator: torch.Generator | None = None, noise: Tensor | None = None) -> Draw:
        """A draw for every image, or K, with gradients, and what gives its log density at little more cost.

        Args:
            generator: source of the noise.
            noise: from N(0, I), (N, D) or (K, N, D), in place of the generator's.

        Returns:
            z of the noise's shape, and a function without arguments for log q(z|x) in nats, (N,) or (K, N).
        """
        start = sample_diagonal(*self.base, generator, noise)
        z, log_scales = self.couplings(start, self.context)
        return z, lambda: self.base.log_prob(start) - log_det(log_scales)

    def log_prob(self, z: Tensor) -> Tensor:
        """log q(z|x) in nats, (..., N, D) -> (..., N); a z of (..., 1, D) is held against every image."""
        start, log_scales = self.couplings.inverse(z.expand(*z.shape[:-2], *self.base.mu.shape), self.context)
        return self.base.log_prob(start) - log_det(log_scales)

    def gaussian(self) -> tuple[Tensor, Tensor]:
        """Mean and log-variance of a Gaussian near it, (N, D) each: the code that stands for an image on a map.

        The mean is the flow's image of the base's mean; the variance is the base's with the scale that every coupling
        has there along the axes. The cross terms, by which one dimension's spread adds to another's, are left out.
        """
        mu, log_scales = self.couplings(self.base.mu, self.context)
        return mu, self.base.logvar + 2 * sum(log_scales)


Posterior = DiagonalPosterior | FlowPosterior


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
