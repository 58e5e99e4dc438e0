"""Text of links, model folders and errors as Streamlit and Plotly must be given it: shown letter by letter.

Streamlit reads nearly everything it draws as Markdown, with addresses, `:directives:` and $formulas$; Plotly reads
tags.
"""

from __future__ import annotations

import html
import re

from vae_core.store.label import TEXT_LENGTH, label

# Invisible. Addresses and `:icons:` are looked for after backslashes have gone, so that only this keeps them apart.
JOINER = "\u2060"
CODE = re.compile(r"(`[^`]+`)")  # our own sentences name commands in this way; inside, nothing has a meaning
SPECIAL = re.compile(r"[\\`*_\[\]<>&$~|]")
STARTS_BLOCK = re.compile(r"^(\d*)([.)#+=-])")
STARTS_LINK = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)", re.IGNORECASE)


def plain(text: str) -> str:
    """Markdown that shows a text as it is, except that a command between backticks is shown as code."""
    parts = CODE.split(label(text.strip(), TEXT_LENGTH))
    shown = "".join(part if index % 2 else _escaped(part) for index, part in enumerate(parts))
    return STARTS_BLOCK.sub(r"\1\\\2", shown)


def plain_in_plotly(text: str) -> str:
    """A name for Plotly, which makes links of tags and formulas of dollars."""
    return html.escape(label(str(text)), quote=False).replace("$", f"${JOINER}")


def plain_in_html(text: str) -> str:
    """A name or a sentence for our own HTML, in text and in attributes."""
    return html.escape(label(str(text).strip(), TEXT_LENGTH))


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", STARTS_LINK.sub(JOINER, text))
