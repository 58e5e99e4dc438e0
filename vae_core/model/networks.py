"""Encoder and decoder bodies: a residual MLP and a residual convolutional network.

Both are plain `nn.Sequential`s of a dozen layer kinds, so that `export.py` can write them down as a
short list of operations that the browser runs. Pre-activation residual blocks whose last layer starts
at zero: He et al., "Identity Mappings in Deep Residual Networks" (2016), https://arxiv.org/abs/1603.05027.

Axes: N images, C H W, D latent dimensions.
"""

from __future__ import annotations

import math
from dataclasses import replace

import torch
from torch import Tensor, nn

from vae_core.model.config import ModelConfig
from vae_core.model.posterior import CONTEXT_DIM

# The log-variance passes through L tanh(v / L): sigma stays between exp(-5) and exp(5) whatever the input.
LOGVAR_LIMIT = 10.0
CLASSIFIER_CHANNELS = 16  # of a convolutional q(y|x): 227,000 weights at 28 x 28
CRITIC_FEATURES = 4  # layers of a critic, behind which are the features that it compares pictures by
LEAST_HALVINGS, COARSEST = 2, 7  # of a convolutional body, and pixels along the longest side of its last map


class Residual(nn.Sequential):
    """x + f(x), f being the layers given."""

    def forward(self, x: Tensor) -> Tensor:
        return x + super().forward(x)


class SoftClamp(nn.Module):
    """Squashes columns `start` and later into (-limit, limit), leaving small values as they are; (N, F) -> (N, F)."""

    def __init__(self, limit: float, start: int) -> None:
        super().__init__()
        self.limit, self.start = limit, start

    def forward(self, x: Tensor) -> Tensor:
        kept, clamped = x[:, : self.start], x[:, self.start :]
        return torch.cat([kept, self.limit * torch.tanh(clamped / self.limit)], dim=1)


