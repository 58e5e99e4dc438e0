"""Which models the Learn page shows beside the visitor's own: a plane, one with images on this machine, three betas."""

from __future__ import annotations

from ui import loaders
from ui.originals import images_of
from ui.session import FLAT_MODEL, latent_dim_of
from vae_core.store.folder import CheckpointError, list_models

ALWAYS_HERE = "digits-2d"  # its images come with scikit-learn


def is_whole(name: str) -> bool:
    """Whether there is such a model, with weights and an atlas that can be read: another's fault is not this page's."""
    try:
        return name in list_models() and bool(loaders.model_bytes(name) and loaders.atlas_bytes(name))
    except (CheckpointError, OSError):
        return False


def flat_model(name: str) -> str | None:
    """The visitor's model where it has two dimensions, else the shipped one, else any that has; None without one."""
    if latent_dim_of(name) == 2:
        return name
    others = (FLAT_MODEL, *(known for known in list_models() if latent_dim_of(known) == 2))
    return next((other for other in others if is_whole(other)), None)


def model_with_images(name: str) -> str:
    """The visitor's model where its original images are here, else the one whose images always are, where it is."""
    if images_of(name) is not None or not is_whole(ALWAYS_HERE) or images_of(ALWAYS_HERE) is None:
        return name
    return ALWAYS_HERE
