"""Moving through the latent space: traversals and interpolation.

What goes into a decoder is a float32 torch tensor; every function here is closed form, O(T D) or less.

Sources: K. Shoemake, "Animating Rotation with Quaternion Curves" (SIGGRAPH 1985) for slerp; T. White,
"Sampling Generative Networks" (2016, arXiv 1609.04468) for slerp of codes.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from vae_core.shared import SHARED

# Radians: below, arc and line are the same, and the direction across has no digits left
_PARALLEL = SHARED["walks"]["parallel_radians"]


def traversal(z: Tensor, dim: int, values: Tensor | Sequence[float]) -> Tensor:
    """Copies of one code whose coordinate `dim` takes each of the values.

    Args:
        z: code, (D,).
        dim: coordinate that moves, 0..D-1.
        values: where it goes, (T,).

    Returns:
        (T, D).

    Raises:
        ValueError: if z is no vector or dim is none of its coordinates.

    Example:
        >>> traversal(torch.zeros(2), 1, [-1.0, 1.0]).tolist()
        [[0.0, -1.0], [0.0, 1.0]]
    """
    z = code_of(z)
    if not 0 <= dim < len(z):
        raise ValueError(f"dim must lie in 0..{len(z) - 1}; got {dim}")
    values = torch.as_tensor(values, dtype=torch.float32)
    path = z.repeat(len(values), 1)
    path[:, dim] = values
    return path


def lerp(a: Tensor, b: Tensor, t: Tensor | Sequence[float]) -> Tensor:
    """Straight line from a to b (D,) at times t (T,) in [0, 1]: (T, D), exact at both ends.

    Raises:
        ValueError: if a and b are not vectors of one length.
    """
    a, b = code_of(a), code_of(b, like=a)
    return torch.lerp(a, b, torch.as_tensor(t, dtype=torch.float32)[:, None])


def slerp(a: Tensor, b: Tensor, t: Tensor | Sequence[float]) -> Tensor:
    """Arc from a to b: the direction turns at constant speed, the norm changes linearly.

    Keeping the norm matters in many dimensions, where a Gaussian lives in a thin shell that a straight line
    leaves. A zero vector has no direction: the line is returned. Antiparallel codes have no shortest arc:
    the half turn goes through the coordinate axis that is least along a.

    Args:
        a: start, (D,).
        b: end, (D,).
        t: times in [0, 1], (T,).

    Returns:
        (T, D), exact at t = 0 and t = 1.

    Raises:
        ValueError: if a and b are not vectors of one length.

    Example:
        >>> slerp(torch.tensor([1.0, 0.0]), torch.tensor([0.0, 3.0]), [0.5]).norm().round(decimals=4).item()
        2.0
    """
    line, t = lerp(a, b, t), torch.as_tensor(t, dtype=torch.float64)[:, None]
    start, end = code_of(a).double(), code_of(b).double()
    if start.norm() == 0 or end.norm() == 0 or len(start) < 2:
        return line
    u, v = start / start.norm(), end / end.norm()
    angle = 2 * torch.atan2((u - v).norm(), (u + v).norm())  # arccos loses half its digits near 0 and pi
    if angle < _PARALLEL:
        return line
    across = v - u * (u @ v) if torch.pi - angle > _PARALLEL else _perpendicular(u)
    arc = torch.cos(angle * t) * u + torch.sin(angle * t) * across / across.norm()
    arc = (arc * torch.lerp(start.norm(), end.norm(), t)).float()
    return torch.where((t == 0) | (t == 1), line, arc)


def code_of(z: Tensor, like: Tensor | None = None) -> Tensor:
    """A vector as float32, (D,); ValueError if it is none, or not as long as `like`."""
    z = torch.as_tensor(z, dtype=torch.float32)
    if z.ndim != 1 or (like is not None and z.shape != like.shape):
        wanted = "(D,)" if like is None else tuple(like.shape)
        raise ValueError(f"a code must have shape {wanted}; got {tuple(z.shape)}")
    return z


def _perpendicular(u: Tensor) -> Tensor:
    axis = torch.zeros_like(u)
    axis[u.abs().argmin()] = 1
    return axis - u * (u @ axis)
