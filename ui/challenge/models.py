"""The models that the game is played with: one of two numbers, and one of many."""

from __future__ import annotations

from ui import loaders
from ui.always_here import is_whole
from ui.session import DEFAULT_MODEL, FLAT_MODEL
from vae_core.model.parts import CLASS, GRID, LEVEL, part_of_kind
from vae_core.store.folder import CheckpointError, list_models, load_config

LIVE = ("all", "picture")  # lanes of models that the page itself decodes at every frame
MANY = 5  # numbers: more than the level of four sliders moves


def game_models() -> dict[str, str]:
    """Names by role, "flat" and "deep"; a role that no model here can play is left out."""
    lengths = {name: length for name in list_models() if (length := _length(name))}
    roles = {
        "flat": [name for name, length in lengths.items() if length == 2],
        "deep": [name for name, length in lengths.items() if length >= MANY],
    }
    natural = {"flat": FLAT_MODEL, "deep": DEFAULT_MODEL}
    found = {role: _first_whole(names, natural[role]) for role, names in roles.items()}
    return {role: name for role, name in found.items() if name}


def _length(name: str) -> int | None:
    """How many numbers the vector of such a code has; None where it is more than a vector, or cannot be read."""
    try:
        config = load_config(name)
        is_vector = not any(part_of_kind(config.parts, kind) for kind in (CLASS, GRID, LEVEL))
        return config.code_length if is_vector and loaders.lane(name) in LIVE else None
    except (CheckpointError, OSError):
        return None  # every page of its own says what is wrong with it


def _first_whole(names: list[str], natural: str) -> str | None:
    """The natural one, or the first that can be read."""
    return next((name for name in sorted(names, key=lambda name: name != natural) if is_whole(name)), None)
