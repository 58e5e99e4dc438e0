"""`shapes`: one white figure on black, 32 x 32 grey pixels, drawn from five factors, every combination once.

After the dSprites of Matthey et al. (2017), https://github.com/google-deepmind/dsprites-dataset, with its factors and
three differences: half its side, smooth edges, and rotations of less than a quarter turn. There a square looks the
same after each quarter turn, so that half of the pictures come with several names; here no two are alike.

Axes: N images, F factors, H W.
"""

from __future__ import annotations

import numpy as np

NAMES = ("shape", "scale", "rotation", "x", "y")
SIZES = (3, 6, 10, 16, 16)  # 46,080 pictures
SHAPES = ("square", "ellipse", "heart")
SIDE, FINER = 32, 8  # pixels; samples along each side of one, for smooth edges
REACH = SIDE + SIZES[3] - 1  # pixels of a stamp: the figure in its middle, with room for every place
SMALLEST, LARGEST = 3.5, 7.5  # pixels from the middle of a figure to its farthest point
QUARTER = np.pi / 2


def draw_shapes(values: np.ndarray) -> np.ndarray:
    """The pictures of some factors.

    Args:
        values: whole numbers below `SIZES`, (N, 5).

    Returns:
        uint8, (N, 1, 32, 32).
    """
    figures, which = np.unique(values[:, :3], axis=0, return_inverse=True)
    windows = np.lib.stride_tricks.sliding_window_view(
        np.stack([_stamp(*figure) for figure in figures]), (SIDE, SIDE), axis=(1, 2)
    )
    last = SIZES[3] - 1  # a window that starts later shows the figure further left
    return windows[which.ravel(), last - values[:, 4], last - values[:, 3]][:, None]


def _stamp(shape: int, scale: int, rotation: int) -> np.ndarray:
    """A figure in the middle of a picture large enough for every place, uint8 (REACH, REACH)."""
    radius = SMALLEST + (LARGEST - SMALLEST) * scale / (SIZES[1] - 1)
    angle = QUARTER * rotation / SIZES[2]
    at = (np.arange(REACH * FINER) + 0.5) / FINER - REACH / 2
    x, y = at[None, :] / radius, -at[:, None] / radius  # y upwards
    u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    inside = _INSIDE[SHAPES[shape]](u, v).reshape(REACH, FINER, REACH, FINER)
    return np.rint(255 * inside.mean((1, 3))).astype(np.uint8)


_INSIDE = {  # of the circle of radius 1
    "square": lambda u, v: np.maximum(abs(u), abs(v)) <= np.sqrt(0.5),
    "ellipse": lambda u, v: u**2 + (v / 0.55) ** 2 <= 1,
    "heart": lambda u, v: _heart(1.25 * u, 1.25 * v + 0.1),
}


def _heart(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    return (u**2 + v**2 - 1) ** 3 <= u**2 * v**3
