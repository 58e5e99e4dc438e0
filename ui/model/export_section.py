"""The Export section of the Model page: files that are made when they are asked for."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from ui.plain import plain


def export_section(name: str) -> None:
    """Draws the section for one model."""
    st.markdown("**Export**")
    left, right = st.columns(2, gap="large")
    with left:
        st.download_button("Explorer as one HTML file", lambda: _html(name), f"{name}.html", "text/html",
                           on_click="ignore", key="export-html")  # fmt: skip
        st.caption("Map, sliders and live decoder in a file that opens from the disk: no server, no network.")
    with right:
        st.download_button("Codes, maps and traversals (NumPy)", lambda: _npz(name), f"{name}.npz",
                           "application/octet-stream", on_click="ignore", key="export-npz")  # fmt: skip
        st.caption(plain(f"For ONNX: `python -m vae_core export {name} --to onnx --out {name}.onnx`"))


def _html(name: str) -> bytes:
    from ui.one_file import one_file  # torch: not on the way to the page

    return one_file(name).html.encode()


def _npz(name: str) -> bytes:
    from vae_core.export.npz import write_npz

    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.npz"
        write_npz(name, path)
        return path.read_bytes()
