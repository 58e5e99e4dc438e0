"""Latent Lens' library: train, evaluate and explore variational autoencoders.

Three calls for a notebook; everything else is one import away.
"""

from vae_core.checkpoint import CheckpointError, list_models, load_model
from vae_core.data import DatasetError, load_dataset

__all__ = ["CheckpointError", "DatasetError", "list_models", "load_dataset", "load_model"]
