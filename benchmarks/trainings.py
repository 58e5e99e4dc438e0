"""What benchmarks share that train on MNIST with several seeds: options, images, trainings, what they left."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numpy import ndarray
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).parents[1]))

from vae_core.data.sets import ImageData, load_dataset
from vae_core.model.vae import VAE
from vae_core.store.folder import write_json
from vae_core.training.experiment import Experiment
from vae_core.training.loop import train

WRITTEN = "the table and the difference of what is there"


def options(explanation: str, written: str = WRITTEN, **own: Any) -> argparse.Namespace:
    """What the command line says: data, seeds, whether to write; and the benchmark's own, by what each is unless said.

    An option whose default is a list takes several numbers.
    """
    parser = argparse.ArgumentParser(description=explanation, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    for name, default in ({"seeds": [0, 1, 2]} | own).items():
        several = {"nargs": "+"} if isinstance(default, list) else {}
        parser.add_argument(f"--{name}", type=int, default=default, **several)
    parser.add_argument("--write", action="store_true", help=written)
    return parser.parse_args()


def mnist(options: argparse.Namespace) -> tuple[ImageData, ImageData]:
    """The training and the test images."""
    return load_dataset("mnist", "train", options.data_dir), load_dataset("mnist", "test", options.data_dir)


def run_unless_there(path: Path, run_once: Callable[..., dict], *arguments: Any) -> None:
    """Writes down what a training reaches, once."""
    if not path.is_file():
        write_json(path, run_once(*arguments))


def there(paths: dict) -> dict:
    """What is written down already, by the same keys."""
    return {key: json.loads(path.read_text()) for key, path in paths.items() if path.is_file()}


def train_with_bar(
    title: str, model: VAE, experiment: Experiment, out: Path, images: ndarray, labels: ndarray | None = None
) -> list[dict]:
    """Trains into a folder, goes on where a killed training was, and shows the epochs; returns the history."""
    recipe = experiment.full_recipe()
    with tqdm(total=recipe.epochs, desc=title) as bar:
        return train(
            model, images, recipe, out, True, lambda progress: bar.update(progress.epoch - bar.n), labels=labels
        )
