"""What each part of the recipe is worth in nats: every row changes one thing of the default, at the same epochs.

    python benchmarks/ablation.py [--data-dir DIR] [--study 2-D 16-D priors] [--epochs 10] [--seeds 3] [--jobs 8]

Defaults are chosen on validation figures: -ELBO at beta 1, one draw, of the 5,000 MNIST images held out of training, at
the best epoch, and the IW-50 bound on -log p(x) of the first 1,000 of them; mean and standard deviation over seeds. The
test -ELBO of the same weights stands beside them. Pixels are dynamically binarised. Every run leaves a JSON in
runs/ablation/ and is not repeated; a killed one starts again. The table of what is there goes into
benchmarks/RESULTS.md; `--table` writes only that. Each of the jobs is a process with one thread.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import torch
from torch import nn
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).parents[1]))

import results

from vae_core.data.sets import ImageData, load_dataset
from vae_core.measure.evaluate import evaluate
from vae_core.model.config import ModelConfig
from vae_core.model.networks import Residual
from vae_core.model.vae import VAE
from vae_core.store.folder import write_json
from vae_core.training import parallel
from vae_core.training.held_out import split_validation
from vae_core.training.loop import Progress, train, validate
from vae_core.training.recipes import Recipe

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
    """Trains one row with one seed; returns its figures and its CPU seconds."""
    of_config, of_recipe = (RECIPES | PRIORS)[title]
    torch.manual_seed(seed)
    model = VAE(ModelConfig(latent_dim=latent_dim, **of_config))
    if title == PLAIN:
        model.encoder, model.decoder = _plain(model.encoder), _plain(model.decoder)
    best: dict = {}
    recipe = Recipe(epochs=epochs, seed=seed, **of_recipe)
    held_out = split_validation(data.images, recipe)[1].numpy()[:IW_IMAGES]

    def on_epoch(progress: Progress) -> None:
        figures = [entry["val_elbo"] for entry in progress.history]
        if figures[-1] == max(figures):
            best["validation"] = -figures[-1]
            best["test"] = -validate(progress.model, torch.from_numpy(test), TEST_SEED)["val_elbo"]
            best["iw"] = evaluate(progress.model, held_out, "mnist validation", "iw", IW_SAMPLES, TEST_SEED)[0].value
        bar.update()

    with tempfile.TemporaryDirectory() as out, tqdm(total=epochs, desc=f"{latent_dim}-D {title}, {seed}") as bar:
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
            lines += [f"| {study} | validation -ELBO, nats | against the default | validation IW-50 | test -ELBO |"]
            lines[-1] += " CPU seconds | seeds |"
            lines += ["|---|---|---|---|---|---|---|"]
            lines += [_row(title, runs, default) for title, runs in found.items() if runs] + [""]
    return "\n".join(lines)


def _found(latent_dim: int, title: str, epochs: int, seeds: int) -> dict[int, dict]:
    paths = {seed: _path(latent_dim, title, epochs, seed) for seed in range(seeds)}
    return {seed: json.loads(path.read_text()) for seed, path in paths.items() if path.is_file()}


def _row(title: str, runs: dict[int, dict], default: dict[int, dict]) -> str:
    worse = statistics.mean(run["validation"] - default[seed]["validation"] for seed, run in runs.items())
    shown = ("validation", "iw", "test")
    validation, tight, test = (results.spread([run[name] for run in runs.values()]) for name in shown)
    seconds = statistics.mean(run["cpu_seconds"] for run in runs.values())
    return f"| {title} | {validation} | {worse:+.2f} | {tight} | {test} | {seconds:.0f} | {len(runs)} |"


def _begin(data_dir: Path | None) -> None:
    torch.set_num_threads(1)
    global DATA
    DATA = tuple(load_dataset("mnist", split, data_dir) for split in ("train", "test"))


def _run(latent_dim: int, title: str, epochs: int, seed: int) -> None:
    training, test = DATA
    result = run_once(title, latent_dim, epochs, seed, training, test.images)
    write_json(_path(latent_dim, title, epochs, seed), result)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--study", nargs="+", choices=STUDIES, default=list(STUDIES))
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--table", action="store_true")
    options = parser.parse_args()
    if not options.table:
        studies = [STUDIES[study] for study in options.study]
        todo = [(latent_dim, title, options.epochs, seed) for seed in range(options.seeds)
                for latent_dim, rows in studies for title in rows]  # fmt: skip
        todo = [run for run in dict.fromkeys(todo) if not _path(*run).is_file()]
        spawn, begin = multiprocessing.get_context("spawn"), (options.data_dir,)
        with ProcessPoolExecutor(options.jobs, spawn, _begin, begin) as pool:
            for done in [pool.submit(_run, *run) for run in todo]:
                done.result()
    results.put("ablation", table(options.epochs, options.seeds))
    print(table(options.epochs, options.seeds))


if __name__ == "__main__":
    main()
