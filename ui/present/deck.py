"""The decks of stops that ship as examples, in the language of the page. A visitor's own deck lives in the browser."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ui import loaders
from ui.host import send_bytes
from ui.words import ENGLISH, HERE, language, sentence, text
from vae_core.store.folder import CheckpointError

EXAMPLES = HERE / ENGLISH / "decks"
TOUR = "handwriting"  # the example that shows a newcomer round


def example_decks() -> dict[str, dict[str, Any]]:
    """The decks that ship, by file name; `web/talk/deck.js` says what is in one."""
    own = HERE / language() / "decks"
    files = [own / path.name if (own / path.name).is_file() else path for path in sorted(EXAMPLES.glob("*.json"))]
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


def tour_deck() -> dict[str, Any]:
    """The example talk that Start shows as a guided tour."""
    return example_decks()[TOUR]


def send_models(names: Iterable[str]) -> dict[str, str]:
    """Hands models and their atlases to the browser; why some cannot be shown, by name."""
    broken = {}
    for name in dict.fromkeys(names):
        try:
            if loaders.lane(name) == "server":
                broken[name] = text("app.one_at_a_time", name=name)
                continue
            send_bytes(loaders.model_bytes(name), key=f"model_bytes_{name}")
            send_bytes(loaders.atlas_bytes(name), key=f"atlas_bytes_{name}")
        except CheckpointError as error:
            broken[name] = sentence(error)
    return broken
