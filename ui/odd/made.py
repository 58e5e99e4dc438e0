"""Both groups of images with every score, its curves and its intervals, computed once for each choice."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from ui import loaders
from ui.loaders import Stamp, stamp
from ui.odd.choice import Choice
from ui.originals import images_of
from ui.words import text
from vae_core.model.parts import GRID, part_of_kind
from vae_core.store.atlas import Atlas

ORDINARY, STRANGE = 300, 100  # images of each group at most
RESAMPLES = 200
DIGITS = 4  # of a score that is sent


@dataclass(frozen=True)
class Made:
    """What the page shows."""

    codes: np.ndarray  # (N, D) of the images
    props: dict[str, Any]  # of the browser's part
    has_regret: bool
    can_regret: bool


def made(name: str, choice: Choice) -> Made:
    """Scores of the chosen groups. Raises CheckpointError, DatasetError."""
    with_regret = bool(st.session_state.get("odd-regret"))
    with st.spinner(text("odd.scoring")):
        codes, props, can_regret = _made(name, stamp(name), choice, with_regret)
    titles = {one: text(f"odd.score_{one}") for one in props["scores"]}
    notes = {one: text(f"odd.note_{one}") for one in props["scores"]}
    return Made(codes, props | {"titles": titles, "notes": notes}, "regret" in props["scores"], can_regret)


@st.cache_resource(show_spinner=False, max_entries=16)
def _made(name: str, stamp: Stamp, choice: Choice, with_regret: bool) -> tuple[np.ndarray, dict[str, Any], bool]:
    from vae_core.strange.pictures import see  # torch: not on the way to the first picture
    from vae_core.strange.regret import likelihood_regret
    from vae_core.strange.scores import score

    model, atlas = loaders.model(name), loaders.atlas(name)
    images, is_strange, own = groups(atlas, images_of(name), choice, model.config.image_shape)
    scores = score(model, images, ordinary(name, choice.label), own)
    can_regret = not part_of_kind(model.parts, GRID)
    if with_regret and can_regret:
        scores["regret"] = likelihood_regret(model, images)
    props = {"scores": {}, "strange": is_strange.astype(int).tolist(), "shape": list(images.shape[1:])}
    props |= {"images": base64.b64encode(images.tobytes()).decode(), "rate": float(is_strange.mean())}
    for of, values in scores.items():
        props["scores"][of] = {
            "values": [float(f"{value:.{DIGITS + 2}g}") for value in values],
            **curves(values, is_strange),
        }
    return see(model, images, draws=1).codes, props, can_regret


def ordinary(name: str, without: int) -> Any:
    """An `Ordinary` of the model's own codes but for those of a class; -1 for none. Raises CheckpointError."""
    return _ordinary(name, stamp(name), without)


@st.cache_resource(show_spinner=False, max_entries=16)
def _ordinary(name: str, stamp: Stamp, without: int) -> Any:
    from vae_core.strange.ordinary import Ordinary  # torch

    atlas = loaders.atlas(name)
    rows = ordinary_rows(atlas, without)
    return Ordinary(loaders.model(name), atlas.codes[rows], atlas.logvar[rows].astype(np.float32))


def ordinary_rows(atlas: Atlas, without: int) -> np.ndarray:
    """Which codes are ordinary: those of a class that is called strange are not."""
    return np.flatnonzero(atlas.labels != without)


def groups(
    atlas: Atlas, here: np.ndarray, choice: Choice, shape: tuple[int, int, int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Images of both groups, which are strange, and each one's place among the ordinary codes or -1."""
    rows = ordinary_rows(atlas, choice.label)
    own = _some(len(rows), ORDINARY)
    strangers = here[atlas.labels == choice.label] if choice.kind == "class" else choice.strangers(shape)
    strangers = strangers[_some(len(strangers), STRANGE)]
    images = np.concatenate([here[rows[own]], strangers])
    none = np.full(len(strangers), -1)
    return images, np.arange(len(images)) >= len(own), np.concatenate([own, none])


def curves(values: np.ndarray, is_strange: np.ndarray) -> dict[str, Any]:
    """Both curves of a score as small JSON: the area with its interval, and on the grid the curve and its band."""
    from vae_core.strange.curves import tell

    told = tell(values, is_strange, RESAMPLES)
    return {
        key: {"area": curve.area, "interval": curve.area_interval}
        | {line: np.round(getattr(curve, line), 3).tolist() for line in ("y", "low", "high")}
        for key, curve in (("roc", told.roc), ("pr", told.precision_recall))
    }


def _some(count: int, most: int) -> np.ndarray:
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.int64)) if count else np.zeros(0, np.int64)
