"""The playground in one HTML file: digits, the worker's program and the page, which needs nothing else to train."""

from __future__ import annotations

import html
import json

from ui.one_file.page import in_script, page
from ui.playground.sent import sent
from ui.words import text
from ui.words.language import read_in


def playground_file(code: str, play: str = "") -> str:
    """The file in the language of that code, which opens with those knobs; the same bytes whenever it is made."""
    with read_in(code):
        return page(
            "playground.html",
            "playground.js",
            title=html.escape(text("playground.file_title")),
            about=html.escape(text("playground.file_about")),
            sent=in_script(json.dumps(sent() | {"play": play})),
        )
