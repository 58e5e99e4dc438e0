"""Trial runs of somebody's modules: what they make, whether always the same, and one sentence where they fail."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from vae_core.adopting.wrapped import WrappedDecoder, WrappedEncoder
from vae_core.fault import Fault
from vae_core.graph.source_line import line_of

FEW, ONE = 8, 1  # images at once
AGREE = 1e-4  # of two runs, relative to the largest number: rounding by another batch size is 1e-6


def tried(part: str, run: Callable[[Tensor], Tensor], x: Tensor, what: str) -> Tensor:
    """What a module makes of an input.

    Raises:
        ValueError: if it fails, makes NaN or infinity, makes something else the next time, or something else of one
            input alone than of that input among others.
    """
    many, again, alone = (_run(part, run, given, what) for given in (x[:FEW], x[:FEW], x[:ONE]))
    if not torch.isfinite(many).all():
        raise Fault("the {part} makes NaN or infinity of {what}", part=part, what=what)
    if _differ(many, again):
        raise Fault("the {part} makes something else each time it is run: take the random draw out, and call .eval()",
                    part=part)  # fmt: skip
    if many.shape[:1] != x[:FEW].shape[:1] or many.shape[1:] != alone.shape[1:] or _differ(many[:ONE], alone):
        raise Fault("the {part} makes something else of one {what} alone than of the same among others: it must treat "
                    "each by itself", part=part, what=what)  # fmt: skip
    return many


def latent_shape(encoder: WrappedEncoder, x: Tensor) -> tuple[int, ...]:
    """The shape of z as the decoder takes it: that of mu, (D,) or (C, h, w).

    Raises:
        ValueError: if the encoder fails, or makes something else than `latent_dim` numbers.
    """
    mu, spread = _run("encoder", encoder.raw, x[:FEW], "images")
    shape = tuple(mu.shape[1:])
    if mu[0].numel() != encoder.latent_dim:
        raise Fault("the encoder makes {got} numbers of an image; latent_dim is {expected} (or twice that, for mu and "
                    "log-variance in one tensor)", got=mu[0].numel(), expected=encoder.latent_dim)  # fmt: skip
    if spread is not None and spread.shape != mu.shape:
        raise Fault("the encoder's two tensors must have one shape; got {mu} and {spread}", mu=tuple(mu.shape),
                    spread=tuple(spread.shape))  # fmt: skip
    tried("encoder", encoder, x, "image")
    return shape


def latent_width(encoder: WrappedEncoder, decoder: Callable, x: Tensor) -> int:
    """D, of what an encoder makes: its first tensor's size, or half of it where the decoder takes no more.

    Raises:
        ValueError: if the encoder fails.
    """
    mu, spread = _run("encoder", encoder.raw, x[:FEW], "images")
    size = mu[0].numel()
    if spread is not None or size % 2:
        return size
    try:
        _run("decoder", decoder, torch.zeros(1, *mu.shape[1:]), "z")
    except Fault:
        return size // 2
    return size


def check_picture(decoder: WrappedDecoder, z: Tensor) -> None:
    """Raises ValueError unless the decoder makes a picture of the images' size from every z, always the same."""
    made = _run("decoder", decoder.raw, z[:FEW], "z")
    if made.shape[1:].numel() != torch.Size(decoder.image_shape).numel() or len(made) != len(z[:FEW]):
        raise Fault("the decoder makes shape {got} of {count} z; the images need {expected}", got=tuple(made.shape),
                    count=len(z[:FEW]), expected=(len(z[:FEW]), *decoder.image_shape))  # fmt: skip
    tried("decoder", decoder.raw, z, "z")


@torch.no_grad()
def _run(part: str, run: Callable, x: Tensor, what: str):
    try:
        return run(x)
    except Fault:
        raise
    except Exception as error:  # whatever somebody's code raises
        reason = str(error).strip().partition("\n")[0][:160] or type(error).__name__
        raise Fault("the {part} fails on {what} of shape {shape}{where}: {reason}", part=part, what=what,
                    shape=tuple(x.shape), where=line_of(error), reason=reason) from None  # fmt: skip


def _differ(a: Tensor, b: Tensor) -> bool:
    return a.shape != b.shape or float((a - b).abs().max()) > AGREE * (1 + float(a.abs().max()))
