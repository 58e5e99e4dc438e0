"""Which images to train on: a data set, a folder of the server, or a zip that the visitor sends."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import streamlit as st

from ui.access import may_be_trained_on
from ui.train.kept import kept
from ui.uploads import let_go, sent_zip
from ui.words import text
from vae_core.data.fetch import MEGABYTES
from vae_core.data.sets import FOLDER_MIN_IMAGES, DatasetError, default_data_dir
from vae_core.runs.forecast import DataLook, folder_at, is_here, look_at, look_at_zip

FOLDER, ZIP = "folder", "zip"
LOOKED = "train-looked-at"  # the id of a zip, and what a glance at it told
UNKNOWN = (1, 28, 28)
KINDS = ("digits", "shapes", "scenes", "mnist", "fashion", "kmnist", "emnist", FOLDER, ZIP)


class Images(NamedTuple):
    """What the visitor has chosen."""

    kind: str  # one of KINDS
    data: str = ""  # a data set or the path of a folder; empty until one is named, and for a zip
    file: BinaryIO | None = None  # the zip

    @property
    def is_chosen(self) -> bool:
        """Whether there is anything to train on."""
        return bool(self.data) or self.file is not None

    def look(self) -> DataLook:
        """What a glance tells. Raises DatasetError, and OSError where a zip finds no room."""
        return _look_at_zip(self.file) if self.file else look(self.data)

    @property
    def title(self) -> str:
        """What a model of them may be called."""
        if self.file:
            return Path(self.file.name).stem
        return Path(self.data).name if self.kind == FOLDER and self.data else self.kind

    def shape(self) -> tuple[int, int, int]:
        """(C, H, W), as far as a glance tells."""
        try:
            return self.look().image_shape if self.is_chosen else UNKNOWN
        except (DatasetError, OSError):
            return UNKNOWN  # what is wrong is said where it is looked at


def choose_images() -> Images:
    """Draws what asks for them."""
    kind = st.selectbox(
        text("train.field_data"), KINDS, format_func=_label, key=kept("train-data", "digits"),
        help=text("train.help_data"),
    )  # fmt: skip
    if kind == ZIP:
        return Images(kind, file=sent_zip(help=text("train.zip_help", least=FOLDER_MIN_IMAGES)))
    let_go()
    return Images(kind, _folder(_type_folder()) if kind == FOLDER else kind)


@st.cache_data(ttl=20, show_spinner=False)
def look(data: str) -> DataLook:
    """What a glance tells of a data set or folder. Raises DatasetError, of a folder that nobody may know of too."""
    if data not in KINDS and not may_be_trained_on(data):  # nor whether it is there at all
        folder = default_data_dir().name
        raise DatasetError("On this server only folders in {folder}/ can be trained on.", folder=folder)
    return look_at(data)


def _look_at_zip(file: Any) -> DataLook:
    """Once for each file that is sent, whatever else the visitor touches."""
    state = st.session_state
    if state.get(LOOKED, (None,))[0] != file.file_id:
        try:
            state[LOOKED] = file.file_id, look_at_zip(file)
        except DatasetError as error:
            state[LOOKED] = file.file_id, error
    found = state[LOOKED][1]
    if isinstance(found, DatasetError):
        raise found
    return found


def _type_folder() -> str:
    return st.text_input(
        text("train.folder"), key=kept("train-folder", ""), placeholder=text("train.folder_example"),
        help=text("train.folder_help", least=FOLDER_MIN_IMAGES),
    ).strip()  # fmt: skip


def _folder(typed: str) -> str:
    try:
        return folder_at(typed) if typed else ""
    except DatasetError:  # which says whether there is such a folder: not everybody may know
        return os.path.join(typed, "")  # never the name of a data set; what is wrong is said where it is looked at


def _label(kind: str) -> str:
    title = text(f"train.data_{kind}")
    if kind in MEGABYTES and not is_here(kind):
        return text("train.to_download", data=title, megabytes=MEGABYTES[kind])
    return title
