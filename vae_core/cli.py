"""The command line: `python -m vae_core train | evaluate | atlas | export | list | data`.

Every command ends with exit code 0, or prints one sentence and ends with 1 (2 for wrong usage, 130 when interrupted).
"""

from __future__ import annotations

import argparse
import json
import platform
import shlex
import sys
import time
from dataclasses import asdict
from pathlib import Path

import torch
from tqdm import tqdm

from vae_core import folder
from vae_core.atlas import load_atlas
from vae_core.atlas_build import compute_atlas
from vae_core.checkpoint import load_model
from vae_core.config import LIKELIHOODS, PRIORS, ModelConfig
from vae_core.data import DATASETS, load_dataset
from vae_core.evaluate import evaluate
from vae_core.model import VAE
from vae_core.recipes import ARCHITECTURES, architecture, training
from vae_core.train import Progress, TrainingError, train


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args(arguments)
    options.command_line = "python -m vae_core " + shlex.join(_public(arguments))
    try:
        options.run(options)
    except (ValueError, OSError, TrainingError) as error:
        print(f"vae_core: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("vae_core: interrupted; a training run continues with --resume", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m vae_core", description="Train and inspect VAEs.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

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
    add.set_defaults(run=_train)

    add = _add_model_command(commands, "evaluate", "print a model's figures", _evaluate)
    add.add_argument("--split", default="test", choices=("train", "test"))
    add.add_argument("--bound", default="elbo", choices=("elbo", "iw"))
    add.add_argument("--samples", type=int, default=1, help="draws per image; K of the bound iw")
    add.add_argument("--images", type=int, help="the first so many images only")
    add.add_argument("--seed", type=int, default=0)
    add.add_argument("--json", action="store_true", help="machine-readable")

    _add_model_command(commands, "atlas", "compute a model's codes, maps and statistics", _atlas)

    add = commands.add_parser("list", help="list the models")
    add.set_defaults(run=_list)

    add = commands.add_parser("data", help="download and check a data set")
    add.add_argument("data", help=", ".join(DATASETS))
    add.add_argument("--data-dir", type=Path)
    add.set_defaults(run=_data)
    return parser


def _add_model_command(commands, name: str, purpose: str, run) -> argparse.ArgumentParser:
    add = commands.add_parser(name, help=purpose)
    add.add_argument("name", metavar="NAME", help="a shipped model or a folder")
    add.add_argument("--data", help="the data set; the one it was trained on unless given")
    add.add_argument("--data-dir", type=Path)
    add.set_defaults(run=run)
    return add


def _train(options: argparse.Namespace) -> None:
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
    figures = _figures(model, test.images, f"{_data_name(options.data)} test")
    metrics = {
        "data": _data_name(options.data),
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
    _write_atlas(model, test, options.out)
    print(f"{options.out}: {_summary(figures)}, {time.perf_counter() - started:.0f} s")


def _evaluate(options: argparse.Namespace) -> None:
    model = load_model(options.name)
    data = load_dataset(_data_of(options), options.split, options.data_dir)
    images = data.images[: options.images]
    source = f"{_data_name(_data_of(options))} {options.split}"
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


def _atlas(options: argparse.Namespace) -> None:
    model = load_model(options.name)
    test = load_dataset(_data_of(options), "test", options.data_dir)
    _write_atlas(model, test, folder.checkpoint_dir(options.name))


def _list(options: argparse.Namespace) -> None:
    for name in folder.list_models():
        try:
            config = folder.load_config(name)
            metrics = folder.load_metrics(name)
            best = next((f for f in metrics.get("figures", []) if f["name"] == "-ELBO"), None)
            nats = f"-ELBO {best['value']:.2f} nats per image on {best['images']} of {best['data']}" if best else ""
            print(f"{name:14} {config.network:5} {config.latent_dim:3} dimensions  {nats}")
        except folder.CheckpointError as error:
            print(f"{name:14} cannot be used: {error}")


def _data(options: argparse.Namespace) -> None:
    for split in ("train", "test"):
        data = load_dataset(options.data, split, options.data_dir)
        print(f"{options.data} {split}: {len(data)} images, {len(data.class_names)} classes")


def _write_atlas(model: VAE, test, out: Path) -> None:
    with tqdm(desc="atlas", leave=False) as bar:

        def show(stage: str, done: int, total: int) -> None:
            bar.set_description(stage)
            bar.total = total
            bar.update(done - bar.n)

        compute_atlas(model, test, on_progress=show).save(out)
    load_atlas(out)


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


def _data_of(options: argparse.Namespace) -> str:
    data = options.data or folder.load_metrics(options.name).get("data")
    if not data:
        raise ValueError(f"{options.name} does not say what it was trained on: name the data set with --data")
    return data


def _data_name(data: str) -> str:
    return data if data in DATASETS else str(Path(data).resolve())


def _public(arguments: list[str]) -> list[str]:
    """The arguments without --data-dir, which says where this machine keeps its data."""
    kept, skip = [], False
    for argument in arguments:
        if not skip and not argument.startswith("--data-dir"):
            kept.append(argument)
        skip = argument == "--data-dir"
    return kept
