"""The aggregate posterior q(z), the mixture of q(z|x) over the images of an atlas: where real codes lie.

Sources: J. Tomczak and M. Welling, "VAE with a VampPrior" (AISTATS 2018, arXiv 1705.07120) for the aggregate posterior.
web/meter/mixture.js is the browser's twin: the definition must stay the same there.

Axes: N images of the atlas, M codes of the mixture, Q points asked for, D latent dimensions.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from vae_core.fault import Fault
from vae_core.measure.sampling import at_most
from vae_core.shared import SHARED

MOST_CODES = SHARED["mixture"]["most_codes"]  # evenly chosen
MOST_NUMBERS = SHARED["mixture"]["most_numbers"]  # M times D: a millisecond in the browser
LEAST_CODES = SHARED["mixture"]["least_codes"]


class Mixture:
    """Normal posteriors of evenly chosen images, each as likely as the others.

    Args:
        codes: posterior means of the atlas, (N, D).
        logvar: their log-variances, (N, D).
    """

    def __init__(self, codes: np.ndarray, logvar: np.ndarray) -> None:
        self.rows = mixture_rows(*codes.shape)
        self.mu = torch.from_numpy(codes[self.rows]).double()
        self._precision = torch.from_numpy(np.exp(-logvar[self.rows].astype(np.float64)))
        self._height = -0.5 * torch.from_numpy(logvar[self.rows].astype(np.float64)).sum(1)  # constants left out

    def rarity(self, z: Tensor, own: np.ndarray | None = None) -> Tensor:
        """-log q(z) up to a constant, in nats, float64 (Q, D) -> (Q,); differentiable.

        Args:
            z: (Q, D).
            own: images that do not count at each point, (Q,) or (Q, E), -1: none; all count unless given.
        """
        rows, weighted = z.double(), self.mu * self._precision
        squared = rows.square() @ self._precision.T - 2 * rows @ weighted.T + (weighted * self.mu).sum(1)
        terms = self._height - 0.5 * squared
        if own is not None:
            terms = terms.masked_fill(excluded(own, self.rows), -torch.inf)
        return -torch.logsumexp(terms, dim=1)


def mixture_rows(count: int, latent_dim: int) -> np.ndarray:
    """Which codes of an atlas make the mixture: at most 10,000, fewer above 64 dimensions; int64, increasing.

    Raises:
        ValueError: if there are fewer than six codes.
    """
    if count < LEAST_CODES:
        raise Fault("the trust meter needs {least} codes or more; got {count}", least=LEAST_CODES, count=count)
    most = max(LEAST_CODES, min(MOST_CODES, MOST_NUMBERS // latent_dim))
    return at_most(count, most)


def excluded(own: np.ndarray, rows: np.ndarray) -> Tensor:
    """Which of some rows of an atlas do not count at each point, bool: own (Q,) or (Q, E), rows (M,) -> (Q, M)."""
    own = np.asarray(own).reshape(len(own), -1)
    return torch.from_numpy((own[:, :, None] == rows).any(1))
