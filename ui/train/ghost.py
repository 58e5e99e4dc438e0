"""What a run of the digits shows, for a page on which nothing has been trained: from the model of them that ships."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from ui import loaders
from vae_core.data.sets import load_dataset
from vae_core.runs.live import ROW, SAMPLES, Live
from vae_core.store import folder
from vae_core.store.folder import CheckpointError

NAME = "digits-2d"


@dataclass(frozen=True)
class Ghost:
    """A run as it was when it ended."""

    name: str
    history: list[dict[str, Any]]
    seconds: float
    live: Live


def ghost() -> Ghost | None:
    """None where that model is not here, or not good."""
    try:
        return _ghost(loaders.stamp(NAME)) if NAME in folder.list_models() else None
    except (CheckpointError, OSError, KeyError):
        return None


@st.cache_resource(show_spinner=False, max_entries=1)
def _ghost(stamp: loaders.Stamp) -> Ghost:
    import torch

    atlas, model, metrics = loaders.atlas(NAME), loaders.model(NAME), folder.load_metrics(NAME)
    noise = torch.randn(SAMPLES, model.config.latent_dim, generator=torch.Generator().manual_seed(1))
    live = Live(
        samples=_bytes(model.decode(noise).numpy()),
        originals=load_dataset("digits", "test").images[:ROW],
        reconstructions=_bytes(model.decode(torch.from_numpy(atlas.codes[:ROW])).numpy()),
        points=atlas.codes,
        labels=atlas.labels,
        class_names=np.array(atlas.class_names),
        epochs=np.array([metrics["history"][-1]["epoch"]]),
        kl_per_dim=atlas.kl_per_dim[None],
    )
    return Ghost(NAME, metrics["history"], metrics["training_seconds"], live)


def _bytes(pixels: np.ndarray) -> np.ndarray:
    return np.rint(pixels * 255).astype(np.uint8)
