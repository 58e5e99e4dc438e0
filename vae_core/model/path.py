"""The two ways of a hierarchy: features of the image at every level, and features from the top level to the pixels.

Axes: N images, D numbers of all levels, F features of all levels, C H W.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import torch
from torch import Tensor, nn

from vae_core.model.config import ModelConfig
from vae_core.model.networks import LOGVAR_LIMIT
from vae_core.model.place import Place, doublings, halvings, places
from vae_core.model.posterior import sample_diagonal

PRIOR_LOGVAR = 1.0  # at most, and -1 at least: what is narrower is a function of the levels above, and says nothing
FIRST_LOGVAR = -3.0  # of q, a sigma of a fifth: wide ones would teach the decoder to overlook most numbers for good


class WayUp(nn.Module):
    """Images (N, C, H, W) -> features for the guess at every level, the top one first, (N, F)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        upwards = places(config)[::-1]
        rungs = [_from_image(config, upwards[0])]
        rungs += [_between(config, *pair, halvings) for pair in pairwise(upwards)]
        self.rungs = nn.ModuleList(rungs)  # the lowest level first
        self.sides = nn.ModuleList(place.side().append(nn.Flatten()) for place in upwards)

    def forward(self, x: Tensor) -> Tensor:
        features = []
        for rung, side in zip(self.rungs, self.sides, strict=True):
            x = rung(x)
            features.append(side(x))
        return torch.cat(features[::-1], 1)


class Level(nn.Module):
    """A level of the way down: its guess, what it adds to the path and, below the top, its prior given the path."""

    def __init__(self, config: ModelConfig, place: Place, above: Place | None) -> None:
        super().__init__()
        self.guess = nn.Sequential(place.block(), *place.normal(LOGVAR_LIMIT))  # of both sides, added
        nn.init.constant_(self.guess[-3].bias[place.numbers :], FIRST_LOGVAR)
        if above is None:
            self.told = place.spread()
            return
        self.told = place.told()
        self.body = _between(config, above, place, doublings)
        self.side = place.side()
        self.prior = place.normal(PRIOR_LOGVAR)
        nn.init.zeros_(self.prior[-3].weight)
        nn.init.zeros_(self.prior[-3].bias)

    def values(self, path: Tensor | None, noise: Tensor) -> Tensor:
        """What its noise stands for, (N, d) -> (N, d)."""
        if path is None:
            return noise
        return sample_diagonal(*self.prior(path).chunk(2, 1), noise=noise)


class WayDown(nn.Module):
    """Noise of all levels, (N, D) -> logits of the pixel means, (N, C, H, W)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.levels = [part.of for part in config.parts]
        self.places = places(config)
        pairs = zip(self.places, [None, *self.places], strict=False)
        self.steps = nn.ModuleList(Level(config, *pair) for pair in pairs)
        self.out = _to_image(config, self.places[-1])

    def walk(self, choose: Callable[[int, Tensor | None], Tensor]) -> tuple[Tensor, Tensor]:
        """Down the levels: the path before the pixels, and what the chosen noise of each level stands for, (N, D).

        Args:
            choose: the noise of a level, (N, d), given the path above it; None above the top.
        """
        path, values = None, []
        for level, step in enumerate(self.steps):
            path = path if path is None else step.body(path)
            values.append(step.values(path, choose(level, path)))
            told = step.told(values[-1])
            path = told if path is None else path + told
        return path, torch.cat(values, 1)

    def forward(self, noise: Tensor) -> Tensor:
        return self.out(self.walk(lambda level, path: noise[:, self.levels[level]])[0])


def _from_image(config: ModelConfig, place: Place) -> nn.Sequential:
    if place.size:
        return nn.Sequential(*halvings(config, config.maps[0], place.size))
    blocks = [place.block() for _ in range(config.depth)]
    return nn.Sequential(nn.Flatten(), nn.Linear(math.prod(config.image_shape), place.width), *blocks)


def _between(config: ModelConfig, one: Place, other: Place, layers: Callable[..., list[nn.Module]]) -> nn.Sequential:
    """From one level's features to another's: over maps, or by blocks where both lie on one map."""
    if one.size != other.size:
        return nn.Sequential(*layers(config, one.size, other.size))
    return nn.Sequential(*[other.block() for _ in range(config.depth)])


def _to_image(config: ModelConfig, place: Place) -> nn.Sequential:
    blocks = [place.block() for _ in range(config.depth)]
    if place.size:
        return nn.Sequential(*blocks, *doublings(config, place.size, config.maps[0]))
    pixels = [nn.SiLU(), nn.Linear(place.width, math.prod(config.image_shape)), nn.Unflatten(1, config.image_shape)]
    return nn.Sequential(*blocks, *pixels)
