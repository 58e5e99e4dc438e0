"""`make`: more pictures of chosen classes, filtered by the trust meter, as a folder, a zip, arrays or a table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from tqdm import tqdm

from vae_core.cli.arguments import add_model_command, own_size, positive
from vae_core.data.sets import DatasetError, load_dataset
from vae_core.making.files import check_out, write
from vae_core.making.make import Made, make
from vae_core.making.wish import LEAST_PERCENT, WAYS, Wish, check_way, labels_of, ways_of
from vae_core.store import folder
from vae_core.store.atlas import load_atlas


def add(commands) -> None:
    """Adds the command."""
    add = add_model_command(commands, "make", "more pictures of chosen classes: a folder, .zip, .npz, .csv", carry_out)
    add.add_argument("--classes", nargs="+", metavar="CLASS", help="names of classes; all unless given")
    add.add_argument("--count", type=positive, default=100, help="pictures of each class")
    add.add_argument("--how", choices=WAYS, help="by default the first that the model has")
    add.add_argument("--seed", type=int, default=0)
    add.add_argument("--least", type=float, default=LEAST_PERCENT, metavar="PERCENT",
                     help="of support by the trust meter; what has less is thrown away")  # fmt: skip
    add.add_argument("--out", type=Path, required=True, metavar="FOLDER|FILE", help="a new folder, .zip, .npz or .csv")


def carry_out(options: argparse.Namespace) -> None:
    """Makes them and says how many were thrown away, and whether they look like their class."""
    check_out(options.out)
    atlas = load_atlas(options.name)
    ways = ways_of(options.name, folder.load_config(options.name).parts, atlas.class_names)
    labels = labels_of(options.classes or atlas.class_names, atlas.class_names)
    wish = Wish(labels, options.count, options.how or ways[0], options.seed, options.least)
    check_way(options.name, wish.how, ways)
    with tqdm(total=wish.pictures, unit="picture", desc=wish.how, leave=False) as bar:
        made = make(options.name, wish, _originals(options), lambda done, total: bar.update(done - bar.n))
    write(options.name, made, options.out)
    print("\n".join([*_lines(made), f"{options.out}: {len(made.pixels):,} pictures"]))


def _originals(options: argparse.Namespace) -> np.ndarray | None:
    """The images of the atlas, where they are on this machine."""
    atlas, metrics = load_atlas(options.name), folder.load_metrics(options.name)
    data = options.data or atlas.data or metrics.get("data", "")
    try:
        images = load_dataset(data, atlas.split, options.data_dir, False, own_size(options)).images
    except DatasetError:
        return None
    fits = images.shape == (len(atlas.labels), *folder.load_config(options.name).image_shape)
    if not fits:
        print(f"{data} is not what the map of {options.name} is of: decoded codes are compared with", file=sys.stderr)
    return images if fits else None


def _lines(made: Made) -> list[str]:
    return [*(_line(made, label) for label in made.wish.labels), _checks(made)]


def _line(made: Made, label: int) -> str:
    thrown = made.drawn[label] - made.wish.count
    judge = made.agreement("judge", label)
    seen = "" if judge is None else f"the judge sees the class in {judge:.1f} %, "
    return (
        f"{made.class_names[label]}: {made.wish.count:,} kept, {thrown:,} thrown away below {made.wish.least:g} % of "
        f"support; {seen}the nearest real pictures in {made.agreement('nearest', label):.1f} %"
    )


def _checks(made: Made) -> str:
    judge, near = made.checks["judge"], made.checks["nearest"]
    own = f"The judge is right of {100 * judge['accuracy']:.1f} % of {judge['images']:,} test images. " if judge else ""
    right = f"{100 * near['accuracy']:.1f} %"
    of = f"{near['pictures']:,} {near['source']}"
    return f"{own}The {near['votes']} nearest of {of} vote; the vote is right of {right} of these."
