"""What a model says of images when their class is given, when it is not, and how well it tells the class itself.

With every class as likely as another, p(x) = 1/K sum_y p(x|y): the two bounds differ by log K at most, image by image,
and the class with the largest bound is the model's own answer to which it is.

Axes: S seeds, N images, K classes.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from vae_core.measure.evaluate import batches
from vae_core.measure.figure import Figure, mean_figure
from vae_core.model.conditional import ConditionalVAE
from vae_core.model.objective import elbo_terms, likelihood_input
from vae_core.model.semi_supervised import ByClass, SemiSupervisedVAE, summed

SUMMED, GAIN, RIGHT = "-ELBO summed over classes", "gain from the class", "images whose class it tells"
INFERRED, BELIEVED = "-ELBO with the class inferred", "images whose class q(y|x) tells"


@torch.no_grad()
def bounds_by_class(model: ConditionalVAE, x: Tensor, generator: torch.Generator | None = None) -> Tensor:
    """The ELBO on log p(x|y) of every image in every class, at one draw each, nats: x (N, C, H, W) -> (N, K)."""
    columns = []
    for k in range(model.config.classes):
        of = model.given(torch.full((len(x),), k, device=x.device))
        columns.append(elbo_terms(of, x, generator).elbo)
    return torch.stack(columns, 1)


@torch.no_grad()
def figures_of_classes(
    model: ConditionalVAE,
    images: np.ndarray,
    labels: np.ndarray,
    seeds: int,
    made: dict[str, Any],
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Figure]:
    """The bound without the class, what the class is worth, and the share of images whose class has the largest bound.

    Args:
        model: a conditional VAE.
        images: uint8, (N, C, H, W).
        labels: their classes, (N,).
        seeds: binarisations with draws of their own, each of all the images.
        made: as in `mean_figure`.
        on_progress: called with the images done, over all seeds, and their total.
    """
    rows, beliefs, done = [], [], 0
    for number in range(made["seed"], made["seed"] + seeds):
        generator, parts, sure = torch.Generator(model.device).manual_seed(number), [], []
        for of, batch in batches(model, images, labels):
            x = likelihood_input(of, batch, generator)
            parts.append(bounds_by_class(model, x, generator).cpu())
            if model.config.infers_class:
                sure.append(model.log_beliefs(x).cpu())
            on_progress(done := done + len(batch), seeds * len(images))
        rows.append(torch.cat(parts))
        beliefs += [torch.cat(sure)] if sure else []
    bounds, truth = torch.stack(rows), torch.from_numpy(labels)  # (S, N, K), (N,)
    given = bounds.gather(2, truth.expand(seeds, -1)[..., None])[..., 0]
    summed = bounds.logsumexp(2) - math.log(bounds.shape[2])
    right = 100.0 * (bounds.argmax(2) == truth).float()
    of_beliefs = (
        _of_beliefs(model, bounds, torch.stack(beliefs), torch.from_numpy(images), truth, made) if beliefs else []
    )
    return [
        *of_beliefs,
        mean_figure(SUMMED, -summed, "ELBO", made),
        mean_figure(GAIN, given - summed, "", made, ceiling=math.log(bounds.shape[2])),
        mean_figure(RIGHT, right, "", made, unit="per cent"),
    ]


def _of_beliefs(
    model: SemiSupervisedVAE, bounds: Tensor, log_beliefs: Tensor, images: Tensor, truth: Tensor, made: dict[str, Any]
) -> list[Figure]:
    """The bound of images alone, where q(y|x) weighs the classes, (S, N, K); how often it is right of grey images."""
    inferred = torch.stack(
        [
            summed(ByClass(of_seed, torch.zeros_like(of_seed)), believed).elbo
            for of_seed, believed in zip(bounds, log_beliefs, strict=True)
        ]
    )
    told = torch.cat([model.classify(batch.to(model.device).float() / 255).cpu() for batch in images.split(1000)])
    as_seen = made | {"pixels": "grey" if images.shape[1] == 1 else "colour", "samples": 0}
    right = 100.0 * (told == truth).float()[None]
    return [
        mean_figure(INFERRED, -inferred, "ELBO", made),
        mean_figure(BELIEVED, right, "", as_seen, unit="per cent"),
    ]
