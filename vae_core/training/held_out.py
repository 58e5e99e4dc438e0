"""Which of the training images are held out for validation: drawn once by the seed, never from the test set."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from vae_core.fault import Fault
from vae_core.training.recipes import Recipe


def split_validation(images: np.ndarray, recipe: Recipe) -> tuple[Tensor, Tensor]:
    """Training and validation images; the latter are drawn once by the seed, never from the test set.

    Raises:
        ValueError: if there are fewer than two images.
    """
    if len(images) < 2:
        raise Fault("training needs at least 2 images, one of them held out; got {count}", count=len(images))
    first = held_out(len(images), recipe)
    shuffled = torch.from_numpy(images[shuffled_rows(len(images), recipe)])
    return shuffled[first:], shuffled[:first]


def held_out(images: int, recipe: Recipe) -> int:
    """How many of so many images are for validation: a tenth at most."""
    return max(1, min(recipe.validation_images, images // 10))


def shuffled_rows(images: int, recipe: Recipe) -> np.ndarray:
    """The order in which so many images are split, (N,): those held out come first."""
    return np.random.default_rng(recipe.seed).permutation(images)


def steps_per_epoch(images: int, recipe: Recipe) -> int:
    """Optimiser steps in an epoch over so many images less those held out; a last, partial batch is left out."""
    return (images - held_out(images, recipe)) // recipe.batch_size
