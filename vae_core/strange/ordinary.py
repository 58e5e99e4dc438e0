"""Where the codes of ordinary images lie, and how far an image is from them: in the latent space, and in pixels.

A VAE reconstructs strangers too: it finds them a code where no ordinary image has one. So an image is set against what
the ordinary codes nearest to its own decode to: the least squared error of ten such pictures. The idea is that of
prototypes and of nearest neighbours in pixels, with the decoder's pictures, which have no noise, for the images; the
rarity is that of the trust meter, vae_core/measure/mixture.py.

Axes: N images, M ordinary codes, K neighbours, D latent dimensions, C H W.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cosine_similarity

from vae_core.measure.mixture import Mixture
from vae_core.measure.neighbours import nearest
from vae_core.model.parts import CLASS, Part, mapped, mapped_logvar, part_of_kind
from vae_core.model.vae import VAE

NEIGHBOURS = 10
CLASSES_APART = 1e3  # standard deviations: neighbours share the class that is given
ROWS = 200  # images whose neighbours are decoded at once
CENTRED = 500  # ordinary codes whose pictures' features have the mean that directions start from


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
    def beside(self, images: np.ndarray, neighbours: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Images beside what their neighbours' codes decode to: the nearest picture, in pixels and in features.

        Args:
            images: uint8, (N, C, H, W).
            neighbours: rows of ordinary codes, (N, K).

        Returns:
            The least squared error, (N,), and the least cosine distance of the encoder's features, which are taken
            from their mean over ordinary pictures: 0 to 2, (N,).
        """
        found = [self._beside(images[i : i + ROWS], neighbours[i : i + ROWS]) for i in range(0, len(images), ROWS)]
        errors, distances = zip(*found, strict=True) if found else ([torch.zeros(0)], [torch.zeros(0)])
        return torch.cat(errors).double().numpy(), torch.cat(distances).double().numpy()

    def _beside(self, images: np.ndarray, neighbours: np.ndarray) -> tuple[Tensor, Tensor]:
        pictures, seen = self._shown(self._codes[neighbours.ravel()])
        x = torch.from_numpy(images).float() / 255
        own = self._model.given(self._classes(self._codes[neighbours[:, 0]])).features(x)  # which neighbours share
        errors = (pictures.view(*neighbours.shape, -1) - x.flatten(1)[:, None]).square().sum(2)
        seen, own = (of - self._centre for of in (seen.view(*neighbours.shape, -1), own[:, None]))
        return errors.min(1).values, 1 - cosine_similarity(seen, own, dim=2).max(1).values

    @cached_property
    def _centre(self) -> Tensor:
        """The mean of the features over pictures of some ordinary codes, evenly chosen, (F,)."""
        some = np.linspace(0, len(self._codes) - 1, min(CENTRED, len(self._codes))).astype(int)
        return self._shown(self._codes[some])[1].mean(0)

    def _shown(self, codes: np.ndarray) -> tuple[Tensor, Tensor]:
        """What codes decode to, and what the encoder sees in it: (N, C, H, W), (N, F)."""
        pictures = torch.sigmoid(self._model.logits(torch.from_numpy(codes)))
        return pictures, self._model.given(self._classes(codes)).features(pictures)

    def _classes(self, codes: np.ndarray) -> Tensor | None:
        given = part_of_kind(self._model.parts, CLASS)
        return torch.from_numpy(codes[:, given.of].argmax(1)) if given else None

    def _placed(self, codes: np.ndarray, parts: Sequence[Part]) -> np.ndarray:
        placed = mapped(parts, codes) * self._scale
        given = part_of_kind(parts, CLASS)
        return np.hstack([placed, CLASSES_APART * codes[:, given.of]]) if given else placed
