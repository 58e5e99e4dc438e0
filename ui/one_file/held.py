"""What the pages need that stops of a talk hold, where the talk is in one file: its one model plays the challenge."""

from __future__ import annotations

from typing import Any

from ui.playground.sent import sent
from ui.session import DEFAULT_MODEL, FLAT_MODEL

PLAYERS = {"flat": FLAT_MODEL, "deep": DEFAULT_MODEL}  # another model has other targets


def holds_page(stop: dict[str, Any]) -> bool:
    """Whether a stop holds a page, also one whose state is all as at first."""
    return isinstance(stop.get("query"), dict) and isinstance(stop.get("page"), str)


def held_by(deck: dict[str, Any], name: str) -> dict[str, Any]:
    """By page, as pages/present.py sends it; only of pages that a stop of the deck holds."""
    pages = {stop.get("page") for stop in deck["stops"] if holds_page(stop)}
    held = {
        "playground": sent,
        "challenge": lambda: {"models": {role: player for role, player in PLAYERS.items() if player == name}},
    }
    return {page: needs() for page, needs in held.items() if page in pages}
