"""What pages load, kept once per process: weights, atlases, originals. Keys are names and file times, not arrays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from vae_core import browser, folder
from vae_core.atlas import Atlas, load_atlas
from vae_core.data import DATASETS, DatasetError, default_data_dir, load_dataset
from vae_core.runs import runs_dir

MODELS_KEPT = 8  # about 10 MB each


def model(name: str) -> Any:
    """The PyTorch model. Raises CheckpointError."""
    return _model(name, stamp(name))


def atlas(name: str) -> Atlas:
    """The atlas. Raises CheckpointError."""
    return _atlas(name, stamp(name))


def originals(name: str) -> np.ndarray | None:
    """The images of the model's atlas, uint8 (N, C, H, W), or None where they are not on this machine."""
    of = atlas(name)
    data = _data(name)
    return _originals(data, of.split, len(of.labels)) if _may_be_read(data) else None


def how_to_get_originals(name: str) -> str:
    """One sentence for the visitor who lacks the images of the atlas."""
    data = _data(name)
    if data in DATASETS:
        return f"The original images are not on this machine: `python -m vae_core data {data}` downloads them."
    return f"The original images of a folder appear when it lies in {default_data_dir().name}/."


def atlas_bytes(name: str) -> bytes:
    """The atlas as the browser takes it: unpacked once, not in every run. Raises CheckpointError."""
    return _atlas_bytes(name, stamp(name))


def _data(name: str) -> str:
    return atlas(name).data or folder.load_metrics(name).get("data", "")


def _may_be_read(data: str) -> bool:
    """A known data set, or a folder below those of data and of runs: a model folder must not choose what is read."""
    roots = (default_data_dir().resolve(), runs_dir())
    return data in DATASETS or any(Path(data).resolve().is_relative_to(root) for root in roots)


def stamp(name: str) -> float:
    """Changes when a file of the folder does, so that a model trained again is read again."""
    return max((path.stat().st_mtime for path in folder.checkpoint_dir(name).iterdir()), default=0.0)


@st.cache_resource(show_spinner=False, max_entries=MODELS_KEPT)
def _model(name: str, stamp: float) -> Any:
    from vae_core.checkpoint import load_model  # torch: not on the way to the first picture

    return load_model(name)


@st.cache_resource(show_spinner=False, max_entries=MODELS_KEPT)
def _atlas(name: str, stamp: float) -> Atlas:
    folder.load_config(name)  # a folder that is not good is said to be so before it is sent for an atlas
    return load_atlas(name)


@st.cache_resource(show_spinner=False, max_entries=MODELS_KEPT)
def _atlas_bytes(name: str, stamp: float) -> bytes:
    return browser.atlas_bytes(name)


@st.cache_resource(show_spinner=False, max_entries=MODELS_KEPT, ttl=60)
def _originals(data: str, split: str, count: int) -> np.ndarray | None:
    try:
        images = load_dataset(data, split, download=False).images
    except DatasetError:
        return None
    return images if len(images) == count else None
