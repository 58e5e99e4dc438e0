"""Text that a visitor reads, by key: whole sentences with named holes, in the language of the page.

A text lies in `<language>/<page>.toml` under its name; long ones are Markdown files, `<language>/<page>/<name>.md`.
In a language other than English, `faults.toml` has the errors of vae_core, each under its English template.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from vae_core.fault import Fault

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


def sentence(error: BaseException) -> str:
    """What an error says, in the language of the page where its table has the template, else in English."""
    known = texts(language()).get(f"faults.{error.template}") if isinstance(error, Fault) else None
    if known is None:
        return str(error)
    holes = {name: sentence(value) if isinstance(value, Fault) else value for name, value in error.holes.items()}
    return known.format(**holes)


def paragraph(*sentences: str) -> str:
    """Whole sentences one after the other; empty ones are left out."""
    return text("app.between_sentences").join(said for said in sentences if said)


def language() -> str:
    """The code of the language that this visitor reads."""
    return ENGLISH


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
