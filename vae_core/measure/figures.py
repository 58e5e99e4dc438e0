"""All figures of a trained model, as its metrics.json keeps them: one call for `train` and for the published tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from vae_core.data.sets import SHUFFLED, ImageData, data_title
from vae_core.measure.calibration import calibration_figures
from vae_core.measure.effort import Effort
from vae_core.measure.evaluate import evaluate
from vae_core.measure.features import train_features
from vae_core.measure.figure import Figure
from vae_core.measure.frechet import frechet_figures
from vae_core.measure.of_classes import figures_of_classes
from vae_core.measure.of_codes import figures_of_codes
from vae_core.measure.of_critic import figures_of_critic
from vae_core.measure.of_factors import figures_of_factors
from vae_core.measure.of_levels import figures_of_levels
from vae_core.model.objective import scored_pixels
from vae_core.model.parts import CLASS, GRID, LEVEL, VECTOR, part_of_kind
from vae_core.model.prior import PROPOSALS, EnergyPrior
from vae_core.model.vae import VAE

REFERENCE = "-log p(x), reference"
NORMALISER = "log Z of the energy"


def measure(
    model: VAE,
    training: ImageData,
    test: ImageData,
    name: str,
    effort: Effort | None = None,
    on_progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> list[Figure]:
    """Bounds, information, calibration and distances of pictures, over the test images.

    Args:
        model: any VAE, on any device.
        training: images and labels that the classifier behind the distances is trained on.
        test: images that all figures are over.
        name: of the data set or folder.
        effort: how many seeds, samples and images.
        on_progress: called with the stage, what is done and its total.
    """
    effort, source, images, labels = effort or Effort(), f"{data_title(name)} test", test.images, test.labels
    made = {"data": source, "images": len(images), "seed": 0}
    bounded = model.config.has_likelihood
    figures = []
    if bounded:
        told = _stage(on_progress, "ELBO")
        figures += evaluate(model, images, source, seeds=effort.seeds, on_progress=told, labels=labels)
    figures += _of_parts(model, test, effort, made, on_progress)
    if bounded and model.likelihood.binary:
        binary = made | {"pixels": "dynamically binarised"}
        figures += calibration_figures(model, images, effort.seeds, binary, labels)
    if isinstance(model.prior, EnergyPrior):
        figures.append(_normaliser(model.prior, made))
    on_progress("pictures", 0, 1)
    features = train_features(training.images, training.labels, images, labels, device=model.device)
    if features is not None:
        figures += frechet_figures(model, images, training.images, features, effort.seeds, made, labels)
    if not bounded:
        return figures + figures_of_critic(model, images, training.images, features, effort.seeds, made)
    if part_of_kind(model.parts, GRID):
        return figures  # the importance-weighted bound of a certain posterior is its ELBO
    return figures + _tight_bounds(model, test, name, effort, on_progress)


def _of_parts(model: VAE, test: ImageData, effort: Effort, made: dict, on_progress: Callable) -> list[Figure]:
    """What the kinds of parts of a flat z have figures for."""
    images, labels, figures = test.images, test.labels, []
    scored = made | {"samples": 1, "pixels": scored_pixels(model), "likelihood": model.config.likelihood}
    if part_of_kind(model.parts, LEVEL):
        figures += figures_of_levels(model, images, effort.seeds, scored, _stage(on_progress, "levels"))
    if part_of_kind(model.parts, CLASS):
        told = _stage(on_progress, "classes")
        figures += figures_of_classes(model, images, labels, effort.seeds, scored, told)
    if part_of_kind(model.parts, GRID):
        figures += figures_of_codes(model, images, made)
    if test.factors is not None and len(model.parts) == 1 and model.parts[0].kind == VECTOR and model.parts[0].size > 1:
        figures += figures_of_factors(model, images, test.factors, made)
    return figures


def _tight_bounds(model: VAE, test: ImageData, name: str, effort: Effort, on_progress: Callable) -> list[Figure]:
    """The importance-weighted bounds, of some images where all would take too long."""
    images, labels, source = test.images, test.labels, f"{data_title(name)} test"
    few, told = some_images(name, len(images), effort.iw_images), _stage(on_progress, "likelihood")
    kept = images[few], source, "iw", effort.iw_samples, 0, told, effort.iw_seeds, labels[few]
    *bounds, elbo = evaluate(model, *kept)
    figures = bounds if len(few) == len(images) else [*bounds, elbo]
    if effort.reference_samples:
        few, told = some_images(name, len(images), effort.reference_images), _stage(on_progress, "reference")
        kept = images[few], source, "iw", effort.reference_samples, 0, told
        bound, *_ = evaluate(model, *kept, labels=labels[few])
        figures.append(replace(bound, name=REFERENCE))
    return figures


def some_images(name: str, total: int, count: int | None) -> np.ndarray:
    """Indices of `count` of the `total` images of a set, or of all: its first ones, or ones that lie evenly spread.

    The first ones are a fair sample where images come in no order (`sets.SHUFFLED`). Elsewhere they do: `shapes` by its
    factors, where the first hundreds are small squares, and a folder by its classes.

    Example:
        >>> some_images("mnist", 10, 4).tolist(), some_images("shapes", 10, 4).tolist()
        ([0, 1, 2, 3], [0, 2, 5, 7])
    """
    count = total if count is None else min(count, total)
    return np.arange(count) if name in SHUFFLED else np.arange(count) * total // count


def _normaliser(prior: EnergyPrior, made: dict[str, Any]) -> Figure:
    """What makes its density one that is normalised; over draws from N(0, I), not over images."""
    log_z, effective = prior.normaliser()
    of_draws = made | {"samples": PROPOSALS, "data": "N(0, I)", "images": 0, "pixels": "", "seed": 0}
    return Figure(NORMALISER, log_z, "nats", bound="", effective_samples=effective, **of_draws)


def _stage(on_progress: Callable[[str, int, int], None], stage: str) -> Callable[[int, int], None]:
    return lambda done, total: on_progress(stage, done, total)


def to_device(model: VAE, device: str) -> VAE:
    """The model on `device`, where convolutions keep single precision."""
    torch.backends.cudnn.allow_tf32 = False
    return model.to(device)
