"""`atlas`: codes, maps and statistics of a model's test or training images, its trust meter, and the tour."""

from __future__ import annotations

import argparse
from functools import partial

from tqdm import tqdm

from vae_core.atlas.atlas_of import AtlasOf
from vae_core.atlas.write import write_atlas
from vae_core.cli.arguments import add_model_command, data_of, own_size
from vae_core.data.sets import data_name, load_dataset
from vae_core.store import folder
from vae_core.store.atlas import SPLITS
from vae_core.store.checkpoint import load_model
from vae_core.training.watch import show_stage


def add(commands) -> None:
    """Adds the command."""
    add = add_model_command(commands, "atlas", "compute a model's codes, maps and statistics", carry_out)
    add.add_argument("--split", choices=tuple(SPLITS), help="the images to map (test; of a folder all)")


def carry_out(options: argparse.Namespace) -> None:
    """Writes the atlas into the model's folder, behind a progress bar."""
    model = load_model(options.name)
    name = data_of(options)
    load = partial(load_dataset, name, data_dir=options.data_dir, image_size=own_size(options))
    train, test = (load(split) for split in ("train", "test"))
    if test.images.shape[1:] != model.config.image_shape:
        needed, got = model.config.image_shape, test.images.shape[1:]
        raise ValueError(f"{options.name} takes images of shape {needed}; those of {name} have shape {got}")
    out, given_name = folder.checkpoint_dir(options.name), data_name(name) if options.data else ""
    of = AtlasOf(options.split).fitted(name, len(train) + len(test))
    with tqdm(desc="atlas", leave=False) as bar:
        write_atlas(model, train, test, out, partial(show_stage, bar), of, given_name)
