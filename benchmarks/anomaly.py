"""One digit held out of training: how well each score tells it from the others, beside published figures.

    python benchmarks/anomaly.py --data-dir DIR [--digits 1 4 5 7 9] [--latent-dims 16] [--seeds 0 1 2] [--write]
    python benchmarks/anomaly.py --data-dir DIR --fashion CSV [--write]

A training is that of `python -m vae_core train --data mnist --latent-dim D --hidden 256 --depth 1 --epochs 25 --seed S`
without the images of the digit, its other figures and its atlas: 90 seconds of a core. Test images are all 10,000, the
digit's are the strange ones, and ordinary codes those of the first 20,000 training images without the digit. Nothing of
the test images is used to choose or to scale a score. Models and areas stay in runs/anomaly/ and are not made twice.

`--fashion` scores the first 1,000 MNIST test images and as many Fashion-MNIST ones, from a CSV of label and 784 pixels,
by the shipped models of MNIST. `--write` also puts the table of what is there into benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

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
from vae_core.strange.curves import areas
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
NAMES = {
    "both": "the combination",
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


def train_without(digit: int, latent_dim: int, seed: int, data: ImageData) -> None:
    """Trains on all digits but one, where it is not done; a killed one goes on where it was."""
    out, kept = folder_of(digit, latent_dim, seed), data.labels != digit
    if (out / "trained.json").is_file():
        return
    images = data.images[kept]
    experiment = Experiment.of("mnist", latent_dim=latent_dim, seed=seed, **OPTIONS).fitted(len(images), (1, 28, 28))
    torch.manual_seed(seed)
    model = build_model(experiment.config((1, 28, 28)))
    with tqdm(total=OPTIONS["epochs"], desc=out.name) as bar:
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


def fashion_table(csv: Path, data_dir: Path | None) -> str:
    """Markdown: AUROC and AUPRC of Fashion-MNIST among MNIST, by shipped models of MNIST."""
    strange = np.loadtxt(csv, np.uint8, delimiter=",", skiprows=1)[:, 1:].reshape(-1, 1, 28, 28)
    test = load_dataset("mnist", "test", data_dir).images[: len(strange)]
    images, is_strange = np.concatenate([test, strange]), np.arange(2 * len(strange)) >= len(strange)
    own = np.where(is_strange, -1, np.arange(len(images)))
    columns = {}
    for name in tqdm(FASHION_MODELS, desc="models"):
        model, atlas = load_model(name), load_atlas(name)
        found = score(model, images, Ordinary(model, atlas.codes, atlas.logvar.astype(np.float32)), own)
        columns[name] = {of: areas(values, is_strange) for of, values in found.items()}
    lines = [f"| AUROC / AUPRC | {' | '.join(f'`{name}`' for name in columns)} |", "|---|" + "---|" * len(columns)]
    for name, title in NAMES.items():
        if all(name in of for of in columns.values()):
            lines.append(f"| {title} | {' | '.join('{:.3f} / {:.3f}'.format(*of[name]) for of in columns.values())} |")
    return "\n".join(lines) + "\n"


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
        made = fashion_table(options.fashion, options.data_dir)
    else:
        data, test = (load_dataset("mnist", split, options.data_dir) for split in ("train", "test"))
        for seed in options.seeds:
            for latent_dim in options.latent_dims:
                for digit in options.digits:
                    train_without(digit, latent_dim, seed, data)
                    score_without(digit, latent_dim, seed, data, test)
        others = tuple(digit for digit in range(10) if digit not in REPORTED)
        made = "".join(table(dim, digits) for dim in (16, 2) for digits in (REPORTED, others)).rstrip() + "\n"
    if options.write:
        results.put(mark, made)
    print(made)


if __name__ == "__main__":
    main()
