"""`train`: trains a model, evaluates it and computes its atlas."""

from __future__ import annotations

import argparse
import platform
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from tqdm import tqdm

from vae_core.cli.arguments import data_name, positive
from vae_core.cli.atlas import show_stage, write_atlas
from vae_core.data.sets import DATASETS, ImageData, check_variety, load_dataset
from vae_core.measure.figure import Figure
from vae_core.measure.figures import measure
from vae_core.model.config import LIKELIHOODS, POSTERIORS, PRIORS, ModelConfig
from vae_core.model.vae import VAE
from vae_core.store import folder
from vae_core.store.checkpoint import load_model
from vae_core.training import state as run_state
from vae_core.training.recipes import (
    ARCHITECTURES,
    Recipe,
    architecture,
    fitting_batch,
    training,
    usual_latent_dim,
    usual_likelihood,
)

if TYPE_CHECKING:
    from vae_core.training.loop import Progress


def add(commands) -> None:
    """Adds the command."""
    add = commands.add_parser("train", help="train a model, evaluate it and compute its atlas")
    add.add_argument("--data", required=True, help=f"{', '.join(DATASETS)}, or a folder of images")
    add.add_argument("--out", required=True, type=Path, help="folder of the new model")
    add.add_argument("--latent-dim", type=int, help="by default 2 for grey images, 16 for colour")
    add.add_argument("--recipe", default="mlp", choices=ARCHITECTURES)
    add.add_argument("--likelihood", choices=LIKELIHOODS, help="by default bernoulli for grey, gaussian for colour")
    add.add_argument("--prior", default="standard", choices=PRIORS)
    add.add_argument("--posterior", default="diagonal", choices=POSTERIORS)
    add.add_argument("--hidden", type=int, help="width of the MLP, or channels of the finest map")
    add.add_argument("--depth", type=int, help="residual blocks")
    add.add_argument("--epochs", type=int)
    add.add_argument("--batch-size", type=int, help="of all processes; by default the recipe's or less")
    add.add_argument("--lr", type=float, help="peak learning rate")
    add.add_argument("--beta", type=float, help="weight of the KL in training; figures are always at 1")
    add.add_argument("--free-bits", type=float, help="nats per dimension at no cost")
    add.add_argument("--iw-samples", type=int, help="K of the importance-weighted bound in the last 15 %% of the steps")
    add.add_argument("--seed", type=int)
    add.add_argument("--resume", action="store_true", help="continue the unfinished run in --out")
    add.add_argument("--overwrite", action="store_true", help="replace the model in --out")
    add.add_argument("--accelerator", default="auto", choices=("auto", "cpu", "cuda"))
    add.add_argument("--devices", type=positive, default=1, help="processes on this machine, one device each")
    add.add_argument("--nodes", type=positive, default=1, help="machines, each of which runs this command")
    add.add_argument("--precision", default="32-true", choices=("32-true", "bf16-mixed"))
    add.add_argument("--data-dir", type=Path)
    add.set_defaults(run=run)


class Watch:
    """Who watches a run: told what happens, silent unless overridden. One process at most has a watcher that speaks."""

    def begins(self, data: ImageData, recipe: Recipe, steps: int) -> None:
        """Called before the first step, with the number of steps of all epochs."""

    def on_step(self, step: int, loss: float) -> float | None:
        """Called while it trains, as `train` says."""

    def on_epoch(self, progress: Progress) -> None:
        """Called after every epoch, as `train` says."""

    def on_stage(self, stage: str, done: int, total: int) -> None:
        """Called while the trained model is evaluated and mapped."""


def run(options: argparse.Namespace) -> None:
    """Trains, evaluates on the test set and writes the folder, each file whole."""
    started = time.perf_counter()
    with _Bar() as bar:
        figures = carry_out(options, bar)
    if figures is None:
        print(f"{options.out}: the run has ended, nothing is left to resume")
    elif figures:
        print(f"{options.out}: {_summary(figures)}, {time.perf_counter() - started:.0f} s")


