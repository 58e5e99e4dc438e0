"""Somebody's encoder and decoder as two modules of one form: images in [0, 1] to mu and log-variance, z to pixels.

Whatever lies between theirs and this form (ranges, tuples, flattened latents) becomes operations of the graph.
"""

from __future__ import annotations

import copy
from typing import Any

import torch
from torch import Tensor, nn

from vae_core.fault import Fault

MEANS = ("mu", "mean", "loc", "embedding", "latents", "latent")
SPREADS = ("logvar", "log_var", "log_variance", "log_covariance", "scale", "std", "sigma", "var")
PICTURES = ("reconstruction", "recon_x", "sample", "x_hat", "logits")
FIXED_SIGMA = 0.1  # of codes whose encoder tells no variance
LEAST_SPREAD = 1e-12


def on_cpu(module: Any, part: str) -> nn.Module:
    """The module itself, or the one that a method belongs to, around its call; single precision, on the CPU.

    Raises:
        ValueError: if it is no module, is in training mode, or its weights hold NaN or infinity.
    """
    owner = module if isinstance(module, nn.Module) else getattr(module, "__self__", None)
    if not isinstance(owner, nn.Module):
        raise Fault("the {part} must be a torch.nn.Module or a method of one; got {got}", part=part,
                    got=type(module).__name__)  # fmt: skip
    if any(one.training for one in owner.modules()):
        raise Fault("the {part} is in training mode: call .eval() on it first", part=part)
    for name, value in [*owner.named_parameters(), *owner.named_buffers()]:
        if value.is_floating_point() and not torch.isfinite(value).all():
            raise Fault("the {part}'s weights hold NaN or infinity (first in {name})", part=part, name=name)
    floats = [value for value in owner.parameters() if value.is_floating_point()]
    if any(value.device.type != "cpu" or value.dtype != torch.float32 for value in floats):
        owner = copy.deepcopy(owner).cpu().float()
    return owner if isinstance(module, nn.Module) else _Method(owner, module.__func__)


class _Method(nn.Module):
    """A method as a module's forward."""

    def __init__(self, owner: nn.Module, function: Any) -> None:
        super().__init__()
        self.owner, self.function = owner, function

    def forward(self, x: Tensor) -> Any:
        return self.function(self.owner, x)


class WrappedEncoder(nn.Module):
    """Images in [0, 1], (N, C, H, W), to mu and log-variance side by side, (N, 2 D)."""

    def __init__(self, encoder: nn.Module, latent_dim: int) -> None:
        super().__init__()
        self.encoder, self.latent_dim = encoder, latent_dim
        self.is_plain = True  # it takes [0, 1]
        self.spread = "logvar"  # what the second tensor is: logvar, variance or sigma
        self.register_buffer("mean", torch.zeros(1), persistent=False)
        self.register_buffer("deviation", torch.ones(1), persistent=False)

    def takes(self, input_range: Any, images: Tensor) -> None:
        """Sets what the encoder is given: [0, 1], [-1, 1], or standardised by channel as the images are."""
        self.is_plain = input_range == (0, 1)
        if input_range == (-1, 1):
            self.mean, self.deviation = torch.full((1,), 0.5), torch.full((1,), 0.5)
        elif input_range == ("mean", "std"):
            self.mean = images.mean((0, 2, 3))[None, :, None, None]
            self.deviation = images.std((0, 2, 3)).clamp(min=1e-3)[None, :, None, None]

    def raw(self, x: Tensor) -> tuple[Tensor, Tensor | None]:
        """The encoder's two tensors as it gives them; one that is twice as wide as z is split."""
        given = x if self.is_plain else (x - self.mean) / self.deviation
        mu, spread = two(self.encoder(given))
        if spread is None and mu.flatten(1).shape[1] == 2 * self.latent_dim:
            mu, spread = mu.chunk(2, dim=1)
        return mu, spread

    def forward(self, x: Tensor) -> Tensor:
        mu, spread = self.raw(x)
        mu = mu.flatten(1)
        if spread is None:
            return torch.cat([mu, mu * 0 + 2 * torch.tensor(FIXED_SIGMA).log()], dim=1)
        spread = spread.flatten(1)
        if self.spread != "logvar":
            spread = spread.clamp(min=LEAST_SPREAD).log() * (2 if self.spread == "sigma" else 1)
        return torch.cat([mu, spread], dim=1)


class WrappedDecoder(nn.Module):
    """z (N, D) to pixels in [0, 1], (N, C, H, W)."""

    def __init__(self, decoder: nn.Module, latent_shape: tuple[int, ...], image_shape: tuple[int, int, int]) -> None:
        super().__init__()
        self.decoder, self.latent_shape, self.image_shape = decoder, latent_shape, image_shape
        self.output = "pixels"

    def raw(self, z: Tensor) -> Tensor:
        """The decoder's picture as it gives it."""
        made = self.decoder(z.view(z.shape[0], *self.latent_shape))
        if not isinstance(made, Tensor):
            made = _named(made, PICTURES) if not isinstance(made, tuple | list) else made[0]
        if not isinstance(made, Tensor):
            raise Fault("the decoder must give one tensor; got {got}", got=type(made).__name__)
        return made

    def forward(self, z: Tensor) -> Tensor:
        made = self.raw(z).reshape(z.shape[0], *self.image_shape)
        if self.output == "logits":
            return torch.sigmoid(made)
        return ((made + 1) / 2 if self.output == "tanh" else made).clamp(0, 1)


def two(made: Any) -> tuple[Tensor, Tensor | None]:
    """Mean and spread of whatever an encoder gives.

    Raises:
        ValueError: if it gives something else.
    """
    if isinstance(made, Tensor):
        return made, None
    if isinstance(made, tuple | list) and 1 <= len(made) <= 2 and all(isinstance(one, Tensor) for one in made):
        return made[0], made[1] if len(made) == 2 else None
    if (inner := getattr(made, "latent_dist", None)) is not None:  # diffusers
        made = {"mean": inner.mean, "logvar": inner.logvar}
    mean, spread = _named(made, MEANS), _named(made, SPREADS)
    if mean is not None:
        return mean, spread
    got = f"{len(made)} values" if isinstance(made, tuple | list) else type(made).__name__
    raise Fault("the encoder must give mu, (mu, log-variance) or one tensor of both; got {got}", got=got)


def _named(made: Any, names: tuple[str, ...]) -> Tensor | None:
    entries = made if isinstance(made, dict) else {name: getattr(made, name, None) for name in names}
    return next((entries[name] for name in names if isinstance(entries.get(name), Tensor)), None)
