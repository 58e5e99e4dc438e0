"""`scenes`: a small landscape in 64 x 64 colour pixels, drawn from six factors; 10,000 of 442,368 combinations.

A house, a tree, a mushroom or a balloon stands before hills, from dawn to night; the sun moves with the hour, and its
light falls on everything. Edges are smooth: a pixel takes as much of a colour as the form covers of it, by the distance
from its middle to the outline.

Axes: N images, F factors, H W, three colours.
"""

from __future__ import annotations

import numpy as np

NAMES = ("figure", "hue", "size", "x", "hour", "hills")
SIZES = (4, 12, 6, 16, 12, 8)
FIGURES = ("house", "tree", "mushroom", "balloon")
COUNT, SEED = 10_000, 0
SIDE, AT_ONCE = 64, 40  # pixels; pictures that fit a processor's cache
GROUND, FEET = 49.0, 55.0  # rows: where the meadow begins, and where figures stand
SMALLEST, LARGEST = 14.0, 30.0  # pixels that a figure is tall
# At dawn, noon, dusk and night: the sky above and at the horizon, the sun or moon, and how much light falls
ABOVE = [(0.42, 0.50, 0.78), (0.30, 0.60, 0.92), (0.36, 0.27, 0.55), (0.05, 0.07, 0.19)]
HORIZON = [(0.98, 0.77, 0.64), (0.80, 0.92, 0.98), (0.98, 0.56, 0.38), (0.17, 0.21, 0.40)]
SUN = [(1.0, 0.88, 0.62), (1.0, 0.98, 0.84), (1.0, 0.66, 0.38), (0.93, 0.95, 1.0)]
LIGHT = [(0.86,), (1.0,), (0.76,), (0.45,)]
CREAM, WOOD, MEADOW, FAR = (0.96, 0.91, 0.80), (0.45, 0.31, 0.22), (0.45, 0.66, 0.34), (0.24, 0.42, 0.44)
WINDOW = (1.0, 0.88, 0.50)  # lit, day and night

ROWS, COLUMNS = np.mgrid[:SIDE, :SIDE].astype(np.float32) + 0.5


def draw_scenes(values: np.ndarray) -> np.ndarray:
    """The pictures of some factors.

    Args:
        values: whole numbers below `SIZES`, (N, 6).

    Returns:
        uint8, (N, 3, 64, 64).
    """
    return np.concatenate([_drawn(values[start : start + AT_ONCE]) for start in range(0, len(values), AT_ONCE)])


def _drawn(values: np.ndarray) -> np.ndarray:
    places, which = np.unique(values[:, 4:], axis=0, return_inverse=True)
    picture = _landscape(*places.T.astype(np.float32)[:, :, None, None])[which.ravel()]
    figure, hue, size, x, hour, _ = values.T.astype(np.float32)[:, :, None, None]  # (N, 1, 1) each
    tall = SMALLEST + (LARGEST - SMALLEST) * size / (SIZES[2] - 1)
    u = (COLUMNS - (12 + 40 * x / (SIZES[3] - 1))) / tall  # from the middle of the figure, in its own height
    v = (FEET - ROWS) / tall  # upwards from its feet
    light, colour = _at_hour(LIGHT, hour), _hue(hue / SIZES[1])
    for number, paint in enumerate((_house, _tree, _mushroom, _balloon)):
        of = figure[:, 0, 0] == number
        if of.any():
            canvas = _Canvas(picture[of], tall[of], light[of])
            paint(canvas.add, u[of], v[of], colour[of])
            picture[of] = canvas.picture
    return np.rint(255 * picture.clip(0, 1)).astype(np.uint8).transpose(0, 3, 1, 2)


def _landscape(hour: np.ndarray, hills: np.ndarray) -> np.ndarray:
    """Sky, sun, hills and meadow, (N, H, W, 3)."""
    day, turn, light = hour / (SIZES[4] - 1), hills / SIZES[5], _at_hour(LIGHT, hour)
    above, horizon = _at_hour(ABOVE, hour), _at_hour(HORIZON, hour)
    picture = above + (horizon - above) * ((ROWS / GROUND).clip(0, 1)[..., None] ** 1.3)
    sun = np.hypot(COLUMNS - (8 + 48 * day), ROWS - (36 - 26 * np.sin(np.pi * (0.08 + 0.84 * day)))) - 5
    picture = _over(picture, _covered(sun), _at_hour(SUN, hour))
    wave = np.sin(2 * np.pi * (COLUMNS / 44 + turn)) + 0.4 * np.sin(2 * np.pi * (COLUMNS / 23 - turn))
    picture = _over(picture, _covered(42 - 4 * wave - ROWS), 0.3 * horizon + 0.7 * light * np.float32(FAR))
    shade = 1 - 0.22 * ((ROWS - GROUND) / (SIDE - GROUND)).clip(0, 1)[..., None]
    return _over(picture, _covered(GROUND - ROWS), light * shade * np.float32(MEADOW))


