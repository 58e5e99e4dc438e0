"""What a visitor has made of a model's sliders, as the browser's link writes it: hostile text, carried into files.

The browser's own checks (web/link) are those of any link; here only its letters and its length are, and the names that
a NumPy archive holds are read out of it.
"""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from urllib.parse import parse_qs

import streamlit as st

from vae_core.shared import SHARED

LONGEST = SHARED["link"]["most_letters"]  # of a link: the browser reads no more
LONGEST_NAME = SHARED["link"]["longest_name"]  # of a slider, in characters
MOST_LOOKED_AT = 40 * LONGEST_NAME  # a book need not be read to its end
LINK = re.compile(r"[A-Za-z0-9_\-.,~%=&]*")


def made_of(name: str) -> str:
    """The link's text of what was made of a model in this visit, or ""."""
    made = st.session_state.get("made")
    return made["text"] if made and made["model"] == name else ""


def take_made(made: object, name: str) -> None:
    """Takes over what the browser tells, if it is of this model and reads like a link."""
    if not isinstance(made, dict) or made.get("model") != name:
        return
    text = made.get("text")
    if isinstance(text, str) and len(text) <= LONGEST and LINK.fullmatch(text):
        st.session_state["made"] = {"model": name, "text": text}


def names_in(text: str, latent_dim: int) -> list[str]:
    """What each dimension is called: "slant (z3)" where the link names it, else "z3"; what is malformed is left out."""
    given = _names(parse_qs(text).get("names", [""])[0])
    plain = [f"z{dim + 1}" for dim in range(latent_dim)]
    return [f"{name} ({own})" if (name := given.get(str(dim))) else own for dim, own in enumerate(plain)]


def _names(letters: str) -> dict[str, str]:
    try:
        found = json.loads(base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4)))
    except (ValueError, RecursionError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {dim: _plain(name) for dim, name in pairs if isinstance(name, str)}


def _plain(name: str) -> str:
    """One line without what cannot be seen, as web/kit/plain_name.js."""
    line = "".join(" " if letter.isspace() else letter for letter in name[:MOST_LOOKED_AT])
    seen = "".join(letter for letter in line if unicodedata.category(letter)[0] != "C")
    return " ".join(seen.split())[:LONGEST_NAME].strip()
