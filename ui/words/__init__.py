"""Text that a visitor reads, by key: whole sentences with named holes, in the language of the visitor.

A text lies in `<language>/<page>.toml` under its name; long ones are Markdown files, `<language>/<page>/<name>.md`.
In a language other than English, `faults.toml` has the errors of vae_core, each under its English template.
"""

from __future__ import annotations

import tomllib
from functools import cache

from ui.words.language import ENGLISH, HERE, language
from ui.words.spacing import filled


def text(key: str, /, **holes: object) -> str:
    """The text of `page.name`, its holes filled; of plural forms (`one`, `other`), the one that the hole `n` asks for.

    Raises:
        KeyError: if no text has this key, or a hole is not filled.
    """
    own = texts(language())
    found = own[key] if key in own else texts(ENGLISH)[key]
    if isinstance(found, dict):
        found = found["one" if holes["n"] == 1 and "one" in found else "other"]
    return filled(found, holes) if holes else found


def has_text(key: str) -> bool:
    """Whether there is a text for something that comes and goes, such as a model."""
    return key in texts(ENGLISH)


def sentence(said: object) -> str:
    """What an error, or another sentence of vae_core, says: in the language of the visitor, else in English."""
    return translated(getattr(said, "template", ""), getattr(said, "holes", {}), str(said))


def translated(template: str, holes: dict[str, object], english: str) -> str:
    """A sentence of vae_core that came as its parts: from the language's table, else as it came.

    Args:
        template: of the sentence, in English, by which the table has it.
        holes: what fills it; sentences among them are said in the language of the visitor as well.
        english: the whole sentence.
    """
    known = texts(language()).get(f"faults.{template}")
    if known is None:
        return english
    said = {name: sentence(hole) if hasattr(hole, "template") else hole for name, hole in holes.items()}
    try:
        return filled(known, said)
    except (KeyError, ValueError, IndexError):  # a file of a run may hold anything
        return english


def paragraph(*sentences: str) -> str:
    """Whole sentences one after the other; empty ones are left out."""
    return text("app.between_sentences").join(said for said in sentences if said)


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
