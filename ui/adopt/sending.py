"""Two ONNX files, or the zipped folder of a model, sent to the page: a model, or one sentence on why there is none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui import loaders
from ui.access import training_is_closed
from ui.adopted import parity
from ui.plain import plain
from ui.words import sentence, text
from vae_core.data.sets import DATASETS
from vae_core.store.folder import CheckpointError, load_metrics

NUMBER, DONE = "adopt-number", "adopt-done"  # how many uploaders this session has had; the model that came last


def sending() -> None:
    """Draws both ways in; why there are none where strangers reach the server."""
    st.markdown(text("adopt.here"))
    if reason := training_is_closed():
        st.info(reason)
        return
    if done := st.session_state.pop(DONE, None):
        _tell(done)
    number = st.session_state.setdefault(NUMBER, 0)
    files, folder = st.tabs([text("adopt.files"), text("adopt.zip")])
    with files, st.form(f"adopt-files-{number}", border=False):
        encoder = st.file_uploader(text("adopt.encoder"), type="onnx", key=f"adopt-encoder-{number}")
        decoder = st.file_uploader(text("adopt.decoder"), type="onnx", key=f"adopt-decoder-{number}")
        data = st.selectbox(text("adopt.data"), DATASETS, key=f"adopt-data-{number}", help=text("adopt.data_help"))
        name = st.text_input(text("adopt.name"), key=f"adopt-name-{number}")
        if st.form_submit_button(text("adopt.take"), type="primary"):
            _take([encoder, decoder], name, lambda sent: _files(sent, data, name))
    with folder, st.form(f"adopt-zip-{number}", border=False):
        sent = st.file_uploader(text("adopt.zip_file"), type="zip", key=f"adopt-zip-file-{number}")
        called = st.text_input(text("adopt.name"), key=f"adopt-called-{number}")
        if st.form_submit_button(text("adopt.take"), key=f"adopt-take-zip-{number}", type="primary"):
            _take([sent], called, lambda sent: _folder(sent, called))


def _tell(name: str) -> None:
    """That it is here, how exactly it is the same, and what was guessed."""
    st.success(text("adopt.done", name=plain(name)))
    with suppress(CheckpointError):  # removed meanwhile: the pages that open it say so
        parity(load_metrics(name), loaders.lane(name))


def _files(sent: list[Any], data: str, name: str) -> Path:
    from vae_core.adopting.sent import adopt_files

    return adopt_files(sent[0].getvalue(), sent[1].getvalue(), data, name.strip())


def _folder(sent: list[Any], name: str) -> Path:
    from vae_core.adopting.sent import take_folder

    return take_folder(sent[0], name.strip() or Path(sent[0].name).stem)


def _take(sent: list[Any], name: str, make: Callable[[list[Any]], Path]) -> None:
    """Makes the model; what was sent is let go then, for it would stay in memory until the tab closes."""
    if None in sent or (len(sent) > 1 and not name.strip()):
        st.error(text("adopt.lacking"))
        return
    try:
        with st.spinner(text("adopt.working")):
            folder = make(sent)
    except (CheckpointError, ValueError) as error:
        st.error(plain(sentence(error)))
        return
    except OSError as error:
        st.error(text("adopt.disk", reason=plain(error.strerror or "")))
        return
    if context := get_script_run_ctx():
        for file in sent:
            context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
    st.session_state[NUMBER] += 1
    st.session_state[DONE] = folder.name
    st.rerun()