class ChannelNorm(nn.LayerNorm):
    """Layer normalisation over the channels of each position, (N, C, H, W) -> (N, C, H, W)."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


def build_encoder(config: ModelConfig) -> nn.Sequential:
    """Images (N, C, H, W) in [0, 1] -> mu, the log-variance and a flow's context, side by side.

    (N, 2 D), or (N, 2 D + H) for a flow posterior; all but mu are bounded.
    """
    body = _mlp_encoder(config) if config.network == "mlp" else _conv_encoder(config)
    return nn.Sequential(*body, SoftClamp(LOGVAR_LIMIT, start=config.latent_dim))


def build_decoder(config: ModelConfig) -> nn.Sequential:
    """Codes (N, D) -> logits of the pixel means, (N, C, H, W)."""
    return nn.Sequential(*(_mlp_decoder(config) if config.network == "mlp" else _conv_decoder(config)))


def build_classifier(config: ModelConfig) -> nn.Sequential:
    """Images (N, C, H, W) in [0, 1] -> logits of the classes, (N, K)."""
    if config.classifier == "conv":
        width = CLASSIFIER_CHANNELS
        return nn.Sequential(*_halving(replace(config, hidden=width, depth=0), 8 * width, config.classes))
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(math.prod(config.image_shape), config.hidden),
        *[dense_block(config.hidden) for _ in range(config.depth)],
        nn.SiLU(),
        nn.Linear(config.hidden, config.classes),
    )


def build_critic(config: ModelConfig) -> nn.Sequential:
    """Images (N, C, H, W) in [0, 1] -> how real they look, (N, 1)."""
    (_, *sizes), dense = _maps(config)[:3], 8 * config.hidden
    wide, wider = config.hidden, 2 * config.hidden
    return nn.Sequential(
        nn.Conv2d(config.image_shape[0], wide, 4, stride=2, padding=1),
        nn.SiLU(),
        nn.Conv2d(wide, wider, 4, stride=2, padding=1),
        nn.SiLU(),
        nn.Flatten(),
        nn.Linear(wider * math.prod(sizes[-1]), dense),
        nn.SiLU(),
        nn.Linear(dense, 1),
    )


def _encoder_outputs(config: ModelConfig) -> int:
    return 2 * config.latent_dim + (CONTEXT_DIM if config.posterior == "flow" else 0)


def _mlp_encoder(config: ModelConfig) -> list[nn.Module]:
    pixels = math.prod(config.image_shape)
    return [
        nn.Flatten(),
        nn.Linear(pixels + config.classes, config.hidden),  # the class is given as numbers after the pixels
        *[dense_block(config.hidden) for _ in range(config.depth)],
        nn.SiLU(),
        nn.Linear(config.hidden, _encoder_outputs(config)),
    ]


def _mlp_decoder(config: ModelConfig) -> list[nn.Module]:
    channels, height, width = config.image_shape
    return [
        nn.Linear(config.code_length, config.hidden),
        *[dense_block(config.hidden) for _ in range(config.depth)],
        nn.SiLU(),
        nn.Linear(config.hidden, channels * height * width),
        nn.Unflatten(1, config.image_shape),
    ]


def _conv_encoder(config: ModelConfig) -> list[nn.Module]:
    return _halving(config, 8 * config.hidden, _encoder_outputs(config))


def _halving(config: ModelConfig, dense: int, outputs: int) -> list[nn.Module]:
    """Halvings until a few pixels are left, then a dense layer of so many features."""
    sizes, widths = _maps(config), _widths(config)
    layers: list[nn.Module] = []
    for channels, width in zip([config.image_shape[0], *widths], widths, strict=False):
        layers += [nn.Conv2d(channels, width, 4, stride=2, padding=1)]
        layers += [*[conv_block(width) for _ in range(config.depth)], nn.SiLU()]
    return [
        *layers,
        nn.Flatten(),
        nn.Linear(widths[-1] * math.prod(sizes[-1]), dense),
        dense_block(dense),
        nn.SiLU(),
        nn.Linear(dense, outputs),
    ]


def _conv_decoder(config: ModelConfig) -> list[nn.Module]:
    sizes, widths, dense = _maps(config), _widths(config), 8 * config.hidden
    layers: list[nn.Module] = []
    for level in reversed(range(len(widths))):
        finer = widths[level - 1] if level else config.image_shape[0]
        kernel = [4 + length % 2 for length in sizes[level]]  # n pixels become 2 n with 4 rows, 2 n + 1 with 5
        layers += [*[conv_block(widths[level]) for _ in range(config.depth)], nn.SiLU()]
        layers += [nn.ConvTranspose2d(widths[level], finer, kernel, stride=2, padding=1)]
    return [
        nn.Linear(config.latent_dim, dense),
        dense_block(dense),
        nn.SiLU(),
        nn.Linear(dense, widths[-1] * math.prod(sizes[-1])),
        nn.Unflatten(1, (widths[-1], *sizes[-1])),
        *layers,
    ]


def _maps(config: ModelConfig) -> list[tuple[int, int]]:
    """Height and width of the image, and after each halving: two, and more until no side is above COARSEST."""
    sizes = [config.image_shape[1:]]
    while len(sizes) <= LEAST_HALVINGS or (max(sizes[-1]) > COARSEST and min(sizes[-1]) > 1):
        sizes.append(tuple(length // 2 for length in sizes[-1]))
    return sizes


def _widths(config: ModelConfig) -> list[int]:
    """Channels after each halving: `hidden`, then twice and four times as many."""
    return [config.hidden * min(2**level, 4) for level in range(len(_maps(config)) - 1)]


def dense_block(width: int) -> Residual:
    return Residual(nn.LayerNorm(width), nn.SiLU(), _starting_at_zero(nn.Linear(width, width)))


def conv_block(width: int) -> Residual:
    return Residual(ChannelNorm(width), nn.SiLU(), _starting_at_zero(nn.Conv2d(width, width, 3, padding=1)))


def _starting_at_zero(layer: nn.Linear | nn.Conv2d) -> nn.Module:
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


def grid_encoder(config: ModelConfig) -> nn.Sequential:
    """Images (N, C, H, W) -> D numbers in each cell of a grid, normalised over the grid, (N, D, rows, columns)."""
    sizes, widths = config.maps, _widths_of_grid(config)
    layers: list[nn.Module] = []
    for channels, width, size in zip([config.image_shape[0], *widths], widths, sizes, strict=False):
        layers += [nn.Conv2d(channels, width, kernel_of(size), stride=2, padding=1)]
        layers += [*[conv_block(width) for _ in range(config.depth)], nn.SiLU()]
    cells = (config.latent_dim, *sizes[-1])
    flat = [nn.Flatten(), nn.LayerNorm(math.prod(cells)), nn.Unflatten(1, cells)]
    return nn.Sequential(*layers, nn.Conv2d(widths[-1], config.latent_dim, 1), *flat)


def grid_decoder(config: ModelConfig) -> nn.Sequential:
    """Numbers in each cell of a grid, (N, D, rows, columns) -> logits of the pixel means, (N, C, H, W)."""
    sizes, widths = config.maps, _widths_of_grid(config)
    layers: list[nn.Module] = [nn.Conv2d(config.latent_dim, widths[-1], 1)]
    for level in reversed(range(len(widths))):
        finer = widths[level - 1] if level else config.image_shape[0]
        layers += [*[conv_block(widths[level]) for _ in range(config.depth)], nn.SiLU()]
        layers += [nn.ConvTranspose2d(widths[level], finer, kernel_of(sizes[level]), stride=2, padding=1)]
    return nn.Sequential(*layers)


def _widths_of_grid(config: ModelConfig) -> list[int]:
    return [config.hidden * min(2**level, 4) for level in range(len(config.maps) - 1)]


def kernel_of(size: tuple[int, int]) -> list[int]:
    """Half of n pixels, rounded up, and n again: with 4 rows where n is even, 3 where it is odd."""
    return [4 - length % 2 for length in size]
