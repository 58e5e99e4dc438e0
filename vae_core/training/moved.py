"""Images moved, turned and slanted a little: a person would give them the class that they had.

Shifts are whole pixels; a turn is resampled bilinearly. What is uncovered is 0.

Axes: N images, C H W.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample, pad


def shifted(x: Tensor, most: int, generator: torch.Generator | None = None) -> Tensor:
    """Every image moved by up to `most` pixels each way, what is uncovered being 0; (N, C, H, W)."""
    if not most:
        return x
    N, _, H, W = x.shape
    down, right = torch.randint(2 * most + 1, (2, N, 1), generator=generator, device=x.device)
    rows = torch.arange(H, device=x.device) + down  # (N, H)
    columns = torch.arange(W, device=x.device) + right
    around = pad(x, (most, most, most, most))
    return around[torch.arange(N, device=x.device)[:, None, None], :, rows[:, :, None], columns[:, None]].movedim(3, 1)


def turned(images: Tensor, most: float, generator: torch.Generator | None = None) -> Tensor:
    """Every image turned and slanted by up to `most` degrees and made up to `most` per cent larger or smaller.

    Height and width are drawn apart, each number evenly from its range; uint8 (N, C, H, W) -> the same.
    """
    if not most:
        return images
    draws = 2 * torch.rand((4, len(images)), generator=generator, device=images.device) - 1
    angle, slant = draws[:2] * math.radians(most)
    wide, high = torch.exp(draws[2:] * most / 100)
    zero = torch.zeros_like(angle)
    across = torch.stack([angle.cos() * wide, slant.tan() - angle.sin() * wide, zero], 1)
    down = torch.stack([angle.sin() * high, angle.cos() * high, zero], 1)
    grid = affine_grid(torch.stack([across, down], 1), list(images.shape), align_corners=False)  # (N, H, W, 2)
    return grid_sample(images.float(), grid, align_corners=False).round().to(torch.uint8)
