"""Curves between two fixed codes that are bent until their energy is least: cubic splines over the straight line.

Source: N. S. Detlefsen et al., "StochMan" (2021) for the spline. Departures: several starts are bent at once, coarsely,
and only the most promising go on; Adam is written out, because the first use of torch.optim imports for a second.
"""

from collections.abc import Callable

import numpy as np
import torch
from scipy.interpolate import CubicSpline
from torch import Tensor

from vae_core.walks.walk import constant_speed

CONTROLS = 10  # inner control points of the spline
COARSE, FINE = (24, 20), (48, 40)  # points that are compared, gradient steps
MOST_ROUNDS = 4  # of the coarse steps: one for two dimensions; 16-D is 4 % off the optimum after one, 1.6 % after four
FINALISTS = 2  # of the starts

Energies = Callable[[Tensor], Tensor]  # curves (S, T, D) -> (S,), differentiable


def bend(starts: list[Tensor], energies: Energies, frames: int) -> Tensor:
    """Curves of least energy near some of the starts, best first, (FINALISTS, frames, D), exact at both ends.

    Args:
        starts: curves (M, D) with the same two ends.
        energies: what to minimise, evaluated on curves of evenly spaced times.
        frames: T of the curves that come back.
    """
    line, basis = _line(starts[0], FINE[0]), _basis(FINE[0])
    bends = torch.stack([_fitted(basis, constant_speed(start, FINE[0]) - line) for start in starts])
    rounds = min(MOST_ROUNDS, max(1, starts[0].shape[1] // 2))
    for samples, steps in ((COARSE[0], rounds * COARSE[1]), FINE):
        bends, least = _descend(bends, energies, _line(starts[0], samples), steps)
        bends = bends[least.argsort()[:FINALISTS]]
    curves = _line(starts[0], frames) + _basis(frames) @ bends
    curves[:, 0], curves[:, -1] = starts[0][0], starts[0][-1]
    return curves


def _fitted(basis: Tensor, curve: Tensor) -> Tensor:
    """Controls (CONTROLS, D) of the nearest spline, the same in every run.

    In single precision LAPACK's last digits depend on where in memory the arrays lie; Adam's steps, whose size does not
    follow the slope's, carry them up to a twentieth of a per cent of a walk's length.
    """
    return torch.linalg.lstsq(basis.double(), curve.double()).solution.float()


def _descend(bends: Tensor, energies: Energies, line: Tensor, steps: int) -> tuple[Tensor, Tensor]:
    """The best of Adam's steps from every start, (S, CONTROLS, D), and its energy, (S,)."""
    basis = _basis(len(line))
    best, least = bends.clone(), torch.full((len(bends),), torch.inf)
    rate = 0.02 * float((line[-1] - line[0]).norm() + bends.abs().max())
    speed, size = torch.zeros_like(bends), torch.zeros_like(bends)
    for i in range(1, steps + 1):
        bends.requires_grad_()
        energy = energies(line + basis @ bends)
        (slope,) = torch.autograd.grad(energy.sum(), bends)
        bends, energy = bends.detach(), energy.detach()
        least, best = torch.minimum(energy, least), torch.where((energy < least)[:, None, None], bends, best)
        speed, size = 0.9 * speed + 0.1 * slope, 0.99 * size + 0.01 * slope.square()
        step = speed / (1 - 0.9**i) / (size / (1 - 0.99**i)).sqrt().clamp_min(1e-12)
        bends = bends - rate * (1 - i / (steps + 1)) * step
    return best, least


def _line(ends: Tensor, samples: int) -> Tensor:
    return ends[0] + torch.linspace(0, 1, samples)[:, None] * (ends[-1] - ends[0])


def _basis(samples: int) -> Tensor:
    """Values (T, CONTROLS) at T even times of the natural cubic splines that are 1 at one control, 0 at others."""
    knots = np.linspace(0, 1, CONTROLS + 2)
    spline = CubicSpline(knots, np.eye(CONTROLS + 2)[:, 1:-1], bc_type="natural")
    return torch.from_numpy(spline(np.linspace(0, 1, samples))).float()
