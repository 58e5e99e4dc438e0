"""p(x|z): what the decoder's logits say about pixels, in nats summed over the pixels of an image.

Both families share one mean, sigmoid(logits) in [0, 1]. The Gaussian keeps its constant and one learned
sigma, so that its figures are densities in nats and not scaled squared errors (Rybkin et al., "Simple and
Effective VAE Training with Calibrated Decoders", 2021, https://arxiv.org/abs/2006.13202).
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

MIN_LOG_SIGMA = -4.0  # about 1/55 of the grey range: below it the fit is to the 8-bit quantisation


class Bernoulli(nn.Module):
    """Independent binary pixels, P(x = 1) = sigmoid(logits)."""

    binary = True  # training and evaluation binarise the images

    def log_prob(self, x: Tensor, logits: Tensor) -> Tensor:
        """log p(x|z) in nats per image; x in [0, 1] and logits, both (N, C, H, W) -> (N,)."""
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").flatten(1).sum(1)


class Gaussian(nn.Module):
    """Independent pixels N(sigmoid(logits), sigma^2) with one sigma for all, learned."""

    binary = False

    def __init__(self) -> None:
        super().__init__()
        self.log_sigma = nn.Parameter(torch.tensor(-1.0))

    def log_prob(self, x: Tensor, logits: Tensor) -> Tensor:
        """log p(x|z), a density, in nats per image; both (N, C, H, W) -> (N,)."""
        log_sigma = MIN_LOG_SIGMA + F.softplus(self.log_sigma - MIN_LOG_SIGMA)
        error = (x - torch.sigmoid(logits)) * torch.exp(-log_sigma)
        return -(0.5 * error.square() + log_sigma + 0.5 * math.log(2 * math.pi)).flatten(1).sum(1)


def build_likelihood(name: str) -> Bernoulli | Gaussian:
    """The likelihood that `ModelConfig.likelihood` names."""
    return Bernoulli() if name == "bernoulli" else Gaussian()
