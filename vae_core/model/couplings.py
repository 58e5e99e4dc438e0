"""Affine couplings: invertible steps that each move one half of the dimensions by a network of the other half.

Dinh, Sohl-Dickstein and Bengio, "Density Estimation using Real NVP" (2017), https://arxiv.org/abs/1605.08803. Every
step's Jacobian is triangular, so that both directions and the determinant cost one pass of the network. The prior
(prior.RealNVP) and the posterior (posterior.FlowPosterior) are made of them.

Axes: D dimensions, H features of a context, K couplings.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Couplings(nn.Module):
    """K couplings over D dimensions, D 2 or more, the identity at first; the halves take turns.

    Args:
        latent_dim: D.
        count: K.
        hidden: width of the networks.
        context_dim: H, features that every network sees beside its half of the dimensions.
    """

    def __init__(self, latent_dim: int, count: int, hidden: int = 128, context_dim: int = 0) -> None:
        super().__init__()
        self.latent_dim = latent_dim
        self.nets = nn.ModuleList(_net(latent_dim + context_dim, hidden, 2 * latent_dim) for _ in range(count))
        even = torch.arange(latent_dim) % 2
        masks = [even if i % 2 else 1 - even for i in range(count)]
        self.register_buffer("masks", torch.stack(masks).float(), persistent=False)  # (K, D), 1 = kept

    def forward(self, z: Tensor, context: Tensor | None = None) -> tuple[Tensor, list[Tensor]]:
        """Where the couplings take z, and the log of the scale that each gives to every dimension.

        Args:
            z: (..., D).
            context: (N, H), for z of (..., N, D).

        Returns:
            (..., D), and K tensors (..., D), whose sum over D and over the list is log|det|.
        """
        log_scales = []
        for mask, net in zip(self.masks, self.nets, strict=True):
            shift, log_scale = _shift_and_scale(mask, net, z, context)
            z = (z + shift) * torch.exp(log_scale)
            log_scales.append(log_scale)
        return z, log_scales

    def inverse(self, z: Tensor, context: Tensor | None = None) -> tuple[Tensor, list[Tensor]]:
        """What `forward` takes to z, and the scales of the way from there to z; shapes as there."""
        log_scales = []
        for mask, net in zip(self.masks.flip(0), reversed(self.nets), strict=True):
            shift, log_scale = _shift_and_scale(mask, net, z, context)
            z = z * torch.exp(-log_scale) - shift
            log_scales.append(log_scale)
        return z, log_scales


def log_det(log_scales: list[Tensor]) -> Tensor:
    """log|det| of the couplings that these scales belong to: K tensors (..., D) -> (...)."""
    return sum(log_scale.sum(-1) for log_scale in log_scales)


def _net(inputs: int, hidden: int, outputs: int) -> nn.Sequential:
    net = nn.Sequential(
        nn.Linear(inputs, hidden),
        nn.SiLU(),
        nn.Linear(hidden, hidden),
        nn.SiLU(),
        nn.Linear(hidden, outputs),
    )
    nn.init.zeros_(net[-1].weight)  # the flow starts as the identity
    nn.init.zeros_(net[-1].bias)
    return net


def _shift_and_scale(mask: Tensor, net: nn.Module, z: Tensor, context: Tensor | None) -> tuple[Tensor, Tensor]:
    kept = z * mask
    if context is not None:
        kept = torch.cat([kept, context.expand(*z.shape[:-1], -1)], dim=-1)  # (..., D + H)
    shift, log_scale = net(kept).to(z.dtype).chunk(2, dim=-1)  # single precision under autocast too
    return shift * (1 - mask), 2 * torch.tanh(log_scale / 2) * (1 - mask)
