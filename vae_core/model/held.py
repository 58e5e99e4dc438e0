"""A model with what is given beside its vector held, a class or a blend of decoders: one of the vector alone."""

from __future__ import annotations

import torch
from torch import Tensor

from vae_core.model.vae import VAE


class Held:
    """What geometry and walks ask of a VAE, at codes (N, D) that leave out what is given."""

    def __init__(self, model: VAE, given: Tensor) -> None:
        """The model, and what is given at all codes, (G,)."""
        self.model, self.given, self.config, self.parts = model, given, model.config, model.parts[:1]
        self.has_likelihood = model.has_likelihood

    def logits(self, z: Tensor) -> Tensor:
        """Logits of the pixel means, (N, D) -> (N, C, H, W)."""
        return self.model.logits(torch.cat([z, self.given.expand(len(z), -1)], 1))
