"""What is not said is tried: ranges of images and pictures by the error of reconstructions, the meaning of a spread.

Every guess is told in words, so that its owner can correct it.
"""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import torch
from torch import Tensor

from vae_core.adopting.given import RANGES
from vae_core.adopting.wrapped import FIXED_SIGMA, WrappedDecoder, WrappedEncoder
from vae_core.fault import Fault, Sentence

TRIED = 256  # images
FAR = 10.0  # standard deviations, where whatever bounds a decoder's output shows
PROBES = 64
EDGE = 1e-5
CLEARLY = 1.05  # so many times the least error is no reason to leave what is usual
WORDS = {(0, 1): "[0, 1]", (-1, 1): "[-1, 1]", ("mean", "std"): "standardised by channel"}
AT_SIGHT = {
    "pixels": "the decoder makes pixels in [0, 1] (its range shows it)",
    "tanh": "the decoder makes pixels in [-1, 1] (its range shows it)",
}
ALONE = {
    (0, 1): "the encoder takes images in [0, 1] (the only choice)",
    (-1, 1): "the encoder takes images in [-1, 1] (the only choice)",
    ("mean", "std"): "the encoder takes images standardised by channel (the only choice)",
}
BY_ERROR = {
    "pixels": "the decoder makes pixels in [0, 1] (mean squared error {error:.3g}, otherwise {other:.3g} or more)",
    "logits": "the decoder makes logits (mean squared error {error:.3g}, otherwise {other:.3g} or more)",
    "tanh": "the decoder makes pixels in [-1, 1] (mean squared error {error:.3g}, otherwise {other:.3g} or more)",
    (0, 1): "the encoder takes images in [0, 1] (mean squared error {error:.3g}, otherwise {other:.3g} or more)",
    (-1, 1): "the encoder takes images in [-1, 1] (mean squared error {error:.3g}, otherwise {other:.3g} or more)",
    ("mean", "std"): (
        "the encoder takes images standardised by channel"
        " (mean squared error {error:.3g}, otherwise {other:.3g} or more)"
    ),
}
NO_VARIANCE = "the encoder tells no variance: sigma {sigma} stands for it"
NEVER_NEGATIVE = {
    "logvar": "the encoder's second tensor is never negative and is taken for a log-variance",
    "variance": "the encoder's second tensor is never negative and is taken for a variance",
    "sigma": "the encoder's second tensor is never negative and is taken for a sigma",
}
SPREADS = {"logvar": lambda v: v.exp(), "variance": lambda v: v, "sigma": lambda v: v.square()}


@torch.no_grad()
def range_that_runs(encoder: WrappedEncoder, images: Tensor) -> Any:
    """The first range of images that the encoder takes without an error; [0, 1] where it takes none."""
    return next((one for one in RANGES[1:] if _takes(encoder, one, images[:1])), RANGES[1])


def _takes(encoder: WrappedEncoder, input_range: Any, images: Tensor) -> bool:
    """Whether it runs: an encoder may check the range itself."""
    encoder.takes(input_range, images)
    try:
        encoder.raw(images)
    except Exception:  # whatever somebody's code raises
        return False
    return True


@torch.no_grad()
def guess_ranges(
    encoder: WrappedEncoder, decoder: WrappedDecoder, images: Tensor, input_range: Any, output: str
) -> list[Sentence]:
    """Sets both modules' ranges where they are "auto", and says what was chosen and why."""
    images, said = images[:TRIED], []
    bounded = _bounded(decoder)
    outputs = [output] if output != "auto" else [bounded] if bounded else ["pixels", "logits", "tanh"]
    inputs = [one for one in RANGES[1:] if _takes(encoder, one, images)] if input_range == "auto" else [input_range]
    if not inputs:
        raise Fault("the encoder takes the images in none of the ranges {known}", known=", ".join(WORDS.values()))
    errors = {}
    for pair in product(inputs, outputs):
        encoder.takes(pair[0], images)
        decoder.output = pair[1]
        mu = encoder.raw(images)[0].flatten(1)
        errors[pair] = float((decoder(mu) - images).square().mean())
    least = min(errors.values())
    best = next(pair for pair, error in errors.items() if error <= CLEARLY * least)  # the usual comes first
    encoder.takes(best[0], images)
    decoder.output = best[1]
    if output == "auto":
        said.append(Sentence(AT_SIGHT[bounded]) if bounded else _by_error(errors, best, 1))
    if input_range == "auto":
        said.append(Sentence(ALONE[best[0]]) if len(inputs) == 1 else _by_error(errors, best, 0))
    return said


def _bounded(decoder: WrappedDecoder) -> str:
    """What a decoder's output is that stays within its bounds wherever z goes; "" where it has none."""
    generator = torch.Generator().manual_seed(0)
    z = FAR * torch.randn(PROBES, math.prod(decoder.latent_shape), generator=generator)
    made = decoder.raw(z)
    low, high = float(made.min()), float(made.max())
    if low >= -EDGE and high <= 1 + EDGE:
        return "pixels"
    return "tanh" if low >= -1 - EDGE and high <= 1 + EDGE else ""


def _by_error(errors: dict, best: tuple, place: int) -> Sentence:
    """The best choice in one place, with its error of reconstructions and that of the next best."""
    other = min(error for pair, error in errors.items() if pair[place] != best[place])
    return Sentence(BY_ERROR[best[place]], {"error": errors[best], "other": other})


@torch.no_grad()
def guess_spread(encoder: WrappedEncoder, images: Tensor) -> list[Sentence]:
    """Sets what the encoder's second tensor is: a log-variance where some are negative.

    All positive it may be a variance or a sigma too; over the data a trained VAE's mu^2 + sigma^2 is about 1.
    """
    mu, spread = encoder.raw(images[:TRIED])
    if spread is None:
        return [Sentence(NO_VARIANCE, {"sigma": FIXED_SIGMA})]
    if float(spread.min()) <= 0:
        return []
    far = {name: abs(float((mu.square() + of(spread)).mean()) - 1) for name, of in SPREADS.items()}
    encoder.spread = min(far, key=far.get)
    return [Sentence(NEVER_NEGATIVE[encoder.spread])]