def carry_out(options: argparse.Namespace, watch: Watch) -> list[Figure] | None:
    """What `run` does, under the eyes of `watch`; the command and the app's worker share it.

    Returns:
        The figures; none in other processes than the first, or if training ended before its first epoch did; None
        if the run had ended before.
    """
    from vae_core.training import parallel  # Lightning takes a second to import, and only training needs it
    from vae_core.training.loop import check_objective

    data = load_dataset(options.data, "train", options.data_dir)
    test = load_dataset(options.data, "test", options.data_dir)
    check_variety(data, "training")
    check_variety(test, "test")
    recipe, config = _recipe(options, len(data)), _config(options, data.images.shape[1:])
    check_objective(recipe, config)
    with run_state.claimed(options.out, options.resume, options.overwrite, parallel.is_first()) as goes_on:
        return _trained(options, data, test, recipe, config, watch) if goes_on else None


def _trained(
    options: argparse.Namespace, data: ImageData, test: ImageData, recipe: Recipe, config: ModelConfig, watch: Watch
) -> list[Figure]:
    from vae_core.training import parallel
    from vae_core.training.loop import held_out, steps_per_epoch, train

    fabric = parallel.start(options.accelerator, options.devices, options.nodes, options.precision)
    torch.manual_seed(recipe.seed)
    model = VAE(config)
    if fabric.is_global_zero:
        watch.begins(data, recipe, recipe.epochs * steps_per_epoch(len(data), recipe))
    history = train(model, data.images, recipe, options.out, options.resume, watch.on_epoch, watch.on_step, fabric)
    parallel.finish(fabric)
    if not fabric.is_global_zero or not history:
        return []
    model = load_model(options.out)
    figures = measure(model, data, test, options.data, on_progress=watch.on_stage)
    metrics = {
        "data": data_name(options.data),
        "command": options.command_line,
        "figures": [figure.to_json() for figure in figures],
        "training_images": len(data) - held_out(len(data), recipe),
        "validation_images": held_out(len(data), recipe),
        "test_images": len(test),
        "recipe": asdict(recipe),
        "epochs": len(history),
        "history": [{name: round(value, 4) for name, value in entry.items()} for entry in history],
        "training_seconds": round(sum(entry["seconds"] for entry in history), 1),
        "device": parallel.described(fabric),
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
    }
    folder.write_json(options.out / "metrics.json", metrics)
    write_atlas(model, data, test, options.out, watch.on_stage)
    run_state.finish(options.out)
    return figures


def _recipe(options: argparse.Namespace, images: int) -> Recipe:
    names = ("epochs", "batch_size", "lr", "beta", "free_bits", "iw_samples", "seed")
    recipe = training(options.recipe, **{name: getattr(options, name) for name in names})
    if options.batch_size is None and fitting_batch(images) < recipe.batch_size:
        return replace(recipe, batch_size=fitting_batch(images))
    return recipe


def _config(options: argparse.Namespace, image_shape: tuple) -> ModelConfig:
    chosen: dict[str, Any] = {"hidden": options.hidden, "depth": options.depth}
    return ModelConfig(
        latent_dim=usual_latent_dim(image_shape[0]) if options.latent_dim is None else options.latent_dim,
        image_shape=image_shape,
        likelihood=options.likelihood or usual_likelihood(image_shape[0]),
        prior=options.prior,
        posterior=options.posterior,
        **architecture(options.recipe) | {name: value for name, value in chosen.items() if value is not None},
    )


class _Bar(Watch):
    """A progress bar for the training, then one for each stage of the evaluation."""

    def __enter__(self) -> _Bar:
        self.bar, self.trains = tqdm(disable=True), True
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def begins(self, data: ImageData, recipe: Recipe, steps: int) -> None:
        self.bar = tqdm(total=steps, unit="step", desc="training")

    def on_step(self, step: int, loss: float) -> None:
        self.bar.update(step - self.bar.n)

    def on_epoch(self, progress: Progress) -> None:
        elbo = progress.history[-1]["val_elbo"]
        self.bar.set_description(f"epoch {progress.epoch}/{progress.epochs}")
        self.bar.set_postfix_str(f"validation -ELBO {-elbo:.2f}, {progress.seconds_left:.0f} s left")

    def on_stage(self, stage: str, done: int, total: int) -> None:
        if self.trains:
            self.bar.close()
            self.bar, self.trains = tqdm(leave=False), False
        show_stage(self.bar, stage, done, total)


def _summary(figures: list[Figure]) -> str:
    return ", ".join(f"{f.name} {f.value:.2f} {f.unit}" for f in figures if f.name in ("-ELBO", "-log p(x)"))
