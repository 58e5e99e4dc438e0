"""Finite scalar quantisation: a code is a point of a lattice, so that a codebook has nothing to learn.

Mentzer, Minnen, Agustsson and Tschannen, "Finite Scalar Quantization: VQ-VAE Made Simple" (2024),
https://arxiv.org/abs/2309.15505. Every number of a code is one of L levels, evenly spaced from -1 to 1; the index
counts the points with the last number running fastest. Values are normalised before they are bounded: without that a
network of few steps uses a handful of the codes.

Axes: D numbers of a code, L levels of each, K = L ** D codes.
"""

from __future__ import annotations

import torch
from torch import Tensor

from vae_core.model.parts import lattice_points


def points(levels: int, dims: int) -> Tensor:
    """Every code's numbers, (K, D).

    Example:
        >>> points(2, 2).tolist()
        [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]
    """
    return torch.from_numpy(lattice_points(levels, dims))


def indices_of(values: Tensor, levels: int) -> Tensor:
    """The codes nearest to values in [-1, 1], (..., D) -> int64 (...)."""
    digits = torch.round((values + 1) * ((levels - 1) / 2)).long().clamp(0, levels - 1)
    weights = levels ** torch.arange(values.shape[-1] - 1, -1, -1, device=values.device)
    return (digits * weights).sum(-1)


def straight_through(values: Tensor, levels: int) -> Tensor:
    """The nearest points, of which a gradient reaches the values as if they had passed; (..., D) -> (..., D)."""
    nearest = torch.round((values + 1) * ((levels - 1) / 2)) * (2 / (levels - 1)) - 1
    return values + (nearest - values).detach()
