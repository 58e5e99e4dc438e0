"""`train`: trains a model, evaluates it and computes its atlas."""

from __future__ import annotations

import argparse
import platform
import time
from dataclasses import asdict
from pathlib import Path

import torch
from tqdm import tqdm

from vae_core import folder
from vae_core.checkpoint import load_model
from vae_core.cli.arguments import data_name
from vae_core.cli.atlas import write_atlas
from vae_core.config import LIKELIHOODS, PRIORS, ModelConfig
from vae_core.data import DATASETS, load_dataset
from vae_core.evaluate import evaluate
from vae_core.model import VAE
from vae_core.recipes import ARCHITECTURES, architecture, training
from vae_core.train import Progress, train


def add(commands) -> None:
    """Adds the command."""
    add = commands.add_parser("train", help="train a model, evaluate it and compute its atlas")
    add.add_argument("--data", required=True, help=f"{', '.join(DATASETS)}, or a folder of images")
    add.add_argument("--out", required=True, type=Path, help="folder of the new model")
    add.add_argument("--latent-dim", type=int, required=True)
    add.add_argument("--recipe", default="mlp", choices=ARCHITECTURES)
    add.add_argument("--likelihood", default="bernoulli", choices=LIKELIHOODS)
    add.add_argument("--prior", default="standard", choices=PRIORS)
    add.add_argument("--hidden", type=int, help="width of the MLP, or channels of the finest map")
    add.add_argument("--depth", type=int, help="residual blocks")
    add.add_argument("--epochs", type=int)
    add.add_argument("--batch-size", type=int)
    add.add_argument("--lr", type=float, help="peak learning rate")
    add.add_argument("--beta", type=float, help="weight of the KL in training; figures are always at 1")
    add.add_argument("--free-bits", type=float, help="nats per dimension at no cost")
    add.add_argument("--seed", type=int)
    add.add_argument("--resume", action="store_true", help="continue the unfinished run in --out")
    add.add_argument("--data-dir", type=Path)
    add.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Trains, evaluates on the test set and writes the folder."""
    started = time.perf_counter()
    data = load_dataset(options.data, "train", options.data_dir)
    test = load_dataset(options.data, "test", options.data_dir)
    changes = {name: getattr(options, name) for name in ("epochs", "batch_size", "lr", "beta", "free_bits", "seed")}
    recipe = training(options.recipe, **changes)
    shape = {name: getattr(options, name) for name in ("hidden", "depth") if getattr(options, name) is not None}
    config = ModelConfig(
        latent_dim=options.latent_dim,
        image_shape=data.images.shape[1:],
        likelihood=options.likelihood,
        prior=options.prior,
        **architecture(options.recipe) | shape,
    )
    torch.manual_seed(recipe.seed)
    steps = recipe.epochs * ((len(data) - min(recipe.validation_images, len(data) // 10)) // recipe.batch_size)
    with tqdm(total=steps, unit="step", desc="training") as bar:
        history = train(VAE(config), data.images, recipe, options.out, options.resume, *_callbacks(bar))
    model = load_model(options.out)
    figures = _figures(model, test.images, f"{data_name(options.data)} test")
    metrics = {
        "data": data_name(options.data),
        "command": options.command_line,
        "figures": [asdict(figure) for figure in figures],
        "training_images": len(data),
        "test_images": len(test),
        "recipe": asdict(recipe),
        "epochs": len(history),
        "history": history,
        "training_seconds": sum(entry["seconds"] for entry in history),
        "device": f"CPU, {torch.get_num_threads()} threads",
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
    }
    folder.write_json(options.out / "metrics.json", metrics)
    write_atlas(model, test, options.out)
    print(f"{options.out}: {_summary(figures)}, {time.perf_counter() - started:.0f} s")


def _figures(model: VAE, images, source: str) -> list:
    likelihood = evaluate(model, images[:1000], source, "iw", samples=500)
    return evaluate(model, images, source, "elbo") + likelihood


def _callbacks(bar: tqdm):
    def on_epoch(progress: Progress) -> None:
        last = progress.history[-1]
        bar.set_description(f"epoch {progress.epoch}/{progress.epochs}")
        bar.set_postfix_str(f"validation -ELBO {-last['val_elbo']:.2f}, {progress.seconds_left:.0f} s left")

    def on_step(step: int, loss: float) -> None:
        bar.update(step - bar.n)

    return on_epoch, on_step


def _summary(figures: list) -> str:
    return ", ".join(f"{f.name} {f.value:.2f} {f.unit}" for f in figures if f.name in ("-ELBO", "-log p(x)"))
