"""Latent Lens' library: train, evaluate and explore variational autoencoders.

A few calls for a notebook; everything else is one import away. torch is imported on first use, so that an app
that only hands files to the browser starts at once.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "CheckpointError": "store.folder",
    "DatasetError": "data.sets",
    "adopt": "adopting.adopt",
    "explore": "adopting.explore",
    "Experiment": "training.experiment",
    "list_models": "store.folder",
    "load_dataset": "data.sets",
    "load_model": "store.checkpoint",
    "run": "training.run",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'vae_core' has no attribute {name!r}")
    return getattr(import_module(f"vae_core.{_HOMES[name]}"), name)
