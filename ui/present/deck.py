"""The decks of stops that ship as examples. A visitor's own deck lives in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).with_name("decks")


def example_decks() -> dict[str, dict[str, Any]]:
    """The decks that ship, by file name; `web/talk/deck.js` says what is in one."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.json"))}
