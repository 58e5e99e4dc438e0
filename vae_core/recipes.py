"""Named recipes: an architecture and how it is trained, each a line of `python -m vae_core train --recipe`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vae_core.train import Recipe

# Chosen on the validation split; benchmarks/RESULTS.md has the runs.
ARCHITECTURES: dict[str, dict[str, Any]] = {
    "mlp": {"network": "mlp", "hidden": 512, "depth": 2},
    "conv": {"network": "conv", "hidden": 32, "depth": 1},
    "small": {"network": "mlp", "hidden": 128, "depth": 2},
}
TRAINING: dict[str, Recipe] = {
    "mlp": Recipe(),
    "conv": Recipe(),
    "small": Recipe(epochs=400, batch_size=64, patience=100),
}


def architecture(recipe: str) -> dict[str, Any]:
    """Fields of `ModelConfig` that the recipe fixes.

    Raises:
        ValueError: if no recipe has this name; the sentence lists those that do.
    """
    if recipe not in ARCHITECTURES:
        raise ValueError(f"no recipe is called {recipe!r}; the recipes are {', '.join(ARCHITECTURES)}")
    return dict(ARCHITECTURES[recipe])


def training(recipe: str, **changes: Any) -> Recipe:
    """The recipe's `Recipe`, with the changes that are not None.

    Raises:
        ValueError: if no recipe has this name, or a value is out of range.
    """
    architecture(recipe)
    return replace(TRAINING[recipe], **{name: value for name, value in changes.items() if value is not None})
