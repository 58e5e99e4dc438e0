"""The VAE-GAN beside its twin, and beside a plain VAE that was trained alone, over several trainings.

    python benchmarks/adversarial.py [--data-dir DIR] [--seeds 0 1 2] [--images 20000] [--epochs 6] [--write]

MNIST, 16 numbers of z, convolutional bodies of 16 channels; a training is `python -m vae_core train --data mnist
--recipe conv --hidden 16 --latent-dim 16 --family adversarial|plain --epochs E --seed S` on the first images of the
training set, without its other figures and its atlas. Distances are Fréchet distances of the features of a classifier
(vae_core/measure/features.py) to all test images, mean of two sets: of as many draws from N(0, I), decoded, and of
reconstructions, a draw from each posterior. The error is the mean square over pixels at the mean of each code. No
likelihood is given: the adversarial decoder has none. A training leaves a folder and a JSON in runs/adversarial/ and is
not repeated; a killed one goes on where it was. `--write` puts the table into benchmarks/RESULTS.md and the difference
into the shipped model's metrics.json, and trains nothing. `mnist-gan` is the adversarial training of seed 0.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

import results
import trainings

from vae_core.data.sets import ImageData
from vae_core.measure.features import Features, train_features
from vae_core.measure.frechet import frechet_figures
from vae_core.measure.of_critic import COMPARED, ERROR, squared_error
from vae_core.model.families import build_model
from vae_core.model.vae import VAE
from vae_core.store.checkpoint import load_model
from vae_core.training.experiment import Experiment

RUNS = Path(__file__).parents[1] / "runs" / "adversarial"
FAMILIES = ("adversarial", "plain")
DECODERS = {"adversarial": "adversarial decoder", "twin": "its twin, same codes", "plain": "plain VAE, alone"}
PUBLISHED = """Published: no distance of a VAE-GAN on MNIST is known to us. With Inception features and other bodies a
VAE of 16 numbers has FID 40.7 (Chadebec and Allassonnière, 2022, table 1): not the unit of this table."""


def run_once(
    family: str, seed: int, options: argparse.Namespace, data: ImageData, test: ImageData, features: Features
) -> dict:
    """Trains with one seed; the figures of each decoder."""
    experiment = Experiment.of(
        "mnist", recipe="conv", hidden=16, latent_dim=16, family=family, epochs=options.epochs, seed=seed
    )
    torch.manual_seed(seed)
    model = build_model(experiment.config(data.images.shape[1:]))
    some, out = slice(options.images), RUNS / _name(family, seed, options)
    trainings.train_with_bar(f"{family}, seed {seed}", model, experiment, out, data.images[some], data.labels[some])
    kept = load_model(out)
    decoders = {family: kept} | ({"twin": kept.as_twin()} if family == "adversarial" else {})
    return {name: _figures(of, data, test, features) for name, of in decoders.items()}


def _figures(model: VAE, data: ImageData, test: ImageData, features: Features) -> dict[str, float]:
    made = {"data": "mnist test", "images": len(test), "seed": 0}
    found = frechet_figures(model, test.images, data.images, features, 2, made)
    distances = {figure.name: figure.value for figure in found if figure.name in COMPARED}
    return distances | {ERROR: squared_error(model, test.images)}


def known(options: argparse.Namespace) -> dict[str, dict[int, dict[str, float]]]:
    """What is there, by decoder and seed."""
    found: dict[str, dict[int, dict[str, float]]] = {name: {} for name in DECODERS}
    for family in FAMILIES:
        paths = {seed: RUNS / f"{_name(family, seed, options)}.json" for seed in options.seeds}
        for seed, decoders in trainings.there(paths).items():
            for name, figures in decoders.items():
                found[name][seed] = figures
    return found


def twins(options: argparse.Namespace) -> dict:
    """How much nearer the adversarial decoder's draws are than its twin's; nothing of fewer than two trainings."""
    own, twin = known(options)["adversarial"], known(options)["twin"]
    less = [twin[seed][COMPARED[0]] - own[seed][COMPARED[0]] for seed in own]
    if len(less) < 2:
        return {}
    return {"nearer": results.difference(less), "epochs": options.epochs, "of": options.images, "seeds": sorted(own)}


def table(options: argparse.Namespace) -> str:
    """Markdown: mean and standard deviation over trainings."""
    each = f"{options.epochs} epochs of {options.images:,} images each."
    lines = ["`python benchmarks/adversarial.py`", "", each, "",
             "| decoder | trainings | distance of draws | distance of reconstructions | squared error x 1,000 |",
             "|---|---|---|---|---|"]  # fmt: skip
    for name, runs in known(options).items():
        cells = [results.spread([run[column] for run in runs.values()]) for column in COMPARED]
        cells.append(results.spread([1000 * run[ERROR] for run in runs.values()]))
        lines += [f"| {DECODERS[name]} | {len(runs)} | {' | '.join(cells)} |"] if runs else []
    return "\n".join([*lines, "", PUBLISHED]) + "\n"


def _name(family: str, seed: int, options: argparse.Namespace) -> str:
    return f"{family}-{seed}-{options.images}-{options.epochs}"


def main() -> None:
    options = trainings.options(__doc__, images=20_000, epochs=6)
    if options.write:
        results.keep_twins("mnist-gan", twins(options))
        results.put("adversarial", table(options))
    else:
        data, test = trainings.mnist(options)
        features = train_features(data.images, data.labels, test.images, test.labels)
        for seed in options.seeds:
            for family in FAMILIES:
                path = RUNS / f"{_name(family, seed, options)}.json"
                trainings.run_unless_there(path, run_once, family, seed, options, data, test, features)
    print(table(options))


if __name__ == "__main__":
    main()
