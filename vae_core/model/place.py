"""Where a level of a hierarchy lies: among the units of a dense body, or on a map of a convolutional one.

What its layers are follows from that. The lower half of the levels of a convolutional body lies on a finer map than
the upper half; images of 8 pixels or fewer a side have one map for all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from torch import nn

from vae_core.model.config import ModelConfig
from vae_core.model.networks import SoftClamp, conv_block, dense_block, kernel_of


@dataclass(frozen=True)
class Place:
    """A level: so many numbers in a body of so many features, at each place of the map where there is one."""

    numbers: int  # of a place of the map
    width: int  # features
    size: tuple[int, int] | None = None  # rows and columns; None in a dense body

    @property
    def area(self) -> int:
        """Places of the map."""
        return math.prod(self.size) if self.size else 1

    def layer(self, taken: int, made: int) -> nn.Module:
        """From so many features to so many, the same at every place."""
        return nn.Conv2d(taken, made, 1) if self.size else nn.Linear(taken, made)

    def block(self) -> nn.Module:
        """A residual block that starts at nothing."""
        return conv_block(self.width) if self.size else dense_block(self.width)

    def side(self) -> nn.Sequential:
        """Features of the way up or down -> their share of what the guess is made of."""
        return nn.Sequential(nn.SiLU(), self.layer(self.width, self.width))

    def normal(self, limit: float) -> nn.Sequential:
        """Features -> mean and then bounded log-variance of every number, (N, 2 d)."""
        last = self.layer(self.width, 2 * self.numbers)
        return nn.Sequential(nn.SiLU(), last, nn.Flatten(), SoftClamp(limit, start=self.numbers * self.area))

    def told(self) -> nn.Sequential:
        """Numbers of the level, (N, d) -> what they add to the features."""
        flat = [nn.Unflatten(1, (self.numbers, *self.size))] if self.size else []
        return nn.Sequential(*flat, self.layer(self.numbers, self.width))

    def spread(self) -> nn.Sequential:
        """Numbers of the top level -> the features that the way down starts from: each number reaches all places."""
        flat = [nn.Unflatten(1, (self.width, *self.size))] if self.size else []
        return nn.Sequential(nn.Linear(self.numbers * self.area, self.width * self.area), *flat)


def places(config: ModelConfig) -> list[Place]:
    """Of every level, the top one first."""
    if config.network == "mlp":
        return [Place(part.size, config.hidden) for part in config.parts]
    widths = dict(zip(config.maps[1:], _widths(config), strict=True))
    sizes = config.maps_of_levels
    numbers = config.latent_dim // sum(map(math.prod, sizes))
    return [Place(numbers, widths[size], size) for size in sizes]


def _widths(config: ModelConfig) -> list[int]:
    """Channels after each halving: `hidden`, then twice and four times as many."""
    return [config.hidden * min(2**level, 4) for level in range(len(config.maps) - 1)]


def halvings(config: ModelConfig, size: tuple[int, int], until: tuple[int, int]) -> list[nn.Module]:
    """Layers from one map of the image's maps, the image itself included, to a coarser one."""
    maps, widths = config.maps, [config.image_shape[0], *_widths(config)]
    layers: list[nn.Module] = []
    for at in range(maps.index(size), maps.index(until)):
        kernel = kernel_of(maps[at])
        layers += [nn.Conv2d(widths[at], widths[at + 1], kernel, stride=2, padding=1)]
        layers += [*[conv_block(widths[at + 1]) for _ in range(config.depth)], nn.SiLU()]
    return layers[:-1] if layers else []


def doublings(config: ModelConfig, size: tuple[int, int], until: tuple[int, int]) -> list[nn.Module]:
    """Layers from a map to a finer one, or to logits of the image."""
    maps, widths = config.maps, [config.image_shape[0], *_widths(config)]
    layers: list[nn.Module] = []
    for at in range(maps.index(size), maps.index(until), -1):
        layers += [
            nn.SiLU(),
            nn.ConvTranspose2d(widths[at], widths[at - 1], kernel_of(maps[at - 1]), stride=2, padding=1),
        ]
        layers += [conv_block(widths[at - 1]) for _ in range(config.depth)] if at > 1 else []
    return layers
