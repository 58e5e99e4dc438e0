"""What the trust meter looks at in a decoded picture: each part gives a score, the larger the less like a real one's.

Axes: Q pictures, C H W, R pictures kept for comparison, P pixels, F features.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from vae_core.measure.judge import Judge
from vae_core.shared import SHARED

COMPARED = 2000  # R
COMPONENTS = 32  # F: with 64 nothing is told apart better
K = SHARED["meter"]["nearest_pictures"]  # the nearest alone jumps
LEAST = SHARED["meter"]["least_probability"]


class PicturePart(Protocol):
    """One measure of pictures."""

    name: str

    def scores(self, pictures: Tensor, own: np.ndarray | None) -> np.ndarray:
        """Scores (Q,) of pictures (Q, C, H, W); `own` as in `Meter.read`."""


@dataclass(frozen=True)
class Doubt:
    """Entropy of the judge's probabilities, in nats: 0 where it is certain of one class."""

    judge: Judge
    name = "doubt"

    @torch.no_grad()
    def scores(self, pictures: Tensor, own: np.ndarray | None = None) -> np.ndarray:
        """As `PicturePart`."""
        return entropy(self.judge(pictures)).numpy()


@dataclass(frozen=True)
class Grey:
    """Entropy of the pixels as Bernoulli variables over the number of inked ones, or of blank ones if fewer."""

    name = "grey"

    def scores(self, pictures: Tensor, own: np.ndarray | None = None) -> np.ndarray:
        """As `PicturePart`."""
        p = pictures.flatten(1).double().clamp(LEAST, 1 - LEAST)
        nats = -(p * p.log() + (1 - p) * torch.log1p(-p)).sum(1)
        return (nats / (1 + torch.minimum(p.sum(1), (1 - p).sum(1)))).numpy()


@dataclass(frozen=True)
class Unlike:
    """Mean distance to the five nearest of some decoded draws, in 32 principal components.

    Bernoulli means are compared by their Fisher-Rao angles, others by their pixels, as in geometry.py.
    """

    angles: bool
    mean: np.ndarray  # (P,) float32
    basis: np.ndarray  # (P, F)
    features: np.ndarray  # (R, F)
    rows: np.ndarray  # (R,) the images of the atlas that the draws are of
    name = "unlike"

    def scores(self, pictures: Tensor, own: np.ndarray | None = None) -> np.ndarray:
        """As `PicturePart`."""
        found, kept = (torch.from_numpy(array).double() for array in (self.project(pictures), self.features))
        apart = torch.cdist(found, kept, compute_mode="donot_use_mm_for_euclid_dist")
        if own is not None:
            images = np.asarray(own).reshape(len(own), -1)
            apart.masked_fill_(torch.from_numpy((images[:, :, None] == self.rows).any(1)), torch.inf)
        return apart.topk(min(K, len(self.rows) - 1), largest=False).values.mean(1).numpy()

    def project(self, pictures: Tensor) -> np.ndarray:
        """Features (Q, F), float32, of pictures (Q, C, H, W)."""
        return (_embed(pictures, self.angles) - self.mean) @ self.basis


def unlike(pictures: Tensor, rows: np.ndarray, angles: bool) -> Unlike:
    """The part that compares with decoded draws, (R, C, H, W), of the images `rows` of an atlas."""
    embedded = _embed(pictures, angles)
    mean = embedded.mean(0).astype(np.float16).astype(np.float32)
    count = min(COMPONENTS, *embedded.shape)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        basis = torch.pca_lowrank(torch.from_numpy(embedded - mean), q=count, center=False)[2].numpy()
    basis = basis.astype(np.float16).astype(np.float32)  # as it is stored
    features = ((embedded - mean) @ basis).astype(np.float16).astype(np.float32)
    return Unlike(angles, mean, basis, features, rows)


def entropy(logits: Tensor) -> Tensor:
    """Entropy in nats of the softmax of logits, (..., K) -> (...), exact near 0."""
    largest, at = logits.double().max(-1, keepdim=True)
    below = logits.double() - largest
    others = below.exp().scatter(-1, at, 0.0)
    total = others.sum(-1)
    return torch.log1p(total) - (below * others).sum(-1) / (1 + total)


def _embed(pictures: Tensor, angles: bool) -> np.ndarray:
    flat = pictures.flatten(1).clamp(0, 1)
    return (2 * flat.sqrt().asin() if angles else flat).numpy()
