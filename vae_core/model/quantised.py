"""The VQ-VAE: a picture as a small grid of codes, each one of a few, and a prior that learns which grids there are.

van den Oord, Vinyals and Kavukcuoglu, "Neural Discrete Representation Learning" (2017),
https://arxiv.org/abs/1711.00937. The codebook is a lattice (lattice.py), which has nothing to learn, and the prior a
small transformer (code_prior.py), learned in the same steps from codes that its gradient does not reach. The posterior
is certain, one grid for every image: -log p(x|z) - log p(z) at that grid is a bound on -log p(x), without a draw.

Axes: N images, T cells, D numbers of a code, K codes, C H W.
"""

from __future__ import annotations

import torch
from torch import Tensor

from vae_core.model.code_prior import CodePrior
from vae_core.model.config import ModelConfig
from vae_core.model.lattice import indices_of, points, straight_through
from vae_core.model.networks import grid_decoder, grid_encoder
from vae_core.model.posterior import Draw
from vae_core.model.vae import VAE

CERTAIN_LOGVAR = -20.0  # of an index, which is certain


class QuantisedVAE(VAE):
    """A VAE whose flat z is the index of a code in every cell, row by row.

    Example:
        >>> config = ModelConfig(latent_dim=2, hidden=4, depth=0, network="conv", family="vq")
        >>> model = QuantisedVAE(config).eval()
        >>> z, _ = model.encode(torch.zeros(3, 1, 28, 28))
        >>> tuple(z.shape), model.parts[0].codes, tuple(model.decode(z).shape), tuple(model.sample(2).shape)
        ((3, 16), 64, (3, 1, 28, 28), (2, 16))
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config, grid_encoder(config), grid_decoder(config))
        self.grid = config.parts[0]
        self.prior = CodePrior(self.grid.size, self.grid.codes)
        self.register_buffer("points", points(self.grid.levels, self.grid.dims), persistent=False)

    def values(self, x: Tensor) -> Tensor:
        """What the encoder makes of images before it is rounded, in (-1, 1): (N, C, H, W) -> (N, T, D)."""
        encoded = self.encoder(x).float()
        return torch.tanh(encoded).permute(0, 2, 3, 1).flatten(1, 2)

    def posterior(self, x: Tensor) -> CertainPosterior:
        """The one grid of every image."""
        return CertainPosterior(indices_of(self.values(x), self.grid.levels).float())

    def logits(self, z: Tensor) -> Tensor:
        """Logits of the pixel means, (N, T) -> (N, C, H, W); an index is rounded and held within the codes."""
        return self._logits_of(self.points[z.round().long().clamp(0, self.grid.codes - 1)])

    def own_loss(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Minus the bound, and the bound: the gradient of the prior ends at the codes, and nothing makes them cheap."""
        values = self.values(x)
        index = indices_of(values.detach(), self.grid.levels)
        recon = self.likelihood.log_prob(x, self._logits_of(straight_through(values, self.grid.levels)))
        elbo = (recon + self.prior.log_prob(index.float())).mean()
        return -elbo, elbo.detach()

    def _logits_of(self, codes: Tensor) -> Tensor:
        """Of codes as numbers, (N, T, D)."""
        rows, columns = self.config.maps[-1]
        return self.decoder(codes.view(-1, rows, columns, self.grid.dims).permute(0, 3, 1, 2)).float()


class CertainPosterior:
    """All of its mass on one grid per image."""

    def __init__(self, index: Tensor) -> None:
        """Indices as floats, (N, T)."""
        self.index = index

    def draw(self, generator: torch.Generator | None = None, noise: Tensor | None = None) -> Draw:
        """The grid itself, once or K times, and the logarithm of one."""
        copies = noise.shape[:1] if noise is not None and noise.ndim == 3 else ()
        z = self.index.expand(*copies, *self.index.shape)
        return z, lambda: torch.zeros(z.shape[:-1], device=z.device)

    def gaussian(self) -> tuple[Tensor, Tensor]:
        """The indices, and a log-variance that says that they are certain."""
        return self.index, torch.full_like(self.index, CERTAIN_LOGVAR)