class _Canvas:
    """Pictures, (N, H, W, 3), with figures of some height in some light on them."""

    def __init__(self, picture: np.ndarray, tall: np.ndarray, light: np.ndarray) -> None:
        self.picture, self.tall, self.light = picture, tall, light

    def add(self, distance: np.ndarray, colour: np.ndarray | tuple, lit: bool = False) -> None:
        """A form by the distance to its outline, in heights of the figure, negative inside."""
        shown = np.float32(colour) * (1 if lit else self.light)
        self.picture = _over(self.picture, _covered(distance * self.tall), shown)


def _house(add, u: np.ndarray, v: np.ndarray, colour: np.ndarray) -> None:
    add(_box(u, v - 0.29, 0.34, 0.29), CREAM)
    add(_roof(u, v - 0.56, 0.46, 0.42), colour)
    add(_box(u + 0.12, v - 0.16, 0.08, 0.16), WOOD)
    add(_box(u - 0.15, v - 0.34, 0.09, 0.09), WINDOW, lit=True)


def _tree(add, u: np.ndarray, v: np.ndarray, colour: np.ndarray) -> None:
    add(_box(u, v - 0.2, 0.06, 0.2), WOOD)
    for x, y, radius in ((-0.17, 0.5, 0.2), (0.17, 0.5, 0.2), (0.0, 0.72, 0.25)):
        add(np.hypot(u - x, v - y) - radius, colour)


def _mushroom(add, u: np.ndarray, v: np.ndarray, colour: np.ndarray) -> None:
    add(_box(u, v - 0.27, 0.13, 0.27), CREAM)
    add(np.maximum(0.44 * (np.hypot(u / 0.48, (v - 0.46) / 0.48) - 1), 0.46 - v), colour)
    for x, y, radius in ((-0.22, 0.62, 0.07), (0.05, 0.76, 0.08), (0.24, 0.58, 0.06)):
        add(np.hypot(u - x, v - y) - radius, CREAM)


def _balloon(add, u: np.ndarray, v: np.ndarray, colour: np.ndarray) -> None:
    v = v - 0.25  # it floats
    add(_box(abs(u) - 0.1, v - 0.48, 0.012, 0.14), WOOD)
    add(np.hypot(u, v - 0.84) - 0.34, colour)
    add(np.maximum(np.hypot(u, v - 0.84) - 0.34, abs(u) - 0.09), CREAM)
    add(_box(u, v - 0.3, 0.1, 0.07), WOOD)


def _box(u: np.ndarray, v: np.ndarray, wide: float, high: float) -> np.ndarray:
    return np.maximum(abs(u) - wide, abs(v) - high)


def _roof(u: np.ndarray, v: np.ndarray, wide: float, high: float) -> np.ndarray:
    """A triangle on its base, `high` above it and `wide` to both sides."""
    return np.maximum(-v, (abs(u) * high + v * wide - wide * high) / np.hypot(wide, high))


def _covered(distance: np.ndarray) -> np.ndarray:
    """How much of a pixel a form covers, by the pixels from its middle to the outline; (N, H, W, 1)."""
    return (0.5 - distance).clip(0, 1)[..., None]


def _over(picture: np.ndarray, covered: np.ndarray, colour: np.ndarray) -> np.ndarray:
    return picture + covered * (colour - picture)


def _at_hour(stops: list[tuple], hour: np.ndarray) -> np.ndarray:
    """A colour between those of the day's four times, (N, 1, 1, C)."""
    times = np.linspace(0, SIZES[4] - 1, len(stops))
    columns = [np.interp(hour[:, 0, 0], times, column) for column in zip(*stops, strict=True)]
    return np.stack(columns, axis=-1).astype(np.float32)[:, None, None]


def _hue(turn: np.ndarray) -> np.ndarray:
    """A colour of the wheel, neither pale nor glaring, (N, 1, 1, 3)."""
    thirds = np.float32([0, 1 / 3, 2 / 3])
    return (0.56 + 0.34 * np.cos(2 * np.pi * (turn[..., None] - thirds))).astype(np.float32)
