"""Arguments that several commands take, and what they mean."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from vae_core.data.sets import DATASETS
from vae_core.data.sides import square_side
from vae_core.option import argument, options_of
from vae_core.store import folder


def add_model_command(commands, name: str, purpose: str, carry_out) -> argparse.ArgumentParser:
    """A command about one trained model."""
    add = commands.add_parser(name, help=purpose)
    add.add_argument("name", metavar="NAME", help="a shipped model or a folder")
    add.add_argument("--data", help="the data set; the one it was trained on unless given")
    add.add_argument("--data-dir", type=Path)
    add.set_defaults(carry_out=carry_out)
    return add


def add_options(
    parser: argparse._ActionsContainer, of: type, required: Sequence[str] = (), whole: Callable[[str], int] = int
) -> None:
    """An argument for every option of a dataclass; one that is not given is None.

    Args:
        parser: or a group of one.
        of: the dataclass.
        required: those that must be given.
        whole: makes an integer of an argument.
    """
    for name, one in options_of(of).items():
        kind, metavar = {"int": (whole, "N"), "int | None": (whole, "N"), "float": (float, "X"), "str": (str, None)}[
            one.type
        ]
        meaning, choices = one.metadata["meaning"].replace("%", "%%"), one.metadata["choices"] or None
        shown = {"help": meaning, "choices": choices, "metavar": metavar}
        parser.add_argument(argument(name), type=kind, required=name in required, **shown)


def given(options: argparse.Namespace, names: Iterable[str]) -> dict[str, Any]:
    """Those of the options that were given, by name."""
    return {name: value for name in names if (value := getattr(options, name)) is not None}


def own_size(options: argparse.Namespace) -> int | None:
    """Pixels of a side of the model's images, where they are of its own data or a folder; None of another data set."""
    is_own = options.data in (None, folder.load_metrics(options.name).get("data"))
    is_read_at_it = is_own or options.data not in DATASETS
    return square_side(folder.load_config(options.name).image_shape) if is_read_at_it else None


def positive(text: str) -> int:
    """A whole number of 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive whole number")
    return int(text)


def data_of(options: argparse.Namespace) -> str:
    """The data set asked for, or the one the model was trained on.

    Raises:
        ValueError: if neither is known.
    """
    data = options.data or folder.load_metrics(options.name).get("data")
    if not data:
        raise ValueError(f"{options.name} does not say what it was trained on: name the data set with --data")
    return data
