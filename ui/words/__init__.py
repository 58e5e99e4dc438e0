"""Text that a visitor reads, by key: whole sentences with named holes, in the language of the page.

A text lies in `<language>/<page>.toml` under its name; long ones are Markdown files, `<language>/<page>/<name>.md`.
In a language other than English, `faults.toml` has the errors of vae_core, each under its English template.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

HERE = Path(__file__).parent
ENGLISH = "en"


def text(key: str, /, **holes: object) -> str:
    """The text of `page.name`, its holes filled; of plural forms (`one`, `other`), the one that the hole `n` asks for.

    Raises:
        KeyError: if no text has this key, or a hole is not filled.
    """
    found = texts(language())[key]
    if isinstance(found, dict):
        found = found["one" if holes["n"] == 1 and "one" in found else "other"]
    return found.format(**holes) if holes else found


def has_text(key: str) -> bool:
    """Whether there is a text for something that comes and goes, such as a model."""
    return key in texts(language())


def sentence(said: object) -> str:
    """What an error, or another sentence of vae_core, says: in the language of the page, else in English."""
    return translated(getattr(said, "template", ""), getattr(said, "holes", {}), str(said))


def translated(template: str, holes: dict[str, object], english: str) -> str:
    """A sentence of vae_core that came as its parts: from the language's table, else as it came.

    Args:
        template: of the sentence, in English, by which the table has it.
        holes: what fills it; sentences among them are said in the language of the page as well.
        english: the whole sentence.
    """
    known = texts(language()).get(f"faults.{template}")
    if known is None:
        return english
    filled = {name: sentence(hole) if hasattr(hole, "template") else hole for name, hole in holes.items()}
    try:
        return known.format(**filled)
    except (KeyError, ValueError, IndexError):  # a file of a run may hold anything
        return english


def paragraph(*sentences: str) -> str:
    """Whole sentences one after the other; empty ones are left out."""
    return text("app.between_sentences").join(said for said in sentences if said)


def language() -> str:
    """The code of the language that this visitor reads: what the browser asks for, where we have it, else English."""
    if get_script_run_ctx(suppress_warning=True) is None:  # a command, or the head of a page
        return ENGLISH
    asked = (st.context.locale or ENGLISH).split("-")[0]
    return asked if asked in languages() else ENGLISH


@cache
def languages() -> tuple[str, ...]:
    """The codes of those that we have."""
    return tuple(sorted(path.name for path in HERE.iterdir() if any(path.glob("*.toml"))))


@cache
def texts(code: str) -> dict[str, str | dict[str, str]]:
    """Every text of a language by its key."""
    found = {}
    for file in sorted((HERE / code).glob("*.toml")):
        page = tomllib.loads(file.read_text(encoding="utf-8"))
        found |= {f"{file.stem}.{name}": value for name, value in page.items()}
    for file in sorted((HERE / code).glob("*/*.md")):
        found[f"{file.parent.name}.{file.stem}"] = file.read_text(encoding="utf-8")
    return found
