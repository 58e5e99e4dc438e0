"""The ladder VAE: levels of latent numbers, each with a prior that those above make, p(z_3) p(z_2|z_3) p(z_1|z_2, z_3).

Sonderby, Raiko, Maaloe, Sonderby and Winther, "Ladder Variational Autoencoders" (2016),
https://arxiv.org/abs/1602.02282: the encoder goes up once, from the image to a guess at every level; on the way down
each guess is merged with what the levels above make likely, weighted by their precisions. Layer norm and residual
blocks stand here for batch norm, whose statistics of the two passes would mix. As in Maaloe, Fraccaro, Lievin and
Winther, "BIVA" (2019), https://arxiv.org/abs/1902.02102, every level reaches the picture past those below it, so that
none dies; and priors start at N(0, I), so that training starts from a plain VAE of all the numbers.

What is special here: the flat z is the *noise* e of the levels, the top one first, z_l = mu_l(z_above) +
sigma_l(z_above) e_l. So p(e) = N(0, I), a lower level follows an upper one when that moves, and every bound, walk and
map of a plain VAE stays what it is. A guess has its width in units of the prior's: N(m, s² sigma²) beside the level's
prior N(mu, sigma²). What the merge makes of e_l has mean w (m - mu) / sigma, w = 1 / (1 + s²), and variance 1 - w: two
sigmoids, with no floor under a variance. With widths of their own, as in the paper, priors grew narrow around guesses
that said nothing yet, the merge then believed the priors, and most numbers died in the first epoch.

Axes: N images, D numbers of all levels, C H W.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import logsigmoid, silu

from vae_core.model.config import ModelConfig
from vae_core.model.networks import LOGVAR_LIMIT, SoftClamp, dense_block
from vae_core.model.posterior import Draw, kl_to_standard_normal, log_prob_diagonal, sample_diagonal
from vae_core.model.vae import VAE

PRIOR_LOGVAR = 1.0  # at most, and -1 at least: what is narrower is a function of the levels above, and says nothing
FIRST_LOGVAR = -3.0  # of every guess, a sigma of a fifth of the prior's


class BottomUp(nn.Module):
    """Images (N, C, H, W) -> the guesses at all levels, means and then log-variances, the top level first, (N, 2 D)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        widths, sizes = _widths(config), [part.size for part in config.parts]
        taken = [math.prod(config.image_shape), *widths]
        rungs = [_dense(*pair, config.depth) for pair in zip(taken, widths, strict=False)]
        rungs[0].insert(0, nn.Flatten())
        self.rungs = nn.ModuleList(rungs)  # the lowest level first
        pairs = zip(widths, reversed(sizes), strict=True)
        self.heads = nn.ModuleList(_normal(width, size) for width, size in pairs)
        for head in self.heads:  # wide guesses would teach the decoder to overlook most numbers for good
            nn.init.constant_(head[1].bias[len(head[1].bias) // 2 :], FIRST_LOGVAR)

    def forward(self, x: Tensor) -> Tensor:
        guesses = []
        for rung, head in zip(self.rungs, self.heads, strict=True):
            x = rung(x)
            guesses.append(head(x).chunk(2, 1))
        means, logvars = zip(*reversed(guesses), strict=True)
        return torch.cat([*means, *logvars], 1)


class TopDown(nn.Module):
    """Noise of all levels, (N, D) -> logits of the pixel means, (N, C, H, W)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.levels = [part.of for part in config.parts]
        widths, sizes = _widths(config), [part.size for part in config.parts]
        below = zip(self.levels[1:], sizes[1:], reversed(widths[:-1]), strict=True)
        self.priors = nn.ModuleList(_prior(of.start, size, width, config.depth) for of, size, width in below)
        self.body = nn.Sequential(
            *_dense(config.latent_dim, widths[0], config.depth),
            nn.SiLU(),
            nn.Linear(widths[0], math.prod(config.image_shape)),
            nn.Unflatten(1, config.image_shape),
        )

    def prior(self, level: int, z: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log-variance of a level below the top, 1 and on, given all those above: (..., d) -> (..., d')."""
        made = self.priors[level - 1](z.flatten(0, -2)).float()
        return made.unflatten(0, z.shape[:-1]).chunk(2, -1)

    def values(self, noise: Tensor) -> Tensor:
        """z of every level, the top one first, (N, D) -> (N, D)."""
        first, *others = self.levels
        z = noise[..., first]
        for level, of in enumerate(others, 1):
            z = torch.cat([z, sample_diagonal(*self.prior(level, z), noise=noise[..., of])], -1)
        return z

    def forward(self, noise: Tensor) -> Tensor:
        return self.body(self.values(noise))


@dataclass(frozen=True)
class LadderPosterior:
    """q(e|x), one per image: normal at each level once those above it are known."""

    means: Tensor  # the guesses of the way up, (N, D)
    logvars: Tensor  # (N, D)
    down: TopDown

    def draw(self, generator: torch.Generator | None = None, noise: Tensor | None = None) -> Draw:
        """As `DiagonalPosterior.draw`."""
        z, mu, logvar = self._drawn(generator, noise)
        return z, lambda: log_prob_diagonal(z, mu, logvar)

    def draw_with_kl(
        self, generator: torch.Generator | None = None, noise: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """A draw (N, D), and the KL of each number given the levels above it as drawn, nats, (N, D)."""
        z, mu, logvar = self._drawn(generator, noise)
        return z, kl_to_standard_normal(mu, logvar)

    def log_prob(self, z: Tensor) -> Tensor:
        """log q(e|x) in nats, (..., N, D) -> (..., N); a z of (..., 1, D) is held against every image."""
        _, mu, logvar = self._walked(lambda of, mu, logvar: z[..., of])
        return log_prob_diagonal(z, mu, logvar)

    def gaussian(self) -> tuple[Tensor, Tensor]:
        """Mean and log-variance, (N, D) each, of every level given the means of those above."""
        return self._walked(lambda of, mu, logvar: mu)[1:]

    def _drawn(self, generator: torch.Generator | None, noise: Tensor | None) -> tuple[Tensor, Tensor, Tensor]:
        if noise is None:
            noise = torch.randn(self.means.shape, generator=generator, device=self.means.device)
        return self._walked(lambda of, mu, logvar: sample_diagonal(mu, logvar, noise=noise[..., of]))

    def _walked(self, choose: Callable[[slice, Tensor, Tensor], Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """Down the levels: the chosen noise, and mean and log-variance of each number of it, (..., D) each."""
        steps, z = [], None
        for level, of in enumerate(self.down.levels):
            mean, logvar = self.means[:, of], self.logvars[:, of]
            if level == 0:  # nothing is above: the guess stands, as in the paper
                z = choose(of, mean, logvar)
                steps.append((z, mean, logvar))
                continue
            mu, of_prior = self.down.prior(level, z)
            mean = (mean - mu) * torch.exp(-0.5 * of_prior) * torch.sigmoid(-logvar)
            logvar = logsigmoid(logvar)
            noise = choose(of, mean, logvar)
            if level + 1 < len(self.down.levels):
                drawn = sample_diagonal(mu, of_prior, noise=noise)
                z = torch.cat([z.expand(*drawn.shape[:-1], -1), drawn], -1)
            steps.append((noise, mean, logvar))
        shape = torch.broadcast_shapes(*(part.shape[:-1] for step in steps for part in step))
        return tuple(torch.cat([p.expand(*shape, -1) for p in column], -1) for column in zip(*steps, strict=True))


class LadderVAE(VAE):
    """A VAE of several levels; its flat z is the noise of each, the top one first.

    Example:
        >>> config = ModelConfig(latent_dim=7, hidden=8, depth=1, family="ladder", levels=3)
        >>> model = LadderVAE(config).eval()
        >>> [part.size for part in model.parts], tuple(model.decode(torch.zeros(2, 7)).shape)
        ([1, 2, 4], (2, 1, 28, 28))
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config, BottomUp(config), TopDown(config))

    def features(self, x: Tensor) -> Tensor:
        """Of the lowest level, which the guess at its numbers is made of: images -> (N, F)."""
        return silu(self.encoder.rungs[0](x)).float()

    def posterior_of(self, encoded: Tensor) -> LadderPosterior:
        """q(e|x) of what the encoder makes of the images, (N, 2 D)."""
        return LadderPosterior(*encoded.chunk(2, 1), self.decoder)

    @torch.no_grad()
    def values(self, z: Tensor) -> Tensor:
        """What the noise of every level stands for, given those above it, in its part's columns: (N, D) -> (N, D)."""
        return self.decoder.values(z)


def _widths(config: ModelConfig) -> list[int]:
    """Of the body at each level, the lowest first: each half of the one below."""
    return [max(1, config.hidden >> level) for level in range(len(config.parts))]


def _dense(taken: int, width: int, depth: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(taken, width), *[dense_block(width) for _ in range(depth)])


def _prior(above: int, size: int, width: int, depth: int) -> nn.Sequential:
    """All numbers above a level -> mean and log-variance of its own; N(0, I) at first."""
    net = nn.Sequential(*_dense(above, width, depth), *_normal(width, size, PRIOR_LOGVAR))
    nn.init.zeros_(net[-2].weight)
    nn.init.zeros_(net[-2].bias)
    return net


def _normal(width: int, size: int, limit: float = LOGVAR_LIMIT) -> nn.Sequential:
    """Mean and bounded log-variance of so many numbers, from a body's features."""
    return nn.Sequential(nn.SiLU(), nn.Linear(width, 2 * size), SoftClamp(limit, start=size))
