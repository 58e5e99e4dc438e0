"""Encoder and decoder bodies: a residual MLP and a residual convolutional network.

Both are plain `nn.Sequential`s of a dozen layer kinds, so that `export.py` can write them down as a
short list of operations that the browser runs. Pre-activation residual blocks whose last layer starts
at zero: He et al., "Identity Mappings in Deep Residual Networks" (2016), https://arxiv.org/abs/1603.05027.

Axes: N images, C H W, D latent dimensions.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from vae_core.model.config import ModelConfig
from vae_core.model.posterior import CONTEXT_DIM

# The log-variance passes through L tanh(v / L): sigma stays between exp(-5) and exp(5) whatever the input.
LOGVAR_LIMIT = 10.0


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


def _encoder_outputs(config: ModelConfig) -> int:
    return 2 * config.latent_dim + (CONTEXT_DIM if config.posterior == "flow" else 0)


def _mlp_encoder(config: ModelConfig) -> list[nn.Module]:
    channels, height, width = config.image_shape
    return [
        nn.Flatten(),
        nn.Linear(channels * height * width, config.hidden),
        *[_dense_block(config.hidden) for _ in range(config.depth)],
        nn.SiLU(),
        nn.Linear(config.hidden, _encoder_outputs(config)),
    ]


def _mlp_decoder(config: ModelConfig) -> list[nn.Module]:
    channels, height, width = config.image_shape
    return [
        nn.Linear(config.latent_dim, config.hidden),
        *[_dense_block(config.hidden) for _ in range(config.depth)],
        nn.SiLU(),
        nn.Linear(config.hidden, channels * height * width),
        nn.Unflatten(1, config.image_shape),
    ]


def _conv_encoder(config: ModelConfig) -> list[nn.Module]:
    """Two halvings, then a dense layer: `hidden` channels, twice and eight times as many features."""
    channels, height, width = config.image_shape
    fine, coarse, dense = config.hidden, 2 * config.hidden, 8 * config.hidden
    return [
        nn.Conv2d(channels, fine, 4, stride=2, padding=1),
        *[_conv_block(fine) for _ in range(config.depth)],
        nn.SiLU(),
        nn.Conv2d(fine, coarse, 4, stride=2, padding=1),
        *[_conv_block(coarse) for _ in range(config.depth)],
        nn.SiLU(),
        nn.Flatten(),
        nn.Linear(coarse * (height // 4) * (width // 4), dense),
        _dense_block(dense),
        nn.SiLU(),
        nn.Linear(dense, _encoder_outputs(config)),
    ]


def _conv_decoder(config: ModelConfig) -> list[nn.Module]:
    channels, height, width = config.image_shape
    fine, coarse, dense = config.hidden, 2 * config.hidden, 8 * config.hidden
    return [
        nn.Linear(config.latent_dim, dense),
        _dense_block(dense),
        nn.SiLU(),
        nn.Linear(dense, coarse * (height // 4) * (width // 4)),
        nn.Unflatten(1, (coarse, height // 4, width // 4)),
        *[_conv_block(coarse) for _ in range(config.depth)],
        nn.SiLU(),
        nn.ConvTranspose2d(coarse, fine, 4, stride=2, padding=1),
        *[_conv_block(fine) for _ in range(config.depth)],
        nn.SiLU(),
        nn.ConvTranspose2d(fine, channels, 4, stride=2, padding=1),
    ]


def _dense_block(width: int) -> Residual:
    return Residual(nn.LayerNorm(width), nn.SiLU(), _starting_at_zero(nn.Linear(width, width)))


def _conv_block(width: int) -> Residual:
    return Residual(ChannelNorm(width), nn.SiLU(), _starting_at_zero(nn.Conv2d(width, width, 3, padding=1)))


def _starting_at_zero(layer: nn.Linear | nn.Conv2d) -> nn.Module:
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer
