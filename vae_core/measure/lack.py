"""s(z), how much a point lacks of what real codes have: the trust meter's two parts as one cost that walks keep low.

The code's part is -log of the aggregate posterior q(z) from the median of draws upwards, the picture's part the judge's
doubt; each is divided by what the outermost 5 % of draws from the posteriors reach, and the two are added. Alone the
code's part does little above two dimensions: the straight line between two codes is already at home in q(z), what it
lacks is clear pictures. Unlike the meter's percentages both have slopes wherever the walk can be made better.

Axes: N images of the atlas, M codes of the mixture, Q points asked for, D latent dimensions.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from vae_core.measure.judge import Judge
from vae_core.measure.mixture import Mixture
from vae_core.measure.picture_parts import entropy
from vae_core.measure.sampling import at_most
from vae_core.model.held import Held
from vae_core.model.vae import VAE

CODES = 2000  # of the mixture: five times faster than the meter's 10,000
LEAST_DOUBT = 0.1  # nats: where a judge is surer than this of nearly all draws, less is no lack

Lack = Callable[[Tensor], Tensor]  # (Q, D) -> (Q,), at least 0, differentiable


def lack_of(model: VAE | Held, codes: np.ndarray, logvar: np.ndarray, judge: Judge | None) -> Lack:
    """s(z) of a model: about 1 where the outermost 5 % of draws begin, (Q, D) -> (Q,), differentiable.

    Args:
        model: whose decoder makes the pictures.
        codes: of its atlas, six or more, (N, D).
        logvar: beside them, (N, D).
        judge: of its pictures; None: the code's part alone.
    """
    rows = at_most(len(codes), CODES)
    codes, logvar = codes[rows], logvar[rows]
    mixture, draws = Mixture(codes, logvar), _draws(codes, logvar)
    middle, far = np.percentile(mixture.rarity(draws, np.arange(len(draws))), [50, 95])
    unit = max(float(far - middle), 1e-6)

    def rare(z: Tensor) -> Tensor:
        return ((mixture.rarity(z) - middle) / unit).clamp_min(0).float()

    if not judge:
        return rare

    def doubt(z: Tensor) -> Tensor:
        return entropy(judge(torch.sigmoid(model.logits(z)))).float()

    with torch.no_grad():
        most = max(LEAST_DOUBT, float(np.percentile(doubt(draws), 95)))
    return lambda z: rare(z) + doubt(z) / most


def _draws(codes: np.ndarray, logvar: np.ndarray) -> Tensor:
    """One from the posterior of each image, float32 (M, D), always the same."""
    noise = torch.randn(codes.shape, generator=torch.Generator().manual_seed(0))
    return torch.from_numpy(codes) + torch.from_numpy(np.exp(0.5 * logvar)) * noise
