"""A run on a few hundred digits, and what is compared of two."""

import numpy as np

from vae_core.data.sets import load_dataset
from vae_core.training.recipes import Recipe

DIGITS = load_dataset("digits", "train").images[:400]

RECIPE = Recipe(epochs=4, batch_size=40, validation_images=40, patience=50)  # 9 steps an epoch


def figures(history: list[dict]) -> list[dict]:
    """A history without its times."""
    return [{name: value for name, value in entry.items() if name != "seconds"} for entry in history]


def weights(model) -> dict[str, np.ndarray]:
    return {name: value.detach().numpy() for name, value in model.state_dict().items()}
