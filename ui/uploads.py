"""What visitors send: taken only where training is open, and let go as soon as it has been used.

Streamlit takes a file from every open tab, whether or not a page asks for one, and keeps it in memory until the tab
closes.
"""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit import config
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.access import training_is_closed
from ui.words import text

LIMIT = "server.maxUploadSize"
OPEN_MB = st.get_option(LIMIT)
SENT, NUMBER = "sent-file", "sent-number"  # the file of this session; how many uploaders it has had


def tidy_uploads(page: str) -> None:
    """Lets nobody send a file where training is closed, and frees what a visitor of another page has sent."""
    most = 0 if training_is_closed() else OPEN_MB
    if st.get_option(LIMIT) != most:
        config.set_option(LIMIT, most)
    if page != "train":
        let_go()


def sent_zip(**look: Any) -> Any:
    """Draws the uploader; returns the file that it holds."""
    number = st.session_state.setdefault(NUMBER, 0)
    file = st.file_uploader(text("train.zip"), type="zip", key=f"train-zip-{number}" if number else "train-zip", **look)
    st.session_state[SENT] = file.file_id if file else None
    return file


def let_go() -> None:
    """Frees the file that this session has sent; the next uploader is a new one, and empty."""
    file_id = st.session_state.pop(SENT, None)
    context = get_script_run_ctx()
    if file_id and context:
        context.uploaded_file_mgr.remove_file(context.session_id, file_id)
        st.session_state[NUMBER] += 1
