"""VAEs of the shapes that public code has, written anew from their descriptions, with random weights.

Each is an encoder and a decoder as their users would hand them over, ranges, tuples and dicts included; batch norms
have seen something.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Pair(NamedTuple):
    """What an architecture is made of."""

    encoder: nn.Module
    decoder: nn.Module
    latent_dim: int
    image_shape: tuple[int, int, int]


class Calls(nn.Module):
    """A module around a function of itself and its input."""

    def __init__(self, function: Callable, **layers: nn.Module) -> None:
        super().__init__()
        self.function = function
        for name, layer in layers.items():
            self.add_module(name, layer)

    def forward(self, x: Tensor):
        return self.function(self, x)


def two_heads(body: nn.Module, width: int, latent: int) -> nn.Module:
    """mu and log-variance by a layer each."""
    heads = {"mu": nn.Linear(width, latent), "logvar": nn.Linear(width, latent)}
    return Calls(lambda m, x: (m.mu(h := m.body(x)), m.logvar(h)), body=body, **heads)


def residual(*layers: nn.Module, skip: nn.Module | None = None) -> nn.Module:
    return Calls(lambda m, x: m.skip(x) + m.f(x), f=nn.Sequential(*layers), skip=skip or nn.Identity())


def mlp_400() -> Pair:
    """The MLP of many first examples: 784-400-20, ReLU, sigmoid."""
    body = nn.Sequential(nn.Flatten(), nn.Linear(784, 400), nn.ReLU())
    decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784), nn.Sigmoid())
    return Pair(two_heads(body, 400, 20), decoder, 20, (1, 28, 28))


def burgess() -> Pair:
    """Four strided convolutions and two dense layers, mirrored; one tensor of mu and log-variance; logits."""
    down = [nn.Conv2d(1, 32, 4, 2, 1), nn.ReLU(), *[nn.Conv2d(32, 32, 4, 2, 1), nn.ReLU()] * 3]
    encoder = nn.Sequential(*down, nn.Flatten(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(),
                            nn.Linear(256, 20))  # fmt: skip
    up = [layer for _ in range(3) for layer in (nn.ConvTranspose2d(32, 32, 4, 2, 1), nn.ReLU())]
    decoder = nn.Sequential(nn.Linear(10, 256), nn.ReLU(), nn.Linear(256, 512), nn.ReLU(), nn.Unflatten(1, (32, 4, 4)),
                            *up, nn.ConvTranspose2d(32, 1, 4, 2, 1))  # fmt: skip
    return Pair(encoder, decoder, 10, (1, 64, 64))


def faces() -> Pair:
    """Convolution, batch norm and leaky ReLU, 32 to 512 channels; output padding; tanh."""
    widths = (32, 64, 128, 256, 512)
    down = [nn.Sequential(nn.Conv2d(a, b, 3, 2, 1), nn.BatchNorm2d(b), nn.LeakyReLU())
            for a, b in zip((3, *widths), widths, strict=False)]  # fmt: skip
    up = [nn.Sequential(nn.ConvTranspose2d(a, b, 3, 2, 1, output_padding=1), nn.BatchNorm2d(b), nn.LeakyReLU())
          for a, b in zip(widths[:0:-1], (*widths[-2::-1],), strict=True)]  # fmt: skip
    last = [nn.ConvTranspose2d(32, 32, 3, 2, 1, output_padding=1), nn.BatchNorm2d(32), nn.LeakyReLU(),
            nn.Conv2d(32, 3, 3, padding=1), nn.Tanh()]  # fmt: skip
    body = nn.Sequential(*down, nn.Flatten())
    decoder = nn.Sequential(nn.Linear(128, 2048), nn.Unflatten(1, (512, 2, 2)), *up, *last)
    return Pair(two_heads(body, 2048, 128), decoder, 128, (3, 64, 64))


def output_dicts() -> Pair:
    """Residual blocks of a convolution of 3 and one of 1; dicts for outputs."""

    def block(width: int) -> nn.Module:
        return residual(nn.ReLU(), nn.Conv2d(width, 32, 3, 1, 1), nn.ReLU(), nn.Conv2d(32, width, 1))

    body = nn.Sequential(nn.Conv2d(1, 64, 4, 2, 1), nn.Conv2d(64, 128, 4, 2, 1), block(128), block(128), nn.Flatten())
    heads = {"mu": nn.Linear(6272, 16), "logvar": nn.Linear(6272, 16)}
    encoder = Calls(lambda m, x: {"embedding": m.mu(h := m.body(x)), "log_covariance": m.logvar(h)}, body=body, **heads)
    decoder = Calls(lambda m, z: {"reconstruction": m.body(z)}, body=nn.Sequential(
        nn.Linear(16, 6272), nn.Unflatten(1, (128, 7, 7)), nn.ConvTranspose2d(128, 128, 3, 1, 1), block(128),
        block(128), nn.ReLU(), nn.ConvTranspose2d(128, 64, 3, 2, 1, output_padding=1), nn.ReLU(),
        nn.ConvTranspose2d(64, 1, 3, 2, 1, output_padding=1), nn.Sigmoid()))  # fmt: skip
    return Pair(encoder, decoder, 16, (1, 28, 28))


def tiny_autoencoder() -> Pair:
    """A small spatial autoencoder: convolutions and ReLU alone, nearest enlargement, latents (4, 4, 4), no variance."""

    def block() -> nn.Module:
        layers = [nn.Conv2d(64, 64, 3, 1, 1), nn.ReLU(), nn.Conv2d(64, 64, 3, 1, 1), nn.ReLU(),
                  nn.Conv2d(64, 64, 3, 1, 1)]  # fmt: skip
        return nn.Sequential(residual(*layers), nn.ReLU())

    down = [layer for _ in range(3) for layer in (nn.Conv2d(64, 64, 3, 2, 1, bias=False), block())]
    encoder = nn.Sequential(nn.Conv2d(3, 64, 3, 1, 1), *down, nn.Conv2d(64, 4, 3, 1, 1))
    up = [layer for _ in range(3) for layer in (block(), nn.Upsample(scale_factor=2), nn.Conv2d(64, 64, 3, 1, 1))]
    decoder = Calls(lambda m, z: m.body(torch.tanh(z / 3) * 3), body=nn.Sequential(
        nn.Conv2d(4, 64, 3, 1, 1), nn.ReLU(), *up, nn.Conv2d(64, 3, 3, 1, 1)))  # fmt: skip
    return Pair(encoder, decoder, 64, (3, 32, 32))


class SelfAttention(nn.Module):
    """Over the pixels of a map, one head."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm, self.qkv, self.out = nn.GroupNorm(8, width), nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        n, c, h, w = x.shape
        q, k, v = self.qkv(self.norm(x).flatten(2).transpose(1, 2)).chunk(3, 2)
        return x + self.out(F.scaled_dot_product_attention(q, k, v)).transpose(1, 2).reshape(n, c, h, w)


