"""The model whose original images are on every machine, for pages whose subject are originals."""

from __future__ import annotations

from ui import loaders
from ui.originals import images_of
from vae_core.store.folder import CheckpointError, list_models

ALWAYS_HERE = "digits-2d"  # its images come with scikit-learn


def is_whole(name: str) -> bool:
    """Whether there is such a model, with weights and an atlas that can be read: another's fault is not this page's."""
    try:
        return name in list_models() and bool(loaders.model_bytes(name) and loaders.atlas_bytes(name))
    except (CheckpointError, OSError):
        return False


def model_with_images(name: str) -> str:
    """The visitor's model where its original images are here, else the one whose images always are, where it is."""
    if images_of(name) is not None or not is_whole(ALWAYS_HERE) or images_of(ALWAYS_HERE) is None:
        return name
    return ALWAYS_HERE
