"""The Export section of the Model page: files that are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from ui.made import made_of, names_in
from ui.model.figures import heading
from ui.plain import plain
from ui.words import text
from ui.words.language import language
from vae_core.model.parts import BLEND, CLASS, GRID
from vae_core.store.folder import load_config


def export_section(name: str, lane: str) -> None:
    """Draws the section for one model; one that Python decodes fits in no single file."""
    heading(text("model.export"))
    left, right = st.columns(2, gap="large")
    made = made_of(name)
    code = language()  # the file is made when it is asked for, and then no visitor is known
    with left:
        if lane == "server":
            st.caption(plain(text("model.export_html_server", name=name)))
        else:
            file = f"{name}.html"
            _button(text("model.export_html"), lambda: _html(name, code, made), file, "text/html", "export-html")
            st.caption(text("model.export_html_note"))
    with right:
        _button(
            text("model.export_npz"), lambda: _npz(name, made), f"{name}.npz", "application/octet-stream", "export-npz"
        )
        if not any(
            part.kind in (CLASS, GRID, BLEND) for part in load_config(name).parts
        ):  # ONNX export takes none of them
            st.caption(plain(text("model.export_onnx", name=name)))


def _button(title: str, make: Callable[[], bytes], file: str, kind: str, key: str) -> None:
    st.download_button(title, make, file, kind, on_click="ignore", key=key)


def _html(name: str, code: str, made: str) -> bytes:
    from ui.one_file.build import one_file  # torch: not on the way to the page

    return one_file(name, code=code, made=made).html.encode()


def _npz(name: str, made: str) -> bytes:
    from vae_core.export.npz import write_npz

    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.npz"
        write_npz(name, path, names_in(made, load_config(name).code_length))
        return path.read_bytes()
