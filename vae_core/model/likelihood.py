"""p(x|z): what the decoder's logits say about pixels, in nats summed over the pixels of an image.

All families share one mean, sigmoid(logits) in [0, 1]. The Gaussian keeps its constant and one learned sigma, so that
its figures are densities in nats and not scaled squared errors (Rybkin et al., "Simple and Effective VAE Training with
Calibrated Decoders", 2021, https://arxiv.org/abs/2006.13202). The discretised logistic gives every byte a probability,
so that its nats compare with those of any other model of bytes, as bits per dimension (Kingma et al., "Improved
Variational Inference with Inverse Autoregressive Flow", 2016, https://arxiv.org/abs/1606.04934).
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

BYTE = 1 / 255  # from one byte to the next
MIN_LOG_SCALE = -7.0  # of the logistic: nearly all of it is within the byte of its mean
# At the start errors of half the range count by their squares, so that a picture learns where its figures may be. With
# a small scale they would count by their size, and the likeliest picture without knowledge of a figure has none.
FIRST_LOG_SCALE = -1.5
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

    @property
    def spread(self) -> float:
        """Sigma."""
        return math.exp(float(self._log_sigma()))

    def log_prob(self, x: Tensor, logits: Tensor) -> Tensor:
        """log p(x|z), a density, in nats per image; both (N, C, H, W) -> (N,)."""
        log_sigma = self._log_sigma()
        error = (x - torch.sigmoid(logits)) * torch.exp(-log_sigma)
        return -(0.5 * error.square() + log_sigma + 0.5 * math.log(2 * math.pi)).flatten(1).sum(1)

    def _log_sigma(self) -> Tensor:
        return MIN_LOG_SIGMA + F.softplus(self.log_sigma - MIN_LOG_SIGMA)


class DiscretisedLogistic(nn.Module):
    """Independent bytes: what a logistic of mean sigmoid(logits) and one learned scale has between their borders.

    Byte 0 also has all that lies below it, and byte 255 all above.
    """

    binary = False

    def __init__(self) -> None:
        super().__init__()
        self.log_scale = nn.Parameter(torch.tensor(FIRST_LOG_SCALE))

    @property
    def spread(self) -> float:
        """The scale."""
        return math.exp(float(self._log_scale()))

    def log_prob(self, x: Tensor, logits: Tensor) -> Tensor:
        """log p(x|z), a probability, in nats per image; x of bytes / 255 and logits, (N, C, H, W) -> (N,)."""
        steepness = torch.exp(-self._log_scale())
        off = (x - torch.sigmoid(logits)) * steepness
        half = 0.5 * BYTE * steepness
        # with a and b a byte's borders: sigmoid(a) - sigmoid(b) = sigmoid(a) sigmoid(-b) (1 - exp(b - a))
        below = torch.where(x > 1 - 0.5 * BYTE, 0, F.logsigmoid(half + off))
        above = torch.where(x < 0.5 * BYTE, 0, F.logsigmoid(half - off))
        inner = ((x > 0.5 * BYTE) & (x < 1 - 0.5 * BYTE)).float()
        return (below + above + inner * torch.log(-torch.expm1(-2 * half))).flatten(1).sum(1)

    def _log_scale(self) -> Tensor:
        return MIN_LOG_SCALE + F.softplus(self.log_scale - MIN_LOG_SCALE)


LIKELIHOODS = {"bernoulli": Bernoulli, "gaussian": Gaussian, "logistic": DiscretisedLogistic}


def build_likelihood(name: str) -> Bernoulli | Gaussian | DiscretisedLogistic:
    """The likelihood that `ModelConfig.likelihood` names."""
    return LIKELIHOODS[name]()
