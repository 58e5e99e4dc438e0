"""A model as one object: what in it encodes and decodes, and what is known of the models of other libraries.

Nothing of those libraries is imported: an object says itself where it comes from. The pictures of diffusers'
autoencoders lie in [-1, 1] both ways (AutoencoderKL, AutoencoderTiny, VQModel: their documentation); pythae's models
hold an encoder and a decoder of images in [0, 1] and say by which loss they were trained.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import nn

from vae_core.fault import Fault

AUTO = "auto"
PYTHAE_LOSSES = {"bce": "bernoulli", "mse": "gaussian"}


@dataclass(frozen=True)
class Parts:
    """What is to be adopted, and what its library says of it; "auto" where that is guessed."""

    encoder: nn.Module | Callable
    decoder: nn.Module | Callable
    latent_dim: int | None = None
    likelihood: str = AUTO
    output: str = AUTO
    input_range: Any = AUTO


def parts_of(model: Any) -> Parts:
    """What encodes and decodes in a model with `encode` and `decode`, or `encoder` and `decoder`.

    Raises:
        ValueError: if it has neither.
    """
    if isinstance(model, Parts):
        return model
    size = getattr(model, "latent_dim", None)
    size = size if isinstance(size, int) and not isinstance(size, bool) else None
    library = {one.__module__.partition(".")[0] for one in type(model).__mro__}
    if "diffusers" in library:
        return Parts(_part(model, "encode"), _part(model, "decode"), None, "gaussian", "tanh", (-1, 1))
    if "pythae" in library:
        loss = getattr(getattr(model, "model_config", None), "reconstruction_loss", None)
        likelihood = PYTHAE_LOSSES.get(loss, AUTO)
        return Parts(model.encoder, model.decoder, size, likelihood, "pixels", (0, 1))
    return Parts(_part(model, "encode"), _part(model, "decode"), size)


def _part(model: Any, kind: str) -> nn.Module | Callable:
    for name in (kind, f"{kind}r"):
        if callable(found := getattr(model, name, None)):
            return found
    raise Fault("{module} has neither {method} nor {attribute}: let the factory make (encoder, decoder)",
                module=type(model).__name__, method=kind, attribute=f"{kind}r")  # fmt: skip
