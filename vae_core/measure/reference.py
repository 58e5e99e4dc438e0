"""Reference pictures of a model: a few codes of its atlas with the pixels that PyTorch decodes, to compare others with.

Axes: K reference codes, D latent dimensions, P values of one picture.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from vae_core.model.vae import VAE

REFERENCES = 8


def reference(model: VAE, codes: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Evenly chosen codes, (K, D), and their decoded pixels in [0, 1], (K, P).

    Args:
        model: a trained model.
        codes: codes of its atlas, (N, D).
    """
    rows = np.linspace(0, len(codes) - 1, min(REFERENCES, len(codes))).astype(int)
    decoded = model.decode(torch.from_numpy(codes[rows])).numpy()
    return codes[rows], decoded.reshape(len(rows), -1)
