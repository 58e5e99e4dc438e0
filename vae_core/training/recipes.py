"""Recipes: how to train, and the named ones that `python -m vae_core train --recipe` offers."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from vae_core.fault import Fault, shown
from vae_core.model.config import maps_of_levels
from vae_core.option import option
from vae_core.training.schedule import SCHEDULES

LADDER_DIM = 42  # 6, 12 and 24 numbers
USUAL_LEVELS = {"ladder": 3, "nvae": 4}  # of families that have levels
LEAST_STEPS = 4  # in an epoch: unless asked for, a batch never holds more than a quarter of the training images
MAX_SEED = 2**32 - 1  # times a million it is still one of torch's
OBJECTIVES = ("elbo", "tcvae", "factor")
TAIL = 0.15  # fraction of the steps, the last ones, that the importance-weighted bound gets


@dataclass(frozen=True)
class Recipe:
    """How to train; the defaults are the documented recipe.

    Raises:
        ValueError: if a value is out of range, or two contradict each other.
    """

    epochs: int = option(60, "passes over the training images, at most")
    batch_size: int = option(128, "images in a step, of all processes; by default the recipe's or fewer")
    lr: float = option(2e-3, "peak learning rate")
    schedule: str = option("onecycle", "how the learning rate moves", SCHEDULES)
    weight_decay: float = option(0.01, "of AdamW")
    objective: str = option(
        "elbo", "what beta weighs: elbo the KL, tcvae its total correlation; factor adds that by a critic", OBJECTIVES
    )
    beta: float = option(1.0, "weight of the KL in training, or of its total correlation; figures are always at 1")
    gamma: float = option(6.4, "weight of the total correlation that the critic of the objective factor tells")
    free_bits: float = option(0.0, "nats per dimension at no cost")
    iw_samples: int = option(1, "K of the importance-weighted bound in the last 15 % of the steps; 1 is the ELBO")
    warmup: float = option(0.1, "fraction of the steps in which beta rises from 0")
    ema: float = option(0.998, "decay per step of the averaged weights")
    grad_clip: float = option(10.0, "largest norm of the gradient, in nats")
    patience: int = option(15, "epochs without a better validation ELBO before training stops")
    min_delta_nats: float = option(0.005, "what counts as better, in nats")
    validation_images: int = option(5000, "held out from the training set, at most a tenth of it")
    labels: int = option(0, "images that a semi-supervised model is told the class of, as many of each; 0 for all")
    class_weight: float = option(10.0, "of the classifier's own term in a semi-supervised model's loss")
    shifts: int = option(0, "pixels an image may move and keep its class, for a semi-supervised model; 0 as published")
    turns: float = option(0.0, "degrees of turn and slant, and per cent of size, within which it keeps its class")
    sharpness: float = option(
        1.0, "power to which beliefs are raised before a moved image is taught them, evenly spread"
    )
    fidelity: float = option(1.0, "weight of what reconstructions lose against the critic's score, if adversarial")
    seed: int = option(0, "of the weights, the order, the pixels and the draws")

    def __post_init__(self) -> None:
        for name in ("epochs", "batch_size", "patience", "iw_samples", "validation_images"):
            if getattr(self, name) < 1:
                raise Fault("{name} must be 1 or more; got {got}", name=name, got=getattr(self, name))
        for name in ("lr", "grad_clip"):
            if not 0 < getattr(self, name) < math.inf:
                raise Fault("{name} must be positive; got {got}", name=name, got=getattr(self, name))
        whole = ("beta", "gamma", "free_bits", "weight_decay", "labels", "class_weight", "shifts", "turns", "fidelity")
        for name in whole:
            if not 0 <= getattr(self, name) < math.inf:
                raise Fault("{name} must be 0 or more; got {got}", name=name, got=getattr(self, name))
        if not 1 <= self.sharpness < math.inf:
            raise Fault("{name} must be {least} or more; got {value}", name="sharpness", least=1, value=self.sharpness)
        if not math.isfinite(self.min_delta_nats):
            raise Fault("min_delta_nats must be finite; got {got}", got=self.min_delta_nats)
        if not 0 <= self.warmup <= 1:
            raise Fault("warmup is a fraction of the steps, from 0 to 1; got {got}", got=self.warmup)
        if not 0 <= self.ema < 1:
            raise Fault(
                "ema must be 0 or more and less than 1, or no weight would ever move it; got {got}", got=self.ema
            )
        if not 0 <= self.seed <= MAX_SEED:
            raise Fault("seed must be from 0 to {most}; got {got}", most=MAX_SEED, got=shown(self.seed))
        if self.schedule not in SCHEDULES:
            raise Fault(
                "schedule must be one of {choices}; got {got!r}", choices=", ".join(SCHEDULES), got=self.schedule
            )
        if self.objective not in OBJECTIVES:
            raise Fault(
                "objective must be one of {choices}; got {got}",
                choices=", ".join(OBJECTIVES),
                got=shown(self.objective),
            )
        if self.iw_samples > 1 and (self.objective != "elbo" or self.beta != 1 or self.free_bits):
            raise Fault(
                "the importance-weighted bound has no beta, no free bits and no other objective: leave them at "
                "their defaults"
            )


# Chosen on the validation split; benchmarks/RESULTS.md has the runs.
ARCHITECTURES: dict[str, dict[str, Any]] = {
    "mlp": {"network": "mlp", "hidden": 512, "depth": 2},
    "conv": {"network": "conv", "hidden": 32, "depth": 1},
    "small": {"network": "mlp", "hidden": 128, "depth": 2},
}
NARROWER = ((72, 12), (40, 16))  # channels of the finest map in a convolutional body for images above so many pixels
TRAINING: dict[str, Recipe] = {
    "mlp": Recipe(),
    "conv": Recipe(epochs=32),
    "small": Recipe(epochs=400, batch_size=64, patience=100),
}


def architecture(recipe: str, family: str = "plain") -> dict[str, Any]:
    """Fields of `ModelConfig` that the recipe fixes; vq and adversarial models have the body of conv under any.

    Raises:
        ValueError: if no recipe has this name; the sentence lists those that do.
    """
    if recipe not in ARCHITECTURES:
        raise Fault(
            "no recipe is called {recipe!r}; the recipes are {known}", recipe=recipe, known=", ".join(ARCHITECTURES)
        )
    return dict(ARCHITECTURES["conv" if family in ("vq", "adversarial") else recipe])


def training(recipe: str, **changes: Any) -> Recipe:
    """The recipe's `Recipe`, with the changes that are not None.

    Raises:
        ValueError: if no recipe has this name, or a value is out of range.
    """
    architecture(recipe)
    return replace(TRAINING[recipe], **{name: value for name, value in changes.items() if value is not None})


def usual_likelihood(channels: int) -> str:
    """The likelihood of images unless another is asked for.

    A grey may stand for the probability of ink, as on MNIST; a channel of a photo may not: it has shades. A Gaussian
    counts the square of an error, so that what is small and far off is learned early. The tails of a discretised
    logistic are linear: on `scenes` it left the figures out for thousands of steps.
    """
    return "bernoulli" if channels == 1 else "gaussian"


def usual_latent_dim(channels: int, family: str = "plain") -> int:
    """Latent dimensions unless others are asked for: 2 can be drawn as a plane, colour needs more.

    Of a vq model they are the numbers of one code, of which a palette of 64 or 512 is made.
    """
    return 2 if channels == 1 else 3 if family == "vq" else 16


def usual_of(family: str, network: str = "mlp", image_shape: tuple[int, int, int] = (1, 28, 28)) -> dict[str, int]:
    """Fields of the network that a family has unless others are asked for: on maps, a number at every place of each.

    Example:
        >>> usual_of("ladder")["levels"], usual_of("nvae", "conv")["latent_dim"]
        (3, 130)
    """
    if family == "adversarial":
        return {"latent_dim": 16}
    if family not in USUAL_LEVELS:
        return {}
    levels = USUAL_LEVELS[family]
    places = sum(map(math.prod, maps_of_levels(image_shape, levels)))
    return {"latent_dim": places if network == "conv" else LADDER_DIM, "levels": levels}


def usual_hidden(network: str, side: int) -> dict[str, int]:
    """`hidden` where images of so many pixels a side need another than the network usually has, else nothing.

    The finest map of a convolutional body takes most of its work, which grows with its area and the square of its
    channels. With these a decode stays below 60 million multiply-adds up to 128 pixels: a frame of the explorer.
    """
    if network != "conv":
        return {}
    return next(({"hidden": hidden} for least, hidden in NARROWER if side > least), {})


def fitting_batch(training_images: int) -> int:
    """The largest power of two that so many images fill `LEAST_STEPS` times, at least 1."""
    return 2 ** max(0, (training_images // LEAST_STEPS).bit_length() - 1)
