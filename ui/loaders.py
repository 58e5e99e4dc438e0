"""What pages load, kept once per process: weights, atlases, bytes. Keys are names and file times, not arrays."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import streamlit as st

from vae_core.model.parts import mapped, mapped_logvar
from vae_core.store import browser, folder
from vae_core.store.atlas import Atlas, load_atlas
from vae_core.store.siblings import Point
from vae_core.store.siblings import family as family_of

MODELS_KEPT = 8  # about 10 MB each
Stamp = tuple[tuple[str, int, int], ...]


def model(name: str) -> Any:
    """The PyTorch model. Raises CheckpointError."""
    return _model(name, stamp(name))


def atlas(name: str) -> Atlas:
    """The atlas. Raises CheckpointError."""
    return _atlas(name, stamp(name))


def model_bytes(name: str) -> bytes:
    """The weights as the browser takes them: read and checked once, not in every run. Raises CheckpointError."""
    return _model_bytes(name, stamp(name))


def atlas_bytes(name: str) -> bytes:
    """The atlas as the browser takes it: unpacked once, not in every run. Raises CheckpointError."""
    return _atlas_bytes(name, stamp(name))


def lane(name: str) -> str:
    """Who decodes it and how much at once: vae_core/graph/lane.py. Raises CheckpointError."""
    return _lane(name, stamp(name))


def dimensions(name: str) -> Any:
    """What each latent dimension tells: a second of integrals, done once. Raises CheckpointError."""
    return _dimensions(name, stamp(name))


def family(name: str) -> list[Point]:
    """Models that differ from this one in beta alone, itself among them. Raises CheckpointError."""
    return _family(name, str(folder.models_dir()), stamp(name))


def stamp(name: str) -> Stamp:
    """Changes when a file of the folder does, so that a model trained again is read again; writers may be at work."""
    return files(folder.checkpoint_dir(name), folders=False)


def files(where: str | Path, folders: bool) -> Stamp:
    """Name, time and size of the visible files, or folders, directly in a folder, as far as they are still there."""
    found = []
    with suppress(OSError), os.scandir(where) as entries:
        for entry in entries:
            with suppress(OSError):  # renamed or removed meanwhile: what is read next says so
                if entry.name[0] != "." and entry.is_dir() == folders:
                    found.append((entry.name, (of := entry.stat()).st_mtime_ns, of.st_size))
    return tuple(sorted(found))


@st.cache_resource(show_spinner=False, max_entries=MODELS_KEPT)
def _model(name: str, stamp: Stamp) -> Any:
    from vae_core.store.checkpoint import load_model  # torch: not on the way to the first picture

    folder.check_size(folder.checkpoint_dir(name) / "model.safetensors")
    return load_model(name)


@st.cache_resource(show_spinner=False, max_entries=MODELS_KEPT)
def _atlas(name: str, stamp: Stamp) -> Atlas:
    folder.load_config(name)  # a folder that is not good is said to be so before it is sent for an atlas
    return load_atlas(name)


@st.cache_resource(show_spinner=False, max_entries=MODELS_KEPT)
def _dimensions(name: str, stamp: Stamp) -> Any:
    from vae_core.measure.dimensions import per_dimension, prior_marginals  # torch

    of, parts = atlas(name), folder.load_config(name).parts
    codes, logvar = of.codes[of.measured], of.logvar[of.measured]
    return per_dimension(mapped(parts, codes), mapped_logvar(parts, logvar), prior_marginals(model(name)))


@st.cache_data(show_spinner=False, max_entries=64, ttl=30)  # another model may come at any time
def _family(name: str, models_dir: str, stamp: Stamp) -> list[Point]:
    return family_of(name)


@st.cache_resource(show_spinner=False, max_entries=MODELS_KEPT)
def _model_bytes(name: str, stamp: Stamp) -> bytes:
    return browser.model_bytes(name)


@st.cache_resource(show_spinner=False, max_entries=64)
def _lane(name: str, stamp: Stamp) -> str:
    return browser.spec_in(model_bytes(name))["lane"]


@st.cache_resource(show_spinner=False, max_entries=MODELS_KEPT)
def _atlas_bytes(name: str, stamp: Stamp) -> bytes:
    return browser.atlas_bytes(name)
