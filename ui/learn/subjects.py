"""Which model the plane of the Learn page is of."""

from __future__ import annotations

from ui.always_here import is_whole
from ui.session import FLAT_MODEL, latent_dim_of
from vae_core.store.folder import list_models


def flat_model(name: str) -> str | None:
    """The visitor's model where it has two dimensions, else the shipped one, else any that has; None without one."""
    if latent_dim_of(name) == 2:
        return name
    others = (FLAT_MODEL, *(known for known in list_models() if latent_dim_of(known) == 2))
    return next((other for other in others if is_whole(other)), None)