def latent_diffusion() -> Pair:
    """Group norm, SiLU and attention; asymmetric padding before a stride; nearest enlargement; latents (4, 8, 8)."""

    def block(a: int, b: int) -> nn.Module:
        skip = nn.Conv2d(a, b, 1) if a != b else None
        return residual(nn.GroupNorm(8, a), nn.SiLU(), nn.Conv2d(a, b, 3, 1, 1), nn.GroupNorm(8, b), nn.SiLU(),
                        nn.Conv2d(b, b, 3, 1, 1), skip=skip)  # fmt: skip

    def halved(width: int) -> nn.Module:
        return nn.Sequential(nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(width, width, 3, 2))

    encoder = nn.Sequential(nn.Conv2d(3, 32, 3, 1, 1), block(32, 32), halved(32), block(32, 64), halved(64),
                            block(64, 64), SelfAttention(64), nn.GroupNorm(8, 64), nn.SiLU(),
                            nn.Conv2d(64, 8, 3, 1, 1))  # fmt: skip
    decoder = nn.Sequential(nn.Conv2d(4, 64, 3, 1, 1), block(64, 64), SelfAttention(64), block(64, 64),
                            nn.Upsample(scale_factor=2), nn.Conv2d(64, 64, 3, 1, 1), block(64, 32),
                            nn.Upsample(scale_factor=2), nn.Conv2d(32, 32, 3, 1, 1), nn.GroupNorm(8, 32), nn.SiLU(),
                            nn.Conv2d(32, 3, 3, 1, 1))  # fmt: skip
    return Pair(encoder, decoder, 256, (3, 32, 32))


