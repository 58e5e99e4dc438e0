"""Decks of stops: the examples that ship, and "+ Stop" in the header of every page. A deck lives in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from frontend.place import place
from frontend.session import send_model
from frontend.streamlit_host import part

EXAMPLES = Path(__file__).with_name("decks")


def example_decks() -> dict[str, dict[str, Any]]:
    """The decks that ship, by file name; `frontend/present/deck.js` says what is in one."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.json"))}


def keep_state(name: str, latent_dim: int) -> None:
    """Keeps the live state on a page without a live picture: "+ Stop" stores it, and the next page starts from it."""
    send_model(name)
    part("state", "silent_state", **place(name, latent_dim))


def offer_stops(page: str) -> None:
    """Draws "+ Stop"; app.py calls it once per page."""
    part("addstop", "silent_add_stop", page=page)
