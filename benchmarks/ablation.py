"""What each part of the recipe is worth in nats: every row changes one thing of the default, at the same epochs.

    python benchmarks/ablation.py [--data-dir DIR] [--study 2-D 16-D priors] [--epochs 10] [--seeds 3]

Test -ELBO at beta 1, one draw, dynamically binarised MNIST, of the epoch with the best validation ELBO; mean and
standard deviation over seeds; beside it the IW-50 bound on -log p(x) of the first 1,000 images. Every run leaves a
JSON in runs/ablation/ and is not repeated; a killed one starts again. The table of what is there goes into
benchmarks/RESULTS.md; `--table` writes only that.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).parents[1]))

import results

from vae_core import parallel
from vae_core.config import ModelConfig
from vae_core.data import ImageData, load_dataset
from vae_core.evaluate import evaluate
from vae_core.folder import write_json
from vae_core.model import VAE
from vae_core.networks import Residual
from vae_core.recipes import Recipe
from vae_core.train import Progress, train, validate

RUNS = Path(__file__).parents[1] / "runs" / "ablation"
TEST_SEED, IW_SAMPLES, IW_IMAGES = 1, 50, 1000

# Title of a row: fields of ModelConfig, fields of Recipe. PLAIN and HALF are neither: ReLU layers without residuals and
# norms; the products in bfloat16, everything else in single precision.
PLAIN, HALF = "plain ReLU layers", "--precision bf16-mixed"
RECIPES: dict[str, tuple[dict, dict]] = {
    "default": ({}, {}),
    "cosine from the peak": ({}, {"schedule": "cosine"}),
    "constant rate": ({}, {"schedule": "constant"}),
    "constant rate, no average": ({}, {"schedule": "constant", "ema": 0.0}),
    "no average": ({}, {"ema": 0.0}),
    "no warm-up": ({}, {"warmup": 0.0}),
    PLAIN: ({}, {}),
    HALF: ({}, {}),
    "4 residual blocks": ({"depth": 4}, {}),
    "half the peak rate": ({}, {"lr": 1e-3}),
    "IW-5 in the last 15 %": ({}, {"iw_samples": 5}),
}
PRIORS = {prior: ({"prior": prior}, {}) for prior in ("diagonal", "mixture", "vamp", "flow")}
STUDIES = {"2-D": (2, RECIPES), "16-D": (16, RECIPES), "priors": (16, {"default": ({}, {})} | PRIORS)}


def run_once(title: str, latent_dim: int, epochs: int, seed: int, data: ImageData, test: np.ndarray) -> dict:
    """Trains one row with one seed; returns its test -ELBO, its IW-50 bound and its CPU seconds."""
    of_config, of_recipe = (RECIPES | PRIORS)[title]
    torch.manual_seed(seed)
    model = VAE(ModelConfig(latent_dim=latent_dim, **of_config))
    if title == PLAIN:
        model.encoder, model.decoder = _plain(model.encoder), _plain(model.decoder)
    best: dict = {}

    def on_epoch(progress: Progress) -> None:
        figures = [entry["val_elbo"] for entry in progress.history]
        if figures[-1] == max(figures):
            best["minus_elbo"] = -validate(progress.model, torch.from_numpy(test), TEST_SEED)["val_elbo"]
            best["iw"] = evaluate(progress.model, test[:IW_IMAGES], "mnist test", "iw", IW_SAMPLES, TEST_SEED)[0].value
        bar.update()

    with tempfile.TemporaryDirectory() as out, tqdm(total=epochs, desc=f"{latent_dim}-D {title}, {seed}") as bar:
        recipe = Recipe(epochs=epochs, seed=seed, **of_recipe)
        fabric = parallel.start("cpu", precision="bf16-mixed" if title == HALF else "32-true")
        started = time.process_time()
        train(model, data.images, recipe, Path(out), on_epoch=on_epoch, fabric=fabric)
    return best | {"cpu_seconds": time.process_time() - started, "threads": torch.get_num_threads()}


def _plain(layers: nn.Sequential) -> nn.Sequential:
    kept: list[nn.Module] = []
    for layer in layers:
        if isinstance(layer, Residual):
            kept += [nn.ReLU(), nn.Linear(layer[-1].in_features, layer[-1].out_features)]
        else:
            kept.append(nn.ReLU() if isinstance(layer, nn.SiLU) else layer)
    return nn.Sequential(*kept)


def _path(latent_dim: int, title: str, epochs: int, seed: int) -> Path:
    name = "".join(letter if letter.isalnum() else "-" for letter in title)
    return RUNS / f"{latent_dim}d-{name}-{epochs}-{seed}.json"


def table(epochs: int, seeds: int) -> str:
    """Markdown of every run that is there; each row is held against the default with the same seeds."""
    lines = [f"`python benchmarks/ablation.py --epochs {epochs} --seeds {seeds}`", ""]
    for study, (latent_dim, rows) in STUDIES.items():
        found = {title: _found(latent_dim, title, epochs, seeds) for title in rows}
        default, compared = found["default"], sum(map(bool, found.values())) > 1
        if default and compared:
            lines += [f"| {study} | test -ELBO, nats | against the default | IW-50, nats | CPU seconds | seeds |"]
            lines += ["|---|---|---|---|---|---|"]
            lines += [_row(title, runs, default) for title, runs in found.items() if runs] + [""]
    return "\n".join(lines)


def _found(latent_dim: int, title: str, epochs: int, seeds: int) -> dict[int, dict]:
    paths = {seed: _path(latent_dim, title, epochs, seed) for seed in range(seeds)}
    return {seed: json.loads(path.read_text()) for seed, path in paths.items() if path.is_file()}


def _row(title: str, runs: dict[int, dict], default: dict[int, dict]) -> str:
    nats = [run["minus_elbo"] for run in runs.values()]
    spread = f" ± {statistics.stdev(nats):.2f}" if len(nats) > 1 else ""
    worse = statistics.mean(run["minus_elbo"] - default[seed]["minus_elbo"] for seed, run in runs.items())
    tight, seconds = (statistics.mean(run[name] for run in runs.values()) for name in ("iw", "cpu_seconds"))
    elbo = f"{statistics.mean(nats):.2f}{spread}"
    return f"| {title} | {elbo} | {worse:+.2f} | {tight:.2f} | {seconds:.0f} | {len(nats)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--study", nargs="+", choices=STUDIES, default=list(STUDIES))
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--table", action="store_true")
    options = parser.parse_args()
    if not options.table:
        data = load_dataset("mnist", "train", options.data_dir)
        test = load_dataset("mnist", "test", options.data_dir).images
        for seed in range(options.seeds):
            for latent_dim, rows in (STUDIES[study] for study in options.study):
                for title in rows:
                    path = _path(latent_dim, title, options.epochs, seed)
                    if not path.is_file():
                        write_json(path, run_once(title, latent_dim, options.epochs, seed, data, test))
    results.put("ablation", table(options.epochs, options.seeds))
    print(table(options.epochs, options.seeds))


if __name__ == "__main__":
    main()
