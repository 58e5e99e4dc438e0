"""Where the codes of ordinary images lie, and how far an image is from them: in the latent space, and in pixels.

A VAE reconstructs strangers too: it finds them a code where no ordinary image has one. So an image is set against what
the ordinary codes nearest to its own decode to: the least squared error of ten such pictures. The idea is that of
prototypes and of nearest neighbours in pixels, with the decoder's pictures, which have no noise, for the images; the
rarity is that of the trust meter, vae_core/measure/mixture.py.

Axes: N images, M ordinary codes, K neighbours, D latent dimensions, C H W.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from vae_core.measure.mixture import Mixture
from vae_core.measure.neighbours import nearest
from vae_core.model.parts import CLASS, Part, mapped, mapped_logvar, part_of_kind
from vae_core.model.vae import VAE

NEIGHBOURS = 10
CLASSES_APART = 1e3  # standard deviations: neighbours share the class that is given
ROWS = 200  # images whose neighbours are decoded at once


class Ordinary:
    """Codes of ordinary images.

    Args:
        model: that they are of.
        codes: flat means of posteriors, (M, D), more than ten.
        logvar: their log-variances, (M, D).
    """

    def __init__(self, model: VAE, codes: np.ndarray, logvar: np.ndarray) -> None:
        self._model, self._codes = model, codes
        parts, spread = model.parts, mapped_logvar(model.parts, logvar.astype(np.float64))
        self._scale = np.exp(-0.5 * spread.mean(0))  # a typical posterior's standard deviation is the unit
        self._sources = self._placed(codes, parts)
        self.mixture = Mixture(mapped(parts, codes), spread)

    def neighbours(self, codes: np.ndarray, own: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """The ten ordinary codes nearest to each code, and how far they are, in standard deviations of a posterior.

        Args:
            codes: flat, (N, D).
            own: the ordinary code that is each image's own, and is no neighbour, (N,); -1 or None for none.

        Returns:
            Rows int64 (N, K), distances (N, K), nearest first.
        """
        rows, far = nearest(
            self._placed(codes, self._model.parts), self._sources, min(NEIGHBOURS + 1, len(self._codes))
        )
        is_own = rows == (np.full(len(rows), -1) if own is None else np.asarray(own))[:, None]
        is_own[~is_own.any(1), -1] = True  # one too many was asked for
        return rows[~is_own].reshape(len(rows), -1), far[~is_own].reshape(len(rows), -1)

    def rarity(self, codes: np.ndarray, own: np.ndarray | None = None) -> np.ndarray:
        """-log of the aggregate posterior at each code, in nats up to a constant, (N,)."""
        points, none = mapped(self._model.parts, codes), np.full(len(codes), -1)
        own = none if own is None else own
        parts = [
            self.mixture.rarity(torch.from_numpy(points[i : i + ROWS]), own[i : i + ROWS])
            for i in range(0, len(points), ROWS)
        ]
        return torch.cat(parts).numpy() if parts else np.zeros(0)

    @torch.no_grad()
    def error(self, images: np.ndarray, neighbours: np.ndarray) -> np.ndarray:
        """The least squared error between an image and what its neighbours' codes decode to, (N,).

        Args:
            images: uint8, (N, C, H, W).
            neighbours: rows of ordinary codes, (N, K).
        """
        found = []
        for i in range(0, len(images), ROWS):
            rows = neighbours[i : i + ROWS]
            z = torch.from_numpy(self._codes[rows].reshape(rows.size, -1))
            pictures = torch.sigmoid(self._model.logits(z)).view(*rows.shape, -1)
            x = torch.from_numpy(images[i : i + ROWS]).float().flatten(1) / 255
            found.append((pictures - x[:, None]).square().sum(2).min(1).values)
        return torch.cat(found).double().numpy() if found else np.zeros(0)

    def _placed(self, codes: np.ndarray, parts: Sequence[Part]) -> np.ndarray:
        placed = mapped(parts, codes) * self._scale
        given = part_of_kind(parts, CLASS)
        return np.hstack([placed, CLASSES_APART * codes[:, given.of]]) if given else placed
