"""A field of a dataclass that a person may choose: its default, its meaning and its values, written once.

The command line makes an argument of each, the app's form names it, and JSON is checked against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import Field, field, fields
from typing import Any

from vae_core.fault import Fault, shown

# What a value may be, by the field's annotation, and what is said of one that is not
KINDS = {"int": (int,), "int | None": (int, type(None)), "float": (int, float), "str": (str,)}
WRONG = {
    "int": "{name} must be an integer; got {got}",
    "int | None": "{name} must be an integer or null; got {got}",
    "float": "{name} must be a number; got {got}",
    "str": "{name} must be text; got {got}",
}


def option(default: Any, meaning: str, choices: Iterable[str] = ()) -> Any:
    """A field that may be chosen.

    Args:
        default: MISSING where there is none.
        meaning: in a few words, as `--help` shows them.
        choices: the values that it may have, where they are few.
    """
    return field(default=default, metadata={"meaning": meaning, "choices": tuple(choices)})


def options_of(kind: type) -> dict[str, Field]:
    """The fields of a dataclass that may be chosen, by name.

    Example:
        >>> from vae_core.training.recipes import Recipe
        >>> options_of(Recipe)["lr"].metadata["meaning"]
        'peak learning rate'
    """
    return {one.name: one for one in fields(kind) if one.metadata}


def as_arguments(values: Mapping[str, Any]) -> list[str]:
    """Options and their values as a command line has them.

    Example:
        >>> as_arguments({"latent_dim": 2, "beta": 4.0})
        ['--latent-dim', '2', '--beta', '4']
    """
    return [word for name, value in values.items() for word in (argument(name), _word(value))]


def argument(name: str) -> str:
    """The argument that an option is on the command line."""
    return f"--{name.replace('_', '-')}"


def check_values(what: str, values: object, known: Mapping[str, Field]) -> None:
    """Raises Fault unless they are an object of known fields, each of its type.

    Args:
        what: they are, as the sentence names them.
        values: from JSON or from a caller.
        known: the fields by name; what has an annotation beyond KINDS is not looked at.
    """
    if not isinstance(values, Mapping):
        raise Fault("{what} must be an object; got {got}", what=what, got=shown(values))
    for name, value in values.items():
        if name not in known:
            raise Fault("{what} has no {name}; it has {known}", what=what, name=shown(name), known=", ".join(known))
        kind = known[name].type
        if kind in KINDS and (not isinstance(value, KINDS[kind]) or isinstance(value, bool)):
            raise Fault(WRONG[kind], name=name, got=shown(value))


def _word(value: Any) -> str:
    """The value, a float without zeros at its end and without loss."""
    short = f"{value:g}" if isinstance(value, float) else str(value)
    return short if not isinstance(value, float) or float(short) == value else repr(value)
