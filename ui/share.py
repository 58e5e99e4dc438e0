"""What every page offers to share: "Copy link" and "Add to talk", and the live state that both store."""

from __future__ import annotations

import streamlit as st

from ui import loaders
from ui.host import part
from ui.made import made_of, take_made
from ui.map.view import follow_browser
from ui.point import point, take_pin
from ui.session import model_of, send_model


def share_buttons(page: str) -> None:
    """Draws "Copy link" and "Add to talk"; app.py calls it once per page."""
    on = {"wish": lambda: follow_browser(st.session_state["silent_add_stop"].wish)}
    part("addstop", "silent_add_stop", on, page=page, model=model_of(page))


def share_state(name: str, latent_dim: int, **query: object) -> None:
    """Holds the live state on a page without a live picture, for the two buttons and for the next page.

    Args:
        name: a model.
        latent_dim: D.
        query: what the page's own widgets say, for its address; None is left out.
    """
    send_model(name)
    start = loaders.atlas(name).codes[0].tolist()  # where both begin: no word is needed about that
    on = {
        "pin": lambda: take_pin(st.session_state["silent_state"].pin, name, latent_dim),
        "made": lambda: take_made(st.session_state["silent_state"].made, name),
    }
    part("state", "silent_state", on, **point(name, latent_dim), query=query, start=start, made=made_of(name))
