"""What the address asked for when the session started. The browser alone writes it (web/link/keeper.js).

A parameter that Python wrote would make a history entry of its own.
"""

from __future__ import annotations

import math

import streamlit as st

from ui.plain import plain
from ui.words import text
from vae_core.shared import SHARED

MOST_LETTERS = 20_000  # of one parameter of a link
CHOICES = ("model", *SHARED["link"]["for_python"], *SHARED["link"]["of_pages"])  # what Python draws from


def link() -> dict[str, str]:
    """The parameters that Python draws from; earlier names of them included."""
    state = st.session_state
    if "link" not in state:
        asked = {key: value[:MOST_LETTERS] for key, value in st.query_params.to_dict().items()}
        projection = asked.get("projection")
        if projection and "map" not in asked:
            raw = f"{asked.get('x', '')},{asked.get('y', '')}"
            asked["map"] = raw if projection == "raw" else projection
        if "camera" in asked:
            asked.setdefault("map", "tsne")  # earlier, every model opened with it
        state["link"] = {key: asked[key] for key in CHOICES if key in asked}
    return state["link"]


def index_in_link(key: str, count: int) -> int | None:
    """A whole number from 0 that the link names, below the count."""
    asked = link().get(key, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 and int(asked) < count else None


def numbers_in_link(key: str) -> list[float]:
    """Finite numbers between commas; none where anything else is among them."""
    try:
        numbers = [float(number) for number in link().get(key, "").split(",")]
    except ValueError:
        return []
    return numbers if all(math.isfinite(number) for number in numbers) else []


def number_in_link(title: str, largest: int, key: str) -> int:
    """Draws a number input from 0 to `largest` that the link keeps; no number there is left out, with a word."""
    try:
        return int(st.number_input(title, 0, largest, 0, key=key, bind="query-params"))
    except (OverflowError, ValueError):  # Streamlit takes "inf" for a number, and fails at it in every run
        if not st.session_state.get(f"{key}-told"):
            st.session_state[f"{key}-told"] = True
            st.toast(plain(text("app.bad_number", name=key, largest=largest)), icon="⚠️")
        return int(st.number_input(title, 0, largest, 0, key=f"{key}-unbound"))
