"""How exactly an adopted model is the one that was trained: a badge, and what was guessed."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui.plain import plain
from ui.words import paragraph, text, translated

MOST_GUESSES = 8


def parity(metrics: dict[str, Any], lane: str) -> None:
    """Badge and sentence; nothing for a model that was trained here."""
    if not (adopted := metrics.get("adopted")):
        return
    torch, engine = adopted.get("parity", 0), adopted.get("engine_parity")
    most = max(torch, engine or 0)
    st.badge(text("model.parity", difference=most) if most else text("model.parity_exact"), color="green")
    if lane == "server":
        measured = text("model.parity_server", torch=torch)
    elif engine is None:
        measured = text("model.parity_unmeasured", torch=torch)
    else:
        measured = text("model.parity_engine", torch=torch, engine=engine, ms=adopted.get("engine_ms", 0))
    guesses = text("model.between_guesses").join(filter(None, map(_guess, adopted.get("guessed", [])[:MOST_GUESSES])))
    st.caption(paragraph(measured, text("model.guessed", guesses=guesses) if guesses else ""))


def _guess(stored: Any) -> str:
    """One guess as its folder keeps it: a sentence with its parts, or the English sentence alone in older ones."""
    if isinstance(stored, str):
        return plain(stored)
    kept = stored if isinstance(stored, dict) else {}
    sentence, template, holes = (kept.get(name) for name in ("sentence", "template", "holes"))
    if not isinstance(sentence, str):
        return ""
    if not isinstance(template, str) or not isinstance(holes, dict):
        return plain(sentence)
    return plain(translated(template, holes, sentence))