def gated() -> Pair:
    """Every layer times the sigmoid of another."""

    def gate(layer: Callable[[], nn.Module]) -> nn.Module:
        return Calls(lambda m, x: m.h(x) * torch.sigmoid(m.g(x)), h=layer(), g=layer())

    body = nn.Sequential(gate(lambda: nn.Conv2d(1, 32, 7, 1, 3)), gate(lambda: nn.Conv2d(32, 32, 3, 2, 1)),
                         gate(lambda: nn.Conv2d(32, 64, 5, 2, 2)), nn.Flatten())  # fmt: skip
    heads = {"mu": nn.Linear(3136, 40), "logvar": nn.Linear(3136, 40)}
    encoder = Calls(lambda m, x: (m.mu(h := m.body(x)), F.hardtanh(m.logvar(h), -6, 2)), body=body, **heads)
    decoder = nn.Sequential(gate(lambda: nn.Linear(40, 300)), gate(lambda: nn.Linear(300, 784)),
                            nn.Unflatten(1, (1, 28, 28)), gate(lambda: nn.Conv2d(1, 64, 3, 1, 1)),
                            gate(lambda: nn.Conv2d(64, 64, 3, 1, 1)), nn.Conv2d(64, 1, 1), nn.Sigmoid())  # fmt: skip
    return Pair(encoder, decoder, 40, (1, 28, 28))


def resnet() -> Pair:
    """Residual blocks with batch norm, pooled to one vector; enlarged again by interpolation."""

    def block(a: int, b: int, stride: int = 1) -> nn.Module:
        skip = nn.Sequential(nn.Conv2d(a, b, 1, stride, bias=False), nn.BatchNorm2d(b)) if a != b else None
        return nn.Sequential(residual(
            nn.Conv2d(a, b, 3, stride, 1, bias=False), nn.BatchNorm2d(b), nn.ReLU(),
            nn.Conv2d(b, b, 3, 1, 1, bias=False), nn.BatchNorm2d(b), skip=skip), nn.ReLU())  # fmt: skip

    body = nn.Sequential(nn.Conv2d(3, 32, 3, 1, 1, bias=False), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(3, 2, 1),
                         block(32, 32), block(32, 64, 2), block(64, 128, 2), nn.AdaptiveAvgPool2d((1, 1)),
                         nn.Flatten())  # fmt: skip
    up = [layer for a, b in ((128, 64), (64, 32), (32, 32)) for layer in (nn.Upsample(scale_factor=2), block(a, b))]
    decoder = nn.Sequential(nn.Linear(64, 2048), nn.Unflatten(1, (128, 4, 4)), *up, nn.Conv2d(32, 3, 3, 1, 1))
    return Pair(two_heads(body, 128, 64), decoder, 64, (3, 32, 32))


def broadcast() -> Pair:
    """z at every place of a grid, beside its coordinates, then convolutions."""
    body = nn.Sequential(*[layer for a in (1, 32, 32) for layer in (nn.Conv2d(a, 32, 3, 2, 1), nn.ReLU())],
                         nn.Flatten(), nn.Linear(512, 128), nn.ReLU())  # fmt: skip
    layers = nn.Sequential(nn.Conv2d(10, 32, 3, 1, 1), nn.ReLU(), nn.Conv2d(32, 32, 3, 1, 1), nn.ReLU(),
                           nn.Conv2d(32, 1, 1), nn.Sigmoid())  # fmt: skip

    def decode(m: nn.Module, z: Tensor) -> Tensor:
        line = torch.linspace(-1, 1, 28)
        grid = torch.stack(torch.meshgrid(line, line, indexing="ij"))[None].expand(len(z), -1, -1, -1)
        return m.layers(torch.cat([z[:, :, None, None].expand(-1, -1, 28, 28), grid], 1))

    return Pair(two_heads(body, 128, 8), Calls(decode, layers=layers), 8, (1, 28, 28))


class Transformer(nn.Module):
    """Tokens with learned places through two pre-norm blocks."""

    def __init__(self, count: int, width: int) -> None:
        super().__init__()
        self.place = nn.Parameter(torch.randn(1, count, width))
        layers = (nn.TransformerEncoderLayer(width, 4, 2 * width, 0.0, "gelu", batch_first=True, norm_first=True)
                  for _ in range(2))  # fmt: skip
        self.blocks = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        return self.blocks(x + self.place)


def patches() -> Pair:
    """A transformer over patches on both sides; pixels by a pixel shuffle."""
    encoder = Calls(lambda m, x: m.head(m.body(m.cut(x).flatten(2).mT).mean(1)), cut=nn.Conv2d(3, 64, 4, 4),
                    body=Transformer(64, 64), head=nn.Linear(64, 64))  # fmt: skip
    decoder = Calls(lambda m, z: m.out(m.body(m.spread(z).view(-1, 64, 64)).mT.reshape(-1, 64, 8, 8)),
                    spread=nn.Linear(32, 4096), body=Transformer(64, 64),
                    out=nn.Sequential(nn.Conv2d(64, 48, 1), nn.PixelShuffle(4), nn.Sigmoid()))  # fmt: skip
    return Pair(encoder, decoder, 32, (3, 32, 32))


