"""What drawn images were drawn from: a whole number per factor, known exactly, for measures of disentanglement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Factors:
    """The true factors of some images.

    Attributes:
        names: one per factor.
        sizes: how many values each has; they run from 0, in even steps.
        values: int64, (N, F).
        unordered: those whose values have no order, by name.
    """

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    values: np.ndarray
    unordered: tuple[str, ...] = ()

    def __getitem__(self, rows: np.ndarray) -> Factors:
        """Those of some of the images."""
        return Factors(self.names, self.sizes, self.values[rows], self.unordered)


def every_value(sizes: tuple[int, ...]) -> np.ndarray:
    """All combinations of values, the last factor fastest, (N, F).

    Example:
        >>> every_value((2, 2)).tolist()
        [[0, 0], [0, 1], [1, 0], [1, 1]]
    """
    return np.stack(np.unravel_index(np.arange(np.prod(sizes)), sizes), axis=1)


def some_values(sizes: tuple[int, ...], count: int, seed: int) -> np.ndarray:
    """So many different combinations of values, drawn evenly, (N, F)."""
    rows = np.random.default_rng(seed).choice(int(np.prod(sizes)), count, replace=False)
    return np.stack(np.unravel_index(rows, sizes), axis=1)
