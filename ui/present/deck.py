"""Decks of stops: the examples that ship, and "Add to talk" on every page. A deck lives in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import streamlit as st

from ui import loaders
from ui.host import part
from ui.place import follow_wish, place, remember
from ui.session import send_model

EXAMPLES = Path(__file__).with_name("decks")


def example_decks() -> dict[str, dict[str, Any]]:
    """The decks that ship, by file name; `web/talk/deck.js` says what is in one."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.json"))}


def keep_state(name: str, latent_dim: int, **query: object) -> None:
    """Keeps the live state on a page without a live picture: "Add to talk" stores it, and the next page starts from it.

    Args:
        name: a model.
        latent_dim: D.
        query: what the page's own widgets say, for its address; None is left out.
    """
    send_model(name)
    start = loaders.atlas(name).codes[0].tolist()  # where both begin: no word is needed about that
    on = {"commit": lambda: remember(st.session_state["silent_state"].commit, name, latent_dim)}
    part("state", "silent_state", on, **place(name, latent_dim), query=query, start=start)


def offer_stops(page: str) -> None:
    """Draws "Copy link" and "Add to talk"; app.py calls it once per page."""
    on = {"wish": lambda: follow_wish(st.session_state["silent_add_stop"].wish)}
    part("addstop", "silent_add_stop", on, page=page)
