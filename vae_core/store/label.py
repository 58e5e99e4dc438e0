"""Text from a file as one line that any screen may show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from vae_core.fault import Fault

NAME_LENGTH = 80  # of a class, a figure, a stop: more is no name
TEXT_LENGTH = 2000  # of anything else in a model folder
JOINERS = "\u200c\u200d"  # invisible, but Persian words and many emoji are spelled with them
STRANGE = "\ufffd"  # what stands for a character that must not reach a screen
LISTED = 12
# The folders of an absolute path, which starts with a slash or a drive; not those of an address or of a/relative/path
LEADING = re.compile(r"""(?<![\w./\\:~-])(?:[A-Za-z]:)?(?:[/\\][^/\\\s"'`]+)+[/\\](?=[^/\\\s])""")


def label(text: str, most: int = NAME_LENGTH) -> str:
    """The text without control characters, lone surrogates and marks that turn its direction, on one line.

    Args:
        text: anything.
        most: characters that are kept; an ellipsis takes the place of the rest.

    Example:
        >>> label("a\\tb\\x1b[31m")
        'a b\ufffd[31m'
    """
    text = text[: most + 1]
    if not text.isprintable():
        text = "".join(_shown(character) for character in text)
    return text if len(text) <= most else text[: most - 1] + "…"


def labelled(value: Any, most: int = TEXT_LENGTH) -> Any:
    """A value that came from JSON, every text in it as a label."""
    if isinstance(value, str):
        return label(value, most)
    if isinstance(value, dict):
        return {label(key): labelled(entry, most) for key, entry in value.items()}
    return [labelled(entry, most) for entry in value] if isinstance(value, list) else value


def without_folders(text: str) -> str:
    """The text with only the last part of every absolute path: where a machine keeps its files is nobody's business.

    Example:
        >>> without_folders("no images in /home/me/my/flowers (nor in C:\\pictures\\cats)")
        'no images in flowers (nor in cats)'
    """
    return LEADING.sub("", text)


def listed(names: Sequence[str]) -> str:
    """A few names with commas between them, and how many more there are.

    Example:
        >>> listed(["a", "b"])
        'a, b'
    """
    more = len(names) - LISTED
    return ", ".join(names[:LISTED]) + (f" and {more:,} more" if more > 0 else "") or "none"


def reason_of(error: Exception, most: int = 200) -> Fault | str:
    """What an error says, for the hole of another's sentence: a fault as it is, the first line of anything else."""
    return error if isinstance(error, Fault) else label(str(error).partition("\n")[0], most) or type(error).__name__


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    return character if character.isprintable() or character in JOINERS else STRANGE
