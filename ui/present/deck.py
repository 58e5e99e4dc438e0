"""The decks of stops that ship as examples, in the language of the page. A visitor's own deck lives in the browser."""

from __future__ import annotations

import json
from typing import Any

from ui.words import ENGLISH, HERE, language

EXAMPLES = HERE / ENGLISH / "decks"


def example_decks() -> dict[str, dict[str, Any]]:
    """The decks that ship, by file name; `web/talk/deck.js` says what is in one."""
    own = HERE / language() / "decks"
    files = [own / path.name if (own / path.name).is_file() else path for path in sorted(EXAMPLES.glob("*.json"))]
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}
