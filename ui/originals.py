"""The original images behind an atlas, where they are on this machine, and what to say where they are not."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import numpy as np
import streamlit as st

from ui.loaders import MODELS_KEPT, Stamp, atlas, files
from ui.words import text
from vae_core.data.sets import DATASETS, DatasetError, DatasetMissing, default_data_dir, load_dataset
from vae_core.data.sides import square_side
from vae_core.runs.forecast import is_here
from vae_core.runs.runs import runs_dir
from vae_core.store import folder


def images_of(name: str) -> np.ndarray | None:
    """The images of the model's atlas, uint8 (N, C, H, W), or None where they are not on this machine."""
    return _found(name)[0]


def data_of(name: str) -> str:
    """The data set or folder of the model's atlas, empty where none is noted. Raises CheckpointError."""
    return atlas(name).data or folder.load_metrics(name).get("data", "")


def missing_set(name: str) -> str | None:
    """The known data set of the model's atlas that is not on this machine, or None; reads no image."""
    try:
        data = data_of(name)
    except folder.CheckpointError:  # the pages that show it say what is wrong with it
        return None
    return data if data in DATASETS and not _data_stamp(data) else None


def forget_what_is_here() -> None:
    """A data set has arrived: what was known of it is looked up anew."""
    _data_stamp.clear()


def why_none(name: str) -> str:
    """One sentence for the visitor who lacks the images of the atlas; empty for one who has them."""
    _, lack, data = _found(name)
    title = data if data in DATASETS else Path(data).name
    folder_name = default_data_dir().name
    match lack:
        case "outside":
            return text("app.originals_outside", folder=folder_name)
        case "gone":
            return text("app.originals_gone", name=title, folder=folder_name)
        case "changed":
            return text("app.originals_changed", name=title)
        case "missing":
            return text("app.originals_missing")
        case "damaged":
            return text("app.originals_damaged", name=title)
        case "unreadable":
            return text("app.originals_unreadable", name=title)
    return ""


def _found(name: str) -> tuple[np.ndarray | None, str, str]:
    """The images or None, what is wrong with them in a word, and the data set or folder they are of."""
    of, shape, data = atlas(name), folder.load_config(name).image_shape, data_of(name)
    if not _may_be_read(data):
        return None, "outside", data
    return *_originals(data, _data_stamp(data), of.split, (len(of.labels), *shape)), data


def _may_be_read(data: str) -> bool:
    """A known data set, or a folder below those of data and of runs: a model folder must not choose what is read."""
    roots = (default_data_dir().resolve(), runs_dir())
    try:
        return data in DATASETS or any(Path(data).resolve().is_relative_to(root) for root in roots)
    except (OSError, RuntimeError, ValueError):  # a name too long, links in a circle
        return False


@st.cache_data(show_spinner=False, max_entries=64, ttl=60)
def _data_stamp(data: str) -> Stamp | bool:
    """Changes when a data set arrives, or images come to a folder or leave it."""
    if data in DATASETS:
        return is_here(data)
    with suppress(OSError):
        return (("", os.stat(data).st_mtime_ns, 0), *files(data, folders=True))
    return False


@st.cache_resource(show_spinner=False, max_entries=MODELS_KEPT)
def _originals(data: str, stamp: Stamp | bool, split: str, shape: tuple[int, ...]) -> tuple[np.ndarray | None, str]:
    if stamp is False and data not in DATASETS:
        return None, "gone"
    try:
        size = square_side(shape[1:])  # that they were read at
        images = load_dataset(data, split, download=False, image_size=size).images
    except DatasetMissing:
        return None, "missing"
    except (DatasetError, OSError):
        return None, "damaged" if data in DATASETS else "unreadable"
    return (images, "") if images.shape == shape else (None, "changed")
