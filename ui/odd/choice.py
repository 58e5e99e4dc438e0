"""What is called strange: a class of the model's own data, another data set, or the visitor's own pictures."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from ui import loaders
from ui.link import index_in_link
from ui.originals import data_of
from ui.words import text
from vae_core.data.sets import DatasetError, load_dataset
from vae_core.data.sides import square_side
from vae_core.runs.forecast import is_here
from vae_core.store.atlas import Atlas

SETS = ("digits", "shapes", "mnist", "fashion", "kmnist", "emnist")  # grey ones
BROUGHT = "brought"
MOST_BROUGHT = 200  # web/odd/brought.js
KEPT = "odd-brought"  # a digest of the visitor's own pictures, and the pictures


@dataclass(frozen=True)
class Choice:
    """What the visitor calls strange."""

    kind: str  # "class", "set" or "brought"
    label: int = -1  # of a class
    data: str = ""  # a data set
    digest: str = ""  # of the visitor's own pictures
    title: str = ""

    def in_link(self) -> dict[str, int | None]:
        """What the page's address keeps of it."""
        return {"class": self.label if self.kind == "class" else None}

    def strangers(self, shape: tuple[int, int, int]) -> np.ndarray:
        """Images from elsewhere, uint8 (N, C, H, W). Raises DatasetError."""
        if self.kind == BROUGHT:
            return st.session_state[KEPT][1]
        return load_dataset(self.data, download=False, image_size=shape[1]).images


def choose(name: str, atlas: Atlas) -> Choice:
    """Draws what asks for it. Raises DatasetError where nothing can be set against the model's images."""
    shape, data = loaders.model(name).config.image_shape, data_of(name)
    takes_others = shape[0] == 1 and square_side(shape) is not None
    others = [one for one in SETS if takes_others and one != data and is_here(one)]
    classes = list(range(len(atlas.class_names))) if len(atlas.class_names) > 1 else []
    digest, own = st.session_state.get(KEPT, ("", np.zeros((0, 0))))
    mine = [BROUGHT] if own.shape[1:] == shape else []
    start = index_in_link("class", len(classes)) or 0
    titles = {one: text("odd.set", name=one) for one in others} | {BROUGHT: text("odd.brought")}
    titles |= {label: text("odd.class", name=atlas.class_names[label]) for label in classes}
    options = [*classes, *others, *mine]
    if not options:
        raise DatasetError(
            "This model's images have one class and a size of their own: there is nothing to compare them with."
        )
    if st.session_state.get(key := f"odd-{name}") not in options:
        st.session_state[key] = options[start]
    chosen = st.selectbox(text("odd.strange"), options, format_func=titles.__getitem__, key=key, width=360)
    if chosen == BROUGHT:
        return Choice(BROUGHT, digest=digest, title=text("odd.brought"))
    if isinstance(chosen, int):
        return Choice("class", label=chosen, title=atlas.class_names[chosen])
    return Choice("set", data=chosen, title=chosen)


def take_brought(name: str, asked: Any) -> None:
    """Calls the visitor's own pictures strange: base64 of uint8 (N, C, H, W); anything else changes nothing."""
    shape = loaders.model(name).config.image_shape
    try:
        content = base64.b64decode(asked, validate=True)
        images = np.frombuffer(content, np.uint8).reshape(-1, *shape)
    except (TypeError, ValueError):
        return
    if 0 < len(images) <= MOST_BROUGHT:
        st.session_state[KEPT] = hashlib.sha256(content).hexdigest(), images
        st.session_state[f"odd-{name}"] = BROUGHT
