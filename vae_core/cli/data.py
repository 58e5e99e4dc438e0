"""`data`: downloads and checks a data set."""

from __future__ import annotations

import argparse
from pathlib import Path

from vae_core.data.sets import DATASETS, load_dataset


def add(commands) -> None:
    """Adds the command."""
    add = commands.add_parser("data", help="download and check a data set")
    add.add_argument("data", help=", ".join(DATASETS))
    add.add_argument("--data-dir", type=Path)
    add.set_defaults(carry_out=carry_out)


def carry_out(options: argparse.Namespace) -> None:
    """Loads both splits, downloading them if they are missing."""
    for split in ("train", "test"):
        data = load_dataset(options.data, split, options.data_dir)
        print(f"{options.data} {split}: {len(data)} images, {len(data.class_names)} classes")