def depthwise() -> Pair:
    """Inverted bottlenecks with depthwise convolutions, swish and squeeze-and-excitation; weight norm at the ends."""

    def squeeze(width: int) -> nn.Module:
        return Calls(lambda m, x: x * m.f(x.mean((2, 3)))[:, :, None, None], f=nn.Sequential(
            nn.Linear(width, 8), nn.ReLU(), nn.Linear(8, width), nn.Sigmoid()))  # fmt: skip

    def block(width: int) -> nn.Module:
        wide = 4 * width
        return residual(nn.BatchNorm2d(width), nn.Conv2d(width, wide, 1), nn.BatchNorm2d(wide), nn.SiLU(),
                        nn.Conv2d(wide, wide, 5, 1, 2, groups=wide), nn.BatchNorm2d(wide), nn.SiLU(),
                        nn.Conv2d(wide, width, 1), squeeze(width))  # fmt: skip

    normed = nn.utils.parametrizations.weight_norm
    body = nn.Sequential(normed(nn.Conv2d(1, 24, 3, 2, 1)), block(24), nn.Conv2d(24, 24, 3, 2, 1), nn.Flatten())
    decoder = nn.Sequential(nn.Linear(16, 1176), nn.Unflatten(1, (24, 7, 7)), block(24),
                            nn.Upsample(scale_factor=2, mode="bilinear"), block(24), nn.Upsample(scale_factor=2),
                            normed(nn.Conv2d(24, 1, 3, 1, 1)), nn.Sigmoid())  # fmt: skip
    return Pair(two_heads(body, 1176, 16), decoder, 16, (1, 28, 28))


def coordinates() -> Pair:
    """A sine network of the coordinates and z: one picture is 784 runs of an MLP."""
    body = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.GELU())

    def decode(m: nn.Module, z: Tensor) -> Tensor:
        line = torch.linspace(-1, 1, 28)
        grid = torch.stack(torch.meshgrid(line, line, indexing="ij"), -1).view(1, 784, 2)
        h = torch.sin(10 * m.places(grid) + m.codes(z)[:, None])
        return torch.sigmoid(m.out(torch.sin(m.hidden(h)))).view(-1, 1, 28, 28)

    layers = {
        "places": nn.Linear(2, 64),
        "codes": nn.Linear(8, 64),
        "hidden": nn.Linear(64, 64),
        "out": nn.Linear(64, 1),
    }
    return Pair(two_heads(body, 128, 8), Calls(decode, **layers), 8, (1, 28, 28))


def nearest_code() -> Pair:
    """A quantiser inside the decoder: the nearest of 32 vectors, by argmin."""

    def decode(m: nn.Module, z: Tensor) -> Tensor:
        return m.out(m.book.weight[torch.cdist(z, m.book.weight).argmin(1)])

    body = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU())
    out = nn.Sequential(nn.Linear(8, 784), nn.Sigmoid())
    return Pair(two_heads(body, 64, 8), Calls(decode, book=nn.Embedding(32, 8), out=out), 8, (1, 28, 28))


def heavy() -> Pair:
    """Nothing strange, but 256 channels at 64 x 64 pixels: more than a browser does."""
    body = nn.Sequential(nn.Conv2d(3, 16, 4, 4), nn.ReLU(), nn.Flatten())
    decoder = nn.Sequential(nn.Linear(16, 4096), nn.Unflatten(1, (64, 8, 8)), nn.Upsample(scale_factor=8),
                            nn.Conv2d(64, 256, 3, 1, 1), nn.ReLU(), nn.Conv2d(256, 256, 3, 1, 1), nn.ReLU(),
                            nn.Conv2d(256, 3, 3, 1, 1), nn.Sigmoid())  # fmt: skip
    return Pair(two_heads(body, 4096, 16), decoder, 16, (3, 64, 64))


RUN = (mlp_400, burgess, faces, output_dicts, tiny_autoencoder, latent_diffusion, gated, resnet, broadcast, patches,
       depthwise, coordinates, nearest_code, heavy)  # fmt: skip


def lived(module: nn.Module) -> nn.Module:
    """The module in evaluation mode, its batch norms with statistics of their own."""
    for layer in module.modules():
        if isinstance(layer, nn.BatchNorm2d):
            nn.init.uniform_(layer.running_mean, -0.2, 0.2)
            nn.init.uniform_(layer.running_var, 0.5, 1.5)
    return module.eval()
