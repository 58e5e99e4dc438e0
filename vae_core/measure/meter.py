"""The trust meter: how well the data supports a point z of the latent space, in per cent.

It has two parts. The code's part asks whether z lies where the codes of real images lie: -log of the aggregate
posterior, the mixture of q(z|x) over the images of the atlas. The picture's part asks whether the decoded picture looks
like what real codes decode to: where there are classes, how undecided a classifier is (judge.py); where there are none,
how grey its inked pixels are and how far the nearest decoded pictures. Each part is read against draws from the
posteriors of real images, every one left out of the mixture that it is measured by: a conformal p-value, uniform on
held-out draws. The meter is the worse of the two, the code's counted three times as high, and calibrated once more.

Distances between codes will not do above two dimensions: means near the centre of a shell are near to everything, draws
are far from everything, and dimensions that the decoder ignores count like all others. The code's part counts three
times as high because it knows far points, where nothing was learned, and little else; at equal weight it hides the
blends that the picture's part sees. web/meter holds the browser's twin: the definitions must stay the same there.

Sources: V. Vovk, A. Gammerman and G. Shafer, "Algorithmic Learning in a Random World" (2005), chapter 2; D. Hendrycks
and K. Gimpel, "A Baseline for Detecting Misclassified and Out-of-Distribution Examples" (ICLR 2017, arXiv 1610.02136).

Axes: N images of the atlas, Q points asked for, D latent dimensions, C H W.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from vae_core.measure.mixture import Mixture
from vae_core.measure.picture_parts import PicturePart
from vae_core.model.parts import VECTOR, Part, mapped, mapped_logvar
from vae_core.shared import SHARED

CODE_WEIGHT = SHARED["meter"]["code_weight"]
STEPS = np.arange(float(SHARED["meter"]["percentiles"]))
BLOCK = 256  # points compared with the mixture at a time


@dataclass(frozen=True)
class Reading:
    """What the meter says of Q points, in per cent; each is uniform on [0, 100] for draws of held-out images."""

    percent: np.ndarray  # (Q,)
    code: np.ndarray  # (Q,)
    picture: np.ndarray  # (Q,)


class Meter:
    """The meter of one model.

    Args:
        codes: posterior means of the atlas, (N, D).
        logvar: their log-variances, (N, D).
        decode: codes (Q, D) -> pictures in [0, 1], (Q, C, H, W).
        parts: what the picture is measured by, one or more.
        z_parts: what a flat code consists of, of which a part is compared with others; one vector unless given.
        tables: quantiles 0 % to 100 % of the scores of calibration draws, (3 + len(parts), 101): of the code's part, of
            each of the picture's, of the picture's together, of the meter. None before `calibrate`.
    """

    def __init__(
        self, codes: np.ndarray, logvar: np.ndarray, decode: Callable[[Tensor], Tensor], parts: Sequence[PicturePart],
        tables: np.ndarray | None = None, z_parts: Sequence[Part] | None = None,
    ) -> None:  # fmt: skip
        self._z_parts = z_parts or (Part("z", VECTOR, 0, codes.shape[1]),)
        self._codes = self._mapped(codes)
        self.mixture = Mixture(self._codes, mapped_logvar(self._z_parts, logvar))
        self._decode, self.parts, self.tables = decode, tuple(parts), tables
        self._known: dict[bytes, list[int]] | None = None  # images by their code, made when asked for

    def read(self, z: np.ndarray, own: np.ndarray | None = None) -> Reading:
        """The meter at Q points; one decode of each.

        Args:
            z: (Q, D).
            own: images of the atlas that each point is made of and that do not count there, (Q,) or (Q, E); -1: none.
                Unless given, the image whose code a point is.
        """
        own = self._own(z) if own is None else own
        scores = [self._code_score(z, own), *self._picture_scores(z, own)]
        return self._reading(scores)

    def calibrate(self, draws: np.ndarray, own: np.ndarray) -> None:
        """Makes the tables from draws of posteriors, (Q, D), and the images that they are of, (Q,)."""
        scores = [self._code_score(draws, own), *self._picture_scores(draws, own)]
        tables = [np.percentile(score, STEPS) for score in scores]
        shares = [_percent(table, score) for table, score in zip(tables, scores, strict=True)]
        tables.append(np.percentile(_worst(shares[1:]), STEPS))
        picture = _percent(tables[-1], _worst(shares[1:]))
        tables.append(np.percentile(_worst([picture, CODE_WEIGHT * shares[0]]), STEPS))
        self.tables = np.stack(tables).astype(np.float32)

    def _own(self, z: np.ndarray) -> np.ndarray:
        """The images of the mixture whose codes equal a point, (Q, E), -1 where there are fewer than E."""
        if self._known is None:
            self._known = {}
            for row in self.mixture.rows.tolist():
                self._known.setdefault(self._codes[row].tobytes(), []).append(row)
        found = [self._known.get(code.tobytes(), []) for code in self._mapped(z)]
        own = np.full((len(found), max(1, *map(len, found), 1)), -1)
        for i, rows in enumerate(found):
            own[i, : len(rows)] = rows
        return own

    def _mapped(self, z: np.ndarray) -> np.ndarray:
        return np.ascontiguousarray(mapped(self._z_parts, np.asarray(z)), np.float32)

    def _reading(self, scores: list[np.ndarray]) -> Reading:
        code, *parts = (_percent(table, score) for table, score in zip(self.tables[:-2], scores, strict=True))
        picture = _percent(self.tables[-2], _worst(parts))
        return Reading(_percent(self.tables[-1], _worst([picture, CODE_WEIGHT * code])), code, picture)

    def _picture_scores(self, z: np.ndarray, own: np.ndarray) -> list[np.ndarray]:
        blocks = range(0, len(z), BLOCK)
        found = []
        for i in blocks:
            pictures = self._decode(torch.from_numpy(np.asarray(z[i : i + BLOCK], np.float32)))
            found.append([part.scores(pictures, own[i : i + BLOCK]) for part in self.parts])
        return [np.concatenate(scores) for scores in zip(*found, strict=True)]

    def _code_score(self, z: np.ndarray, own: np.ndarray) -> np.ndarray:
        points, blocks = torch.from_numpy(self._mapped(z)), range(0, len(z), BLOCK)
        return np.concatenate([self.mixture.rarity(points[i : i + BLOCK], own[i : i + BLOCK]) for i in blocks])


def _percent(table: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Per cent of the calibration draws whose score is larger."""
    return 100 - np.interp(scores, table, STEPS)


def _worst(shares: list[np.ndarray]) -> np.ndarray:
    return -np.min(shares, axis=0)
