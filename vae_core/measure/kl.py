"""What each number of a flat z costs on average, in nats, over some codes."""

from __future__ import annotations

import numpy as np
import torch

from vae_core.model.parts import GRID, compared, part_of_kind
from vae_core.model.posterior import kl_to_standard_normal
from vae_core.model.vae import VAE

BATCH = 1000


@torch.no_grad()
def kl_per_number(model: VAE, codes: np.ndarray, logvar: np.ndarray) -> np.ndarray:
    """KL to N(0, 1) of each number of a vector, -log p of each cell of a grid given those before it; float32 (D,).

    What is given costs nothing. `codes` and `logvar` are those of N images, (N, D).
    """
    kl = np.zeros(codes.shape[1], np.float32)
    if not part_of_kind(model.parts, GRID):
        of = compared(model.parts)
        kl[of] = kl_to_standard_normal(torch.tensor(codes[:, of]), torch.tensor(logvar[:, of])).mean(0).numpy()
    else:
        costs = [-model.prior.log_prob_of_cells(z) for z in torch.tensor(codes).split(BATCH)]
        kl[:] = torch.cat(costs).mean(0).numpy()
    return kl
