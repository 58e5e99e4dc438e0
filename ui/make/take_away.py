"""Files of what was made, each written when it is asked for, and the command that makes it again."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui.words import text
from vae_core.making.wish import CONDITIONAL

KINDS = {".zip": "application/zip", ".npz": "application/octet-stream", ".csv": "text/csv"}


def buttons(name: str, made: Any) -> None:
    """Draws the three: pictures, which are what one came for, arrays, a table."""
    with st.container(horizontal=True):
        for suffix, kind in KINDS.items():
            st.download_button(
                text(f"make.take_{suffix[1:]}"), lambda suffix=suffix: _packed(name, made, suffix),
                f"{name}-{made.wish.how}-{made.wish.seed}{suffix}", kind, on_click="ignore", key=f"make-{suffix[1:]}",
                type="primary" if suffix == ".zip" else "secondary",
            )  # fmt: skip


def provenance(name: str, made: Any) -> None:
    """Draws the command, and a warning where codes of images were used."""
    from vae_core.making.about import command_of

    if made.wish.how != CONDITIONAL:
        st.caption(text("make.not_for_test"))
    with st.expander(text("make.command")):
        st.code(command_of(name, made), language="bash", wrap_lines=True)
        st.caption(text("make.command_note"))


def _packed(name: str, made: Any, suffix: str) -> bytes:
    from vae_core.making.files import packed

    return packed(name, made, suffix)
