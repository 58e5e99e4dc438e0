"""The header of every page, on its right side: the model, help, and light or dark."""

from __future__ import annotations

import streamlit as st

from ui.host import part
from ui.models import cards
from ui.pages import PAGES


def header(page: str, model: str | None) -> None:
    """Draws it; a visit calls it once. A model that is chosen there is the one of every page from then on."""
    state = st.session_state
    part(
        "header",
        "silent_header",
        {"choose": lambda: state.update(model=state["silent_header"].choose)},
        page=page,
        pages=PAGES,
        models=cards(),
        chosen=model,
    )
