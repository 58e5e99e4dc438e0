"""Flat codes of one class: from the class given, from posteriors of its images, or between two codes of it.

Between two codes is what SMOTE does between images: N. Chawla, K. Bowyer, L. Hall and W. Kegelmeyer, "SMOTE: Synthetic
Minority Over-sampling Technique" (2002), arXiv 1106.1813; a code and one of its five nearest, so that the way between
them stays inside the class.

A code is decided by (seed, class, its number) alone: whoever asks for more gets those that were there, and then others.

Axes: N codes of the atlas, M of them of the class, Q drawn codes, D numbers of a flat z, V of its vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vae_core.fault import Fault
from vae_core.making.wish import CONDITIONAL, INTERPOLATE
from vae_core.measure.neighbours import knn_of_set
from vae_core.model.parts import CLASS, Part, compared, part_of_kind
from vae_core.store.atlas import Atlas

NEIGHBOURS = 5  # of a code, as in SMOTE


class Drawn(NamedTuple):
    """Codes with what they were made of."""

    z: np.ndarray  # (Q, D) float32
    of: np.ndarray  # (Q, 2) images of the atlas, -1 for none
    share: np.ndarray  # (Q,) float32: how far from the first image to the second


class Source:
    """Where the codes of one class come from.

    Args:
        atlas: the model's.
        parts: of its flat z.
        label: the class.
        how: one of `wish.WAYS`, which the model has.

    Raises:
        ValueError: if the atlas has too few codes of the class.
    """

    def __init__(self, atlas: Atlas, parts: Sequence[Part], label: int, how: str) -> None:
        self.atlas, self.label, self.how = atlas, label, how
        self._vector, self._given = compared(parts), part_of_kind(parts, CLASS)
        self._rows = np.flatnonzero(atlas.labels == label)  # (M,)
        least = {CONDITIONAL: 0, INTERPOLATE: 2}.get(how, 1)
        if len(self._rows) < least:
            raise Fault("class {name} has too few codes for this way: {got}, and it takes {least} or more",
                        name=atlas.class_names[label], got=len(self._rows), least=least)  # fmt: skip
        self._near = self._neighbours() if how == INTERPOLATE else None

    def draw(self, seed: int, first: int, count: int) -> Drawn:
        """The codes of the numbers `first` to `first + count - 1`."""
        rngs = [np.random.default_rng([seed, self.label, number]) for number in range(first, first + count)]
        made = [self._one(rng) for rng in rngs]
        z = np.zeros((count, self.atlas.codes.shape[1]), np.float32)
        z[:, self._vector] = [vector for vector, _, _ in made]
        if self._given:
            z[:, self._given.start + self.label] = 1
        return Drawn(z, np.array([of for _, of, _ in made]), np.array([share for _, _, share in made], np.float32))

    def _one(self, rng: np.random.Generator) -> tuple[np.ndarray, tuple[int, int], float]:
        """A vector (V,), what it is made of, and where between."""
        if self.how == CONDITIONAL:  # N(0, I) is the prior of every model that is given a class
            return rng.standard_normal(self._vector.stop), (-1, -1), 0.0
        at = int(rng.integers(len(self._rows)))
        row = int(self._rows[at])
        mu = self.atlas.codes[row, self._vector].astype(np.float64)
        if self.how == INTERPOLATE:
            other = int(rng.choice(self._near[at]))
            share = rng.random()
            return mu + share * (self.atlas.codes[other, self._vector] - mu), (row, other), share
        sigma = np.exp(0.5 * self.atlas.logvar[row, self._vector].astype(np.float64))
        return mu + sigma * rng.standard_normal(len(mu)), (row, -1), 0.0

    def _neighbours(self) -> np.ndarray:
        """The nearest codes of the same class to each of its codes, as images of the atlas, (M, 5 at most)."""
        codes = self.atlas.codes[self._rows][:, self._vector]
        return self._rows[knn_of_set(codes, min(NEIGHBOURS, len(codes) - 1))[0]]
