"""Whether made pictures look like their class, by two who were not asked when they were made.

The judge goes with the model (measure/judge.py). The other asks no network: the five nearest pictures of real images
vote with the classes that these were given by hand. It compares with originals where they are at hand, else with what
the decoder makes of real codes.

Axes: Q made pictures, R compared with, P pixels.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from vae_core.measure.draws import decoder
from vae_core.measure.judge import Measured
from vae_core.measure.neighbours import knn_of_set, nearest
from vae_core.measure.sampling import at_most
from vae_core.model.vae import VAE
from vae_core.store.atlas import Atlas

COMPARED = 2000  # R
VOTES = 5
ASKED = 500  # of the pictures compared with, to know how often the vote is right
ORIGINALS, DECODED = "original images", "decoded codes of images"


class Nearest:
    """A vote of the nearest pictures of real images.

    Args:
        model: whose decoder makes the pictures, where there are no originals.
        atlas: the model's.
        images: its images, uint8 (N, C, H, W), or None.
    """

    def __init__(self, model: VAE, atlas: Atlas, images: np.ndarray | None) -> None:
        self.rows = at_most(len(atlas.labels[atlas.measured]), COMPARED)
        self.source = DECODED if images is None else ORIGINALS
        if images is None:
            pictures = decoder(model)(torch.from_numpy(atlas.codes[self.rows])).numpy()
        else:
            pictures = images[self.rows] / np.float32(255)
        self._pixels, self._labels = pictures.reshape(len(self.rows), -1), atlas.labels[self.rows]  # (R, P), (R,)
        self._count = len(atlas.class_names)

    def classes(self, pictures: np.ndarray, of: np.ndarray) -> np.ndarray:
        """The class that most of the nearest have, (Q,): pictures (Q, C, H, W); `of`, (Q, 2), do not vote."""
        asked = min(VOTES + of.shape[1], len(self.rows))
        found = nearest(pictures.reshape(len(pictures), -1), self._pixels, asked)[0]
        may_vote = (self.rows[found][:, :, None] != of[:, None]).all(2)
        may_vote &= may_vote.cumsum(1) <= VOTES
        return self._vote(found, may_vote)

    def accuracy(self) -> float:
        """Share of the pictures compared with whose own class the others vote for."""
        rows = at_most(len(self.rows), ASKED)
        found = knn_of_set(self._pixels, min(VOTES, len(self.rows) - 1), rows)[0]
        return float((self._vote(found, np.ones(found.shape, bool)) == self._labels[rows]).mean())

    def _vote(self, found: np.ndarray, may_vote: np.ndarray) -> np.ndarray:
        weights = may_vote * (1 - 0.01 * np.arange(found.shape[1]))  # of two classes with as many, the nearer one
        votes = np.zeros((len(found), self._count))
        np.add.at(votes, (np.arange(len(found))[:, None], self._labels[found]), weights)
        return votes.argmax(1)


def judged(judge: Measured | None, pictures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The judge's class of each picture and its probability of it, (Q,) each; -1 and 0 where there is no judge."""
    if judge is None:
        return np.full(len(pictures), -1), np.zeros(len(pictures), np.float32)
    sure, found = judge.judge.probabilities(torch.from_numpy(pictures)).max(1)
    return found.numpy(), sure.numpy()


def described(judge: Measured | None, compared: Nearest) -> dict[str, Any]:
    """What each of the two is and how often it is right of real images, for the record."""
    own = {"accuracy": round(judge.accuracy, 4), "images": judge.images} if judge else None
    vote = {"source": compared.source, "pictures": len(compared.rows), "votes": VOTES}
    return {"judge": own, "nearest": vote | {"accuracy": round(compared.accuracy(), 4)}}
