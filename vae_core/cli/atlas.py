"""`atlas`: codes, maps and statistics of a model's test or training images, its trust meter, and the tour."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tqdm import tqdm

from vae_core.atlas.build import compute_atlas
from vae_core.atlas.tour import find_stops
from vae_core.atlas.tour_file import save_tour
from vae_core.cli.arguments import add_model_command, data_name, data_of
from vae_core.data.sets import ImageData, load_dataset
from vae_core.measure.meter_build import write_meter_of
from vae_core.model.vae import VAE
from vae_core.store import folder
from vae_core.store.atlas import SPLITS, load_atlas
from vae_core.store.checkpoint import load_model


def add(commands) -> None:
    """Adds the command."""
    add = add_model_command(commands, "atlas", "compute a model's codes, maps and statistics", run)
    add.add_argument("--split", choices=tuple(SPLITS), default="test", help="the images to map (test)")


def run(options: argparse.Namespace) -> None:
    """Writes the atlas into the model's folder, behind a progress bar."""
    model = load_model(options.name)
    name = data_of(options)
    data = load_dataset(name, options.split, options.data_dir)
    if data.images.shape[1:] != model.config.image_shape:
        needed, got = model.config.image_shape, data.images.shape[1:]
        raise ValueError(f"{options.name} takes images of shape {needed}; those of {name} have shape {got}")
    splits = {options.split: data}
    train, test = (splits.get(split) or load_dataset(name, split, options.data_dir) for split in ("train", "test"))
    of = {"name": data_name(name) if options.data else "", "split": options.split}
    with tqdm(desc="atlas", leave=False) as bar:
        write_atlas(model, train, test, folder.checkpoint_dir(options.name), partial(show_stage, bar), **of)


def write_atlas(
    model: VAE, train: ImageData, test: ImageData, out: Path, on_progress: Callable[[str, int, int], None],
    split: str = "test", name: str = "",
) -> None:  # fmt: skip
    """Computes the atlas of a split, writes it and reads it back; then the trust meter, then the tour.

    Args:
        model: on the CPU.
        train: what the judge is trained on.
        test: what the judge is measured on.
        out: folder of the model.
        on_progress: called with the stage, the units done and their total.
        split: "test" or "train", which of the two is mapped.
        name: of the data set; empty for the one that the model was trained on.
    """
    data = test if split == "test" else train
    compute_atlas(model, data, on_progress=on_progress, name=name, split=split).save(out)
    atlas = load_atlas(out)
    write_meter_of(model, atlas, data.images, train, test, out, on_progress=on_progress)
    on_progress("tour", 0, 1)
    save_tour(out, find_stops(atlas, model))


def show_stage(bar: tqdm, stage: str, done: int, total: int) -> None:
    """Moves a bar that several stages share."""
    bar.set_description(stage, refresh=False)  # with the total of the stage before
    bar.total = total
    bar.update(done - bar.n)
