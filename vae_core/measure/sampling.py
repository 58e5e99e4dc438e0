"""Which points stand for all of a large set: one rule for atlas, tour and walks."""

import numpy as np

from vae_core.shared import SHARED

MANY = SHARED["many_points"]  # above, some of them stand for all
SOME = 10_000  # of them


def evenly(count: int) -> np.ndarray:
    """All row numbers of a set, or 10,000 evenly spaced ones where there are more than 20,000: int64, increasing.

    Example:
        >>> len(evenly(20_000)), len(evenly(200_000)), evenly(200_000)[-1].item()
        (20000, 10000, 199999)
    """
    return np.arange(count) if count <= MANY else np.linspace(0, count - 1, SOME).astype(np.int64)


def at_most(count: int, most: int) -> np.ndarray:
    """All row numbers of a set, or `most` evenly spaced ones, at least two: int64, increasing.

    Example:
        >>> at_most(3, 5).tolist(), at_most(9, 3).tolist()
        ([0, 1, 2], [0, 4, 8])
    """
    return np.arange(count) if count <= most else np.arange(most) * (count - 1) // (most - 1)
