"""Mean and spread over seeds of the published figures: the recipes of the shipped models, each trained from scratch.

    python benchmarks/seeds.py [--data-dir DIR] [--rows 2-D 16-D ...] [--seeds 0 1 2] [--accelerator cuda]

-ELBO at beta 1, one draw, dynamically binarised MNIST, of the weights that training keeps: those with the best ELBO on
the 5,000 images held out of training, whose figure the table shows, and beside it that of the 10,000 test images. A row
is `python -m vae_core train --data mnist OPTIONS --seed S` without its other figures and its atlas. Every run leaves a
JSON in runs/seeds/ and is not repeated; a killed one goes on where it was. The table of what is there goes into
benchmarks/RESULTS.md, where a row without a run here stays as it stands; `--table` writes only that.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import torch
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).parents[1]))

import results

from vae_core.data.sets import ImageData, load_dataset
from vae_core.measure.evaluate import evaluate
from vae_core.model.config import ModelConfig
from vae_core.model.vae import VAE
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import write_json
from vae_core.training import parallel
from vae_core.training.loop import train
from vae_core.training.recipes import architecture, training

RUNS = Path(__file__).parents[1] / "runs" / "seeds"

# Title of a row: latent dimensions, recipe, prior, epochs.
ROWS = {
    "2-D": (2, "mlp", "standard", 60),
    "16-D": (16, "mlp", "standard", 60),
    "convolutional, 32-D": (32, "conv", "standard", 40),
    "32-D, N(0, I)": (32, "mlp", "standard", 50),
    "32-D, diagonal": (32, "mlp", "diagonal", 50),
    "32-D, mixture": (32, "mlp", "mixture", 50),
    "32-D, VampPrior": (32, "mlp", "vamp", 50),
    "32-D, RealNVP": (32, "mlp", "flow", 50),
}


def run_once(title: str, seed: int, data: ImageData, test: ImageData, accelerator: str) -> dict:
    """Trains one row with one seed; returns its test figures and the curve of its validation -ELBO."""
    latent_dim, recipe_name, prior, epochs = ROWS[title]
    recipe = training(recipe_name, epochs=epochs, seed=seed)
    torch.manual_seed(seed)
    model = VAE(ModelConfig(latent_dim=latent_dim, prior=prior, **architecture(recipe_name)))
    out = RUNS / _name(title, seed)
    with tqdm(total=epochs, desc=f"{title}, seed {seed}") as bar:
        history = train(
            model, data.images, recipe, out, True, lambda progress: bar.update(progress.epoch - bar.n),
            fabric=parallel.start(accelerator),
        )  # fmt: skip
    figures = evaluate(load_model(out), test.images, "mnist test")
    return {
        "figures": {figure.name: figure.value for figure in figures},
        "validation": [-entry["val_elbo"] for entry in history],
        "seconds": sum(entry["seconds"] for entry in history),
        "threads": torch.get_num_threads(),
    }


def table(seeds: list[int]) -> str:
    """Markdown of every run that is there, and of the rows that stood there before."""
    before = {line.split(" | ")[0]: line for line in results.standing("seeds").splitlines()[4:]}
    lines = ["`python benchmarks/seeds.py`", "", "| model | options | validation -ELBO | test -ELBO | each seed |"]
    lines += ["|---|---|---|---|---|"]
    for title in ROWS:
        paths = [RUNS / f"{_name(title, seed)}.json" for seed in seeds]
        runs = [json.loads(path.read_text()) for path in paths if path.is_file()]
        line = _row(title, runs) if runs else before.get(f"| {title}")
        lines += [line] if line else []
    return "\n".join(lines) + "\n"


def _row(title: str, runs: list[dict]) -> str:
    latent_dim, recipe, prior, epochs = ROWS[title]
    options = f"--latent-dim {latent_dim} --epochs {epochs}"
    options += f" --recipe {recipe}" * (recipe != "mlp") + f" --prior {prior}" * (prior != "standard")
    tests = [run["figures"]["-ELBO"] for run in runs]
    validation, test = results.spread([min(run["validation"]) for run in runs]), results.spread(tests)
    return f"| {title} | `{options}` | {validation} | {test} | {', '.join(f'{value:.2f}' for value in tests)} |"


def _name(title: str, seed: int) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in title) + f"-{seed}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS))
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--accelerator", default="cpu", choices=("cpu", "cuda"))
    parser.add_argument("--table", action="store_true")
    options = parser.parse_args()
    if not options.table:
        data, test = (load_dataset("mnist", split, options.data_dir) for split in ("train", "test"))
        for seed in options.seeds:
            for title in options.rows:
                path = RUNS / f"{_name(title, seed)}.json"
                if not path.is_file():
                    write_json(path, run_once(title, seed, data, test, options.accelerator))
    results.put("seeds", table(options.seeds))
    print(table(options.seeds))


if __name__ == "__main__":
    main()
