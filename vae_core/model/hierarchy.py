"""A deep hierarchy: levels of latent numbers along one deterministic path from the top to the pixels.

Vahdat and Kautz, "NVAE: A Deep Hierarchical Variational Autoencoder" (2020), https://arxiv.org/abs/2007.03898, and
Child, "Very Deep VAEs" (2021), https://arxiv.org/abs/2011.10650: features go down from the top level; the prior of each
level below is made from them, its numbers are added to them, and blocks follow. So a level hears of all above it and
reaches the picture past those below it. The encoder goes up once; on the way down, q of a level is made from the
image's features at that level and from the path, in units of the prior: NVAE's residual normal.

What is special here: the flat z is the noise e of the levels, the top one first, as in ladder.py: z_l = mu_l(path) +
sigma_l(path) e_l. So p(e) = N(0, I), and q of a level is a normal of e_l. Blocks start at nothing and priors at
N(0, I), so that training starts from a plain VAE of all the numbers.

Axes: N images, D numbers of all levels, F features of all levels, C H W.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

from vae_core.model.config import ModelConfig
from vae_core.model.objective import ElboTerms
from vae_core.model.path import WayDown, WayUp
from vae_core.model.posterior import Draw, kl_to_standard_normal, log_prob_diagonal, sample_diagonal
from vae_core.model.vae import VAE

Choose = Callable[[slice, Tensor, Tensor], Tensor]  # columns of a level, mean and log-variance -> its noise


class Walk(NamedTuple):
    """Down the levels: the chosen noise, what q says of it given that above, (N, D) each, and the path at the end."""

    noise: Tensor
    mean: Tensor
    logvar: Tensor
    path: Tensor


@dataclass(frozen=True)
class PathPosterior:
    """q(e|x), one per image: normal at each level once those above it are known."""

    features: Tensor  # of the way up, (N, F)
    down: WayDown

    def draw(self, generator: torch.Generator | None = None, noise: Tensor | None = None) -> Draw:
        """As `DiagonalPosterior.draw`."""
        noise = self.noise(generator) if noise is None else noise
        walk = self._unflattened(self.drawn(noise), noise.shape)
        return walk.noise, lambda: log_prob_diagonal(*walk[:3])

    def log_prob(self, z: Tensor) -> Tensor:
        """log q(e|x) in nats, (..., N, D) -> (..., N); a z of (..., 1, D) is held against every image."""
        z = z.expand(*z.shape[:-2], len(self.features), -1)
        flat = z.flatten(0, -2)
        walk = self._unflattened(self.walk(len(flat), lambda of, mu, logvar: flat[:, of]), z.shape)
        return log_prob_diagonal(z, *walk[1:3])

    def gaussian(self) -> tuple[Tensor, Tensor]:
        """Mean and log-variance, (N, D) each, of every level given the means of those above."""
        return self.walk(len(self.features), lambda of, mu, logvar: mu)[1:3]

    def noise(self, generator: torch.Generator | None = None) -> Tensor:
        """From N(0, I), (N, D)."""
        size = (len(self.features), self.down.levels[-1].stop)
        return torch.randn(size, generator=generator, device=self.features.device)

    def drawn(self, noise: Tensor) -> Walk:
        """The walk of a draw, all K N of (K, N, D) as rows."""
        flat = noise.flatten(0, -2)
        return self.walk(len(flat), lambda of, mu, logvar: sample_diagonal(mu, logvar, noise=flat[:, of]))

    def walk(self, rows: int, choose: Choose) -> Walk:
        """Down the levels with what is chosen at each, for so many rows, all images again and again."""
        places = self.down.places
        features = self.features.repeat(rows // max(1, len(self.features)), 1)
        features = features.split([place.width * place.area for place in places], 1)
        steps: list[tuple[Tensor, Tensor, Tensor]] = []

        def chosen(level: int, path: Tensor | None) -> Tensor:
            step, of, place = self.down.steps[level], self.down.levels[level], places[level]
            seen = features[level].unflatten(1, (place.width, *(place.size or ())))
            mu, logvar = step.guess(seen if path is None else seen + step.side(path)).float().chunk(2, 1)
            steps.append((choose(of, mu, logvar), mu, logvar))
            return steps[-1][0]

        path, _ = self.down.walk(chosen)
        return Walk(*(torch.cat(column, 1) for column in zip(*steps, strict=True)), path)

    @staticmethod
    def _unflattened(walk: Walk, shape: torch.Size) -> Walk:
        return Walk(*(part.view(shape) for part in walk[:3]), walk.path)


class HierarchyVAE(VAE):
    """A VAE of levels along a path; its flat z is the noise of each, the top one first.

    Example:
        >>> config = ModelConfig(latent_dim=130, hidden=4, depth=1, network="conv", family="nvae", levels=4)
        >>> model = HierarchyVAE(config).eval()
        >>> [part.size for part in model.parts], tuple(model.decode(torch.zeros(2, 130)).shape)
        ([16, 16, 49, 49], (2, 1, 28, 28))
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config, WayUp(config), WayDown(config))

    def posterior_of(self, encoded: Tensor) -> PathPosterior:
        """q(e|x) of the image's features, (N, F)."""
        return PathPosterior(encoded, self.decoder)

    def terms(self, x: Tensor, generator: torch.Generator | None = None, noise: Tensor | None = None) -> ElboTerms:
        """As `elbo_terms`: the walk that draws is the one that decodes."""
        q = self.posterior(x)
        walk = q.drawn(q.noise(generator) if noise is None else noise)
        kl = kl_to_standard_normal(walk.mean, walk.logvar)
        recon = self.likelihood.log_prob(x, self.decoder.out(walk.path).float())
        return ElboTerms(recon, kl.sum(1), kl, walk.noise)

    @torch.no_grad()
    def values(self, z: Tensor) -> Tensor:
        """What the noise of every level stands for, given those above it, in its part's columns: (N, D) -> (N, D)."""
        return self.decoder.walk(lambda level, path: z[:, self.decoder.levels[level]])[1]
