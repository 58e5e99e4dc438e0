"""What is called strange: a class of the model's own data, another data set, or images that the visitor sends."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from ui import loaders
from ui.access import training_is_closed
from ui.link import index_in_link
from ui.originals import data_of
from ui.uploads import let_go, sent_zip
from ui.words import text
from vae_core.data.images import read_square
from vae_core.data.sets import DatasetError, load_dataset
from vae_core.data.sides import square_side
from vae_core.data.upload import unpack_some
from vae_core.runs.forecast import is_here
from vae_core.store.atlas import Atlas

SETS = ("digits", "shapes", "mnist", "fashion", "kmnist", "emnist")  # grey ones
SENT = "zip"
MOST_SENT = 200
KEPT = "odd-sent"  # a zip's id, and the images that came of it


@dataclass(frozen=True)
class Choice:
    """What the visitor calls strange."""

    kind: str  # "class", "set" or "zip"
    label: int = -1  # of a class
    data: str = ""  # a data set
    sent: str = ""  # the id of a zip
    title: str = ""

    @property
    def is_chosen(self) -> bool:
        """Whether there are images of it."""
        return self.kind != SENT or bool(self.sent)

    def in_link(self) -> dict[str, int | None]:
        """What the page's address keeps of it."""
        return {"class": self.label if self.kind == "class" else None}

    def strangers(self, shape: tuple[int, int, int]) -> np.ndarray:
        """Images from elsewhere, uint8 (N, C, H, W). Raises DatasetError."""
        if self.kind == SENT:
            return st.session_state[KEPT][1]
        return load_dataset(self.data, download=False, image_size=shape[1]).images


def choose(name: str, atlas: Atlas) -> Choice:
    """Draws what asks for it. Raises DatasetError where a zip holds no images that can be read."""
    shape, data = loaders.model(name).config.image_shape, data_of(name)
    takes_others = shape[0] == 1 and square_side(shape) is not None
    others = [one for one in SETS if takes_others and one != data and is_here(one)]
    classes = list(range(len(atlas.class_names))) if len(atlas.class_names) > 1 else []
    sent = [SENT] if takes_others and not training_is_closed() else []
    start = index_in_link("class", len(classes)) or 0
    titles = {one: text("odd.set", name=one) for one in others} | {SENT: text("odd.sent")}
    titles |= {label: text("odd.class", name=atlas.class_names[label]) for label in classes}
    options = [*classes, *others, *sent]
    if not options:
        raise DatasetError(
            "This model's images have one class and a size of their own: there is nothing to compare them with."
        )
    chosen = st.selectbox(
        text("odd.strange"), options, start, format_func=titles.__getitem__, key=f"odd-{name}", width=360
    )
    if chosen == SENT:
        return _sent(shape)
    let_go()
    if isinstance(chosen, int):
        return Choice("class", label=chosen, title=atlas.class_names[chosen])
    return Choice("set", data=chosen, title=chosen)


def _sent(shape: tuple[int, int, int]) -> Choice:
    file = sent_zip(help=text("odd.zip_help", most=MOST_SENT))
    if not file:
        return Choice(SENT)
    if st.session_state.get(KEPT, (None,))[0] != file.file_id:
        st.session_state[KEPT] = file.file_id, images_in(file, shape[1])
    return Choice(SENT, sent=file.file_id, title=text("odd.sent"))


def images_in(file: Any, side: int) -> np.ndarray:
    """Grey squares of a zip's images, evenly chosen, uint8 (N, 1, side, side). Raises DatasetError."""
    with tempfile.TemporaryDirectory() as folder:
        paths, _ = unpack_some(file, Path(folder), MOST_SENT)
        colour = np.stack([read_square(path, side) for path in paths])
    return np.rint(colour.mean(1, keepdims=True)).astype(np.uint8)
