"""`evaluate`: the figures of a model."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from tqdm import tqdm

from vae_core.checkpoint import load_model
from vae_core.cli.arguments import add_model_command, data_name, data_of, positive
from vae_core.data import load_dataset
from vae_core.evaluate import evaluate


def add(commands) -> None:
    """Adds the command."""
    add = add_model_command(commands, "evaluate", "print a model's figures", run)
    add.add_argument("--split", default="test", choices=("train", "test"))
    add.add_argument("--bound", default="elbo", choices=("elbo", "iw"))
    add.add_argument("--samples", type=int, default=1, help="draws per image; K of the bound iw")
    add.add_argument("--images", type=positive, help="the first so many images only")
    add.add_argument("--seed", type=int, default=0)
    add.add_argument("--json", action="store_true", help="machine-readable")


def run(options: argparse.Namespace) -> None:
    """Prints the figures."""
    model = load_model(options.name)
    data = load_dataset(data_of(options), options.split, options.data_dir)
    images = data.images[: options.images]
    source = f"{data_name(data_of(options))} {options.split}"
    with tqdm(total=len(images), unit="image", desc="evaluating", leave=False) as bar:
        figures = evaluate(
            model,
            images,
            source,
            options.bound,
            options.samples,
            options.seed,
            lambda n, _: bar.update(n - bar.n),
        )
    if options.json:
        print(json.dumps([asdict(figure) for figure in figures], indent=1))
        return
    for figure in figures:
        error = f" +- {figure.std_error:.2f}" if figure.std_error is not None else ""
        print(f"{figure.name:26} {figure.value:8.2f}{error} {figure.unit}")
    made = figures[0]
    print(f"{made.bound}, {made.samples} draw(s) per image, {made.images} images, {made.data}, {made.pixels} pixels")
