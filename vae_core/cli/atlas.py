"""`atlas`: codes, maps and statistics of a model's test or training images, and the tour of its holes and seams."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tqdm import tqdm

from vae_core import folder
from vae_core.atlas import SPLITS, load_atlas
from vae_core.atlas_build import compute_atlas
from vae_core.checkpoint import load_model
from vae_core.cli.arguments import add_model_command, data_name, data_of
from vae_core.data import ImageData, load_dataset
from vae_core.model import VAE
from vae_core.tour import find_stops
from vae_core.tour_file import save_tour


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
    of = {"name": data_name(name) if options.data else "", "split": options.split}
    with tqdm(desc="atlas", leave=False) as bar:
        write_atlas(model, data, folder.checkpoint_dir(options.name), partial(show_stage, bar), **of)


def write_atlas(
    model: VAE, data: ImageData, out: Path, on_progress: Callable[[str, int, int], None], **of: str
) -> None:
    """Computes the atlas, writes it, reads it back and finds the tour in it; `of`: name of the data set and split."""
    compute_atlas(model, data, on_progress=on_progress, **of).save(out)
    on_progress("tour", 0, 1)
    save_tour(out, find_stops(load_atlas(out), model))


def show_stage(bar: tqdm, stage: str, done: int, total: int) -> None:
    """Moves a bar that several stages share."""
    bar.set_description(stage, refresh=False)  # with the total of the stage before
    bar.total = total
    bar.update(done - bar.n)
