"""Arguments that several commands take, and what they mean."""

from __future__ import annotations

import argparse
from pathlib import Path

from vae_core.data.sets import DATASETS
from vae_core.store import folder


def add_model_command(commands, name: str, purpose: str, run) -> argparse.ArgumentParser:
    """A command about one trained model."""
    add = commands.add_parser(name, help=purpose)
    add.add_argument("name", metavar="NAME", help="a shipped model or a folder")
    add.add_argument("--data", help="the data set; the one it was trained on unless given")
    add.add_argument("--data-dir", type=Path)
    add.set_defaults(run=run)
    return add


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


def data_name(data: str) -> str:
    """How a record names a data set: its name, or the absolute path of a folder of images."""
    return data if data in DATASETS else str(Path(data).resolve())


def public(arguments: list[str]) -> list[str]:
    """The arguments as a record keeps them: no --data-dir, and --out without where this machine keeps its models."""
    kept, previous = [], ""
    for argument in arguments:
        if previous == "--out":
            argument = f"checkpoints/{Path(argument).name}"
        elif argument.startswith("--out="):
            argument = f"--out=checkpoints/{Path(argument).name}"
        if previous != "--data-dir" and not argument.startswith("--data-dir"):
            kept.append(argument)
        previous = argument
    return kept
