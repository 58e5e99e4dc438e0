"""Decks of stops: the examples that ship, and "+ Stop" in the header of every page. A deck lives in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from frontend.streamlit_host import part

EXAMPLES = Path(__file__).with_name("decks")


def example_decks() -> dict[str, dict[str, Any]]:
    """The decks that ship, by file name; `frontend/present/deck.js` says what is in one."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.json"))}


def offer_stops(page: str) -> None:
    """Draws "+ Stop"; app.py calls it once per page."""
    part("addstop", "silent_add_stop", page=page)
