"""`evaluate`: the figures of a model."""

from __future__ import annotations

import argparse
import json

from tqdm import tqdm

from vae_core.cli.arguments import add_model_command, data_of, own_size, positive
from vae_core.data.sets import data_title, load_dataset
from vae_core.measure.evaluate import evaluate
from vae_core.measure.figure import Figure
from vae_core.store.checkpoint import load_model


def add(commands) -> None:
    """Adds the command."""
    add = add_model_command(commands, "evaluate", "print a model's figures", carry_out)
    add.add_argument("--split", default="test", choices=("train", "test"))
    add.add_argument("--bound", default="elbo", choices=("elbo", "iw"))
    add.add_argument("--samples", type=int, default=1, help="draws per image; K of the bound iw")
    add.add_argument("--images", type=positive, help="the first so many images only")
    add.add_argument("--seeds", type=positive, default=1, help="binarisations, each of all the images")
    add.add_argument("--seed", type=int, default=0, help="of the first of them")
    add.add_argument("--json", action="store_true", help="machine-readable")


def carry_out(options: argparse.Namespace) -> None:
    """Prints the figures."""
    model = load_model(options.name)
    data = load_dataset(data_of(options), options.split, options.data_dir, image_size=own_size(options))
    images = data.images[: options.images]
    source = f"{data_title(data_of(options))} {options.split}"
    with tqdm(total=options.seeds * len(images), unit="image", desc="evaluating", leave=False) as bar:
        figures = evaluate(
            model,
            images,
            source,
            options.bound,
            options.samples,
            options.seed,
            lambda n, _: bar.update(n - bar.n),
            options.seeds,
            data.labels[: options.images],
        )
    if options.json:
        print(json.dumps([figure.to_json() for figure in figures], indent=1))
        return
    for figure in figures:
        print(_line(figure))
    made = figures[0]
    print(f"{made.data}, {made.images} images, {made.pixels} pixels; {made.seeds} x {made.samples} draw(s) per image")
    print("+-: standard error of the mean over images; ~: spread, standard deviation from one binarisation to another")


def _line(figure: Figure) -> str:
    value = f"{figure.value:8.2f}"
    value += f" +- {figure.std_error:.2f}" if figure.std_error is not None else ""
    value += f" ~ {figure.spread:.2f}" if figure.spread is not None else ""
    line = f"{figure.name:26} {value} {figure.unit}{', ' * bool(figure.bound)}{figure.bound}"
    if figure.effective_samples is not None:
        line += f", median effective samples {figure.effective_samples:.1f} of {figure.samples}"
    return line + (f", at most {figure.ceiling:.2f} of {figure.images} images" if figure.ceiling is not None else "")
