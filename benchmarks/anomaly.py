"""How well each score tells strange images from ordinary ones: a digit held out of training, and another data set.

    python benchmarks/anomaly.py --data-dir DIR [--digits 1 4 5 7 9] [--latent-dims 16] [--seeds 0 1 2] [--write]
    python benchmarks/anomaly.py --data-dir DIR --fashion CSV [--write]

A training is that of `python -m vae_core train --data mnist --latent-dim D --hidden 256 --depth 1 --epochs 25 --seed S`
without the images of the digit, its other figures and its atlas: 90 seconds of a core. Test images are all 10,000, the
digit's are the strange ones, and ordinary codes those of the first 20,000 training images without the digit. Nothing of
the test images is used to choose or to scale a score. Models and areas stay in runs/anomaly/ and are not made twice.

`--fashion` sets the first MNIST test images against as many of Fashion-MNIST, from a CSV of label and 784 pixels, in
both directions. Twins differ in the likelihood alone: of MNIST's 60,000 training images, 4 epochs; of 800 of the 1,000
images of the CSV, 200 epochs, so that 200 are left to be ordinary. Regret is of the first 200 images of each group.

`--write` also puts the tables of what is there into benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).parents[1]))

import results

from vae_core.data.sets import ImageData, load_dataset
from vae_core.measure.neighbours import nearest
from vae_core.model.families import build_model
from vae_core.model.vae import VAE
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import write_json
from vae_core.strange.curves import Told, areas, tell
from vae_core.strange.ordinary import NEIGHBOURS, Ordinary
from vae_core.strange.regret import likelihood_regret
from vae_core.strange.scores import REGRET, score
from vae_core.training.experiment import Experiment
from vae_core.training.loop import train

RUNS = Path(__file__).parents[1] / "runs" / "anomaly"
OPTIONS = {"hidden": 256, "depth": 1, "epochs": 25}
ORDINARY = 20_000  # training images whose codes are the ordinary ones
REGRETTED = 2000  # test images that regret is measured on, the first ones: it takes a hundred decodes of each
PIXELS = "pixels"  # the mean distance to the ten nearest training images: no model at all
FASHION_MODELS = ("mnist-2d", "mnist-16d", "mnist-flow", "mnist-cvae")
LIKELIHOODS = {"bernoulli": "Bernoulli", "gaussian": "Gaussian, learned sigma"}
TWINS = {"mnist": {"epochs": 4}, "fashion": {"epochs": 200}}  # 240,000 and 160,000 looks at an image
FASHION_TRAINED = 800  # of the CSV's images, the first ones
PAIRS_REGRETTED = 200  # images of each group
NAMES = {
    "both": "the combination",
    "feature_distance": "distance of the features",
    "feature_error": "error of the features",
    "near_error": "near error",
    "knn": "k-NN of the code",
    "rarity": "-log aggregate posterior",
    "error_per_ink": "squared error per ink",
    "recon": "-log p(x\\|z)",
    "elbo": "-ELBO",
    "entropy": "-ELBO - pixel entropy",
    "complexity": "-ELBO - PNG or zlib",
    REGRET: f"regret, {REGRETTED:,} images",
    PIXELS: "k-NN of the pixels, no model",
}
PUBLISHED = {  # AUPRC of digits 1, 4, 5, 7, 9: Pang et al., 2020, and Cui et al., 2023, table 3
    "VAE": (0.063, 0.337, 0.325, 0.148, 0.104),
    "MEG": (0.281, 0.401, 0.402, 0.290, 0.342),
    "BiGAN-sigma": (0.287, 0.443, 0.514, 0.347, 0.307),
    "LEBM": (0.336, 0.630, 0.619, 0.463, 0.413),
    "HVAE": (0.494, 0.920, 0.913, 0.680, 0.791),
    "joint hierarchical EBM": (0.722, 0.949, 0.980, 0.941, 0.935),
}
REPORTED = (1, 4, 5, 7, 9)


def folder_of(digit: int, latent_dim: int, seed: int) -> Path:
    """Where a model without a digit is kept."""
    return RUNS / f"without-{digit}-{latent_dim}d-{seed}"


def train_on(out: Path, images: np.ndarray, **options: Any) -> None:
    """Trains on images (N, 1, 28, 28), where it is not done; a killed one goes on where it was."""
    if (out / "trained.json").is_file():
        return
    experiment = Experiment.of("mnist", **options).fitted(len(images), (1, 28, 28))
    torch.manual_seed(options["seed"])
    model = build_model(experiment.config((1, 28, 28)))
    with tqdm(total=options["epochs"], desc=out.name) as bar:
        history = train(
            model, images, experiment.full_recipe(), out, True, lambda progress: bar.update(progress.epoch - bar.n)
        )
    write_json(out / "trained.json", {"seconds": sum(entry["seconds"] for entry in history), "last": history[-1]})


def score_without(digit: int, latent_dim: int, seed: int, data: ImageData, test: ImageData) -> None:
    """Writes AUROC and AUPRC of every score of a model without a digit, where it is not done."""
    out = folder_of(digit, latent_dim, seed)
    if (out / "areas.json").is_file():
        return
    model, images = load_model(out), data.images[data.labels != digit][:ORDINARY]
    found = score(model, test.images, Ordinary(model, *encoded(model, images)))
    if seed == 0 and latent_dim == 16:
        found[PIXELS] = pixel_distance(test.images, images)
    is_strange = test.labels == digit
    figures = {name: areas(values, is_strange) for name, values in found.items()}
    figures[REGRET] = areas(likelihood_regret(model, test.images[:REGRETTED]), is_strange[:REGRETTED])
    write_json(out / "areas.json", figures)


def encoded(model: VAE, images: np.ndarray) -> list[np.ndarray]:
    """Means and log-variances of images, (M, D) each."""
    parts = [model.encode(torch.from_numpy(images[i : i + 1000]).float() / 255) for i in range(0, len(images), 1000)]
    return [torch.cat(column).numpy() for column in zip(*parts, strict=True)]


def pixel_distance(images: np.ndarray, ordinary: np.ndarray) -> np.ndarray:
    """The mean distance to the nearest ordinary images, as grey values: (N,)."""
    flat = [of.reshape(len(of), -1).astype(np.float32) / 255 for of in (images, ordinary)]
    return nearest(*flat, NEIGHBOURS)[1].mean(1)


def known(digit: int, latent_dim: int) -> list[dict[str, list[float]]]:
    """The areas that are there of models without a digit, one for each seed."""
    return [json.loads(path.read_text()) for path in sorted(RUNS.glob(f"without-{digit}-{latent_dim}d-*/areas.json"))]


def table(latent_dim: int, digits: tuple[int, ...]) -> str:
    """Markdown: AUPRC of every score and digit, mean and standard deviation over the seeds that are there."""
    found = {digit: runs for digit in digits if (runs := known(digit, latent_dim))}
    lines = [f"| {latent_dim} numbers | {' | '.join(f'without {digit}' for digit in found)} | mean |"]
    lines.append("|---|" + "---|" * (len(found) + 1))
    for name, title in NAMES.items():
        columns = [[run[name][1] for run in runs if name in run] for runs in found.values()]
        if all(columns):
            mean = np.mean([np.mean(column) for column in columns])
            cells = [results.spread(column, 3) for column in columns]
            lines.append(f"| {title} | {' | '.join(cells)} | {mean:.3f} |")
    if digits == REPORTED == tuple(found):
        for name, row in PUBLISHED.items():
            lines.append(f"| *{name}* | {' | '.join(f'*{of:.3f}*' for of in row)} | *{np.mean(row):.3f}* |")
    counted = ", ".join(f"{digit}: {len(runs)}" for digit, runs in found.items())
    return "\n".join([*lines, "", f"Trainings, by digit: {counted}."]) + "\n\n" if found else ""


def fashion_tables(csv: Path, data_dir: Path | None) -> str:
    """Markdown: AUROC and AUPRC with their intervals, of both directions by twins, and of one by shipped models."""
    fashion = np.loadtxt(csv, np.uint8, delimiter=",", skiprows=1)[:, 1:].reshape(-1, 1, 28, 28)
    train_images, test = (load_dataset("mnist", split, data_dir).images for split in ("train", "test"))
    directions = {  # trained on; ordinary, strange
        "mnist": (train_images, test[: len(fashion)], fashion),
        "fashion": (fashion[:FASHION_TRAINED], fashion[FASHION_TRAINED:], test[: len(fashion) - FASHION_TRAINED]),
    }
    twins = {}
    for data, (of, ordinary, strange) in directions.items():
        arrow = {"mnist": "MNIST → Fashion", "fashion": "Fashion → MNIST"}[data]
        for likelihood, title in LIKELIHOODS.items():
            out = RUNS / f"{data}-{likelihood}"
            train_on(out, of, latent_dim=16, seed=0, likelihood=likelihood, **OPTIONS | TWINS[data])
            model = load_model(out)
            twins[f"{arrow}, {title}"] = told(model, Ordinary(model, *encoded(model, of[:ORDINARY])), ordinary, strange)
    shipped = {}
    for name in tqdm(FASHION_MODELS, desc="models"):
        model, atlas = load_model(name), load_atlas(name)
        codes = Ordinary(model, atlas.codes, atlas.logvar.astype(np.float32))
        shipped[f"`{name}`, Bernoulli"] = told(model, codes, test[: len(fashion)], fashion, are_own=True)
    return "\n".join(side_by_side(columns) for columns in (twins, shipped))


def told(
    model: VAE, codes: Ordinary, ordinary: np.ndarray, strange: np.ndarray, are_own: bool = False
) -> dict[str, Told]:
    """Both curves of every score; `are_own`: the ordinary images are those of the first codes."""
    images = np.concatenate([ordinary, strange])
    is_strange = np.arange(len(images)) >= len(ordinary)
    own = np.where(is_strange, -1, np.arange(len(images))) if are_own else None
    found = {name: tell(values, is_strange) for name, values in score(model, images, codes, own).items()}
    some = np.concatenate([ordinary[:PAIRS_REGRETTED], strange[:PAIRS_REGRETTED]])
    return found | {REGRET: tell(likelihood_regret(model, some), np.arange(len(some)) >= PAIRS_REGRETTED)}


def side_by_side(columns: dict[str, dict[str, Told]]) -> str:
    """Markdown: a row for each score, `AUROC (interval), AUPRC (interval)` in each column."""
    lines = [f"| AUROC, AUPRC | {' | '.join(columns)} |", "|---|" + "---|" * len(columns)]
    for name, title in (NAMES | {REGRET: f"regret, {PAIRS_REGRETTED} of each"}).items():
        cells = [_areas_of(of[name]) if name in of else "" for of in columns.values()]
        if any(cells):
            lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _areas_of(told: Told) -> str:
    curves = [(of.area, *of.area_interval) for of in (told.roc, told.precision_recall)]
    return ", ".join(f"{area:.3f} ({low:.3f}–{high:.3f})" for area, low, high in curves)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--digits", nargs="+", type=int, default=list(REPORTED))
    parser.add_argument("--latent-dims", nargs="+", type=int, default=[16])
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--fashion", type=Path, help="a CSV of Fashion-MNIST images")
    parser.add_argument("--write", action="store_true", help="the tables, into benchmarks/RESULTS.md")
    options = parser.parse_args()
    mark = "anomaly_fashion" if options.fashion else "anomaly"
    if options.fashion:
        made = fashion_tables(options.fashion, options.data_dir)
    else:
        data, test = (load_dataset("mnist", split, options.data_dir) for split in ("train", "test"))
        for seed in options.seeds:
            for latent_dim in options.latent_dims:
                for digit in options.digits:
                    kept = data.images[data.labels != digit]
                    train_on(folder_of(digit, latent_dim, seed), kept, latent_dim=latent_dim, seed=seed, **OPTIONS)
                    score_without(digit, latent_dim, seed, data, test)
        others = tuple(digit for digit in range(10) if digit not in REPORTED)
        made = "".join(table(dim, digits) for dim in (16, 2) for digits in (REPORTED, others)).rstrip() + "\n"
    if options.write:
        results.put(mark, made)
    print(made)


if __name__ == "__main__":
    main()
