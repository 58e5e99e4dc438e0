"""A grid of codes beside its plain twin: convolutional bodies of the same widths, the same data and steps.

    python benchmarks/codes.py [--data-dir DIR] [--seeds 0 1 2] [--epochs 3] [--write]

Dynamically binarised MNIST; of the weights that training keeps, -ELBO on the 10,000 test images, in nats per image, and
the codes in use over all of them. Both have the bodies of the shipped grid, for 3 of its 10 epochs. The twin has 16
latent dimensions and beta 1; its one dense layer on either side is what the grid has no use for. A training leaves a
folder and a JSON in runs/codes/ and is not repeated. `--write` puts the table into benchmarks/RESULTS.md and the
difference into the metrics.json of the shipped model, and trains nothing.
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
from vae_core.measure.of_codes import code_counts
from vae_core.model.families import build_model
from vae_core.store.checkpoint import load_model
from vae_core.training.experiment import Experiment
from vae_core.training.loop import validate

RUNS = Path(__file__).parents[1] / "runs" / "codes"
WRITTEN_TO = "mnist-vq"
BODY = {"hidden": 16, "depth": 1, "batch_size": 128, "lr": 3e-3}
FAMILIES = {"vq": {"family": "vq", "latent_dim": 2}, "plain": {"latent_dim": 16}}
BOUND, RECON, RATE, USED = "-ELBO", "-log p(x given z)", "rate", "codes in use"
PUBLISHED = """Published: no figure in nats for MNIST. The grid's bound counts the picture and the codes; nothing in its
training makes codes cheap, so that it is behind its twin in nats: its use is a code that can be painted."""


def run_once(family: str, seed: int, epochs: int, data: ImageData, test: ImageData) -> dict:
    """Trains a family with one seed; returns its test figures and the seconds that it took."""
    experiment = Experiment.of("mnist", "conv", epochs=epochs, seed=seed, **BODY, **FAMILIES[family])
    torch.manual_seed(seed)
    model = build_model(experiment.config(data.images.shape[1:], len(data.class_names)))
    out = RUNS / f"{family}-{seed}-{epochs}"
    title = f"{family}, seed {seed}"
    history = trainings.train_with_bar(title, model, experiment, out, data.images, data.labels)
    kept = load_model(out)
    found = validate(kept, torch.from_numpy(test.images), 0, torch.from_numpy(test.labels))
    figures = {BOUND: -found["val_elbo"], RECON: -found["val_recon"], RATE: found["val_kl"]}
    if family == "vq":
        figures[USED] = int((code_counts(kept, test.images) > 0).sum())
    return {"figures": figures, "seconds": sum(entry["seconds"] for entry in history)}


def known(family: str, options: argparse.Namespace) -> dict[int, dict]:
    """What is there of a family, by seed."""
    return trainings.there({seed: RUNS / f"{family}-{seed}-{options.epochs}.json" for seed in options.seeds})


def twins(options: argparse.Namespace) -> dict:
    """How many nats less the grid has than its twin of the same seed; below 0 where it has more."""
    own, plain = known("vq", options), known("plain", options)
    seeds = [seed for seed in own if seed in plain]
    less = [plain[seed]["figures"][BOUND] - own[seed]["figures"][BOUND] for seed in seeds]
    if len(less) < 2:
        return {}
    return {
        **results.difference(less),
        "seeds": seeds,
        "epochs": options.epochs,
        **BODY,
        "bound": "ELBO",
        "data": "mnist test",
        "images": 10_000,
        "twin": results.rounded([plain[seed]["figures"][BOUND] for seed in seeds]),
        "own": results.rounded([own[seed]["figures"][BOUND] for seed in seeds]),
    }


def table(options: argparse.Namespace) -> str:
    """Markdown of every training that is there: mean and standard deviation over seeds."""
    columns = (BOUND, RECON, RATE, USED)
    lines = [
        "`python benchmarks/codes.py`",
        "",
        f"| family | trainings | {' | '.join(columns)} |",
        "|---|---|" + "---|" * 4,
    ]
    for family in FAMILIES:
        runs = list(known(family, options).values())
        cells = [results.spread([run["figures"][name] for run in runs if name in run["figures"]]) for name in columns]
        lines.append(f"| {family} | {len(runs)} of {options.epochs} epochs | {' | '.join(cells)} |")
    lines += ["", PUBLISHED]
    if found := twins(options):
        lines += ["", f"The grid has {-found['less']:.2f} ± {found['spread']:.2f} nats more than its plain twin "
                      f"({found['trainings']} trainings)."]  # fmt: skip
    return "\n".join(lines) + "\n"


def main() -> None:
    options = trainings.options(__doc__, epochs=3)
    if options.write:
        results.keep_twins(WRITTEN_TO, twins(options))
        results.put("codes", table(options))
    else:
        images = trainings.mnist(options)
        for seed in options.seeds:
            for family in FAMILIES:
                path = RUNS / f"{family}-{seed}-{options.epochs}.json"
                trainings.run_unless_there(path, run_once, family, seed, options.epochs, *images)
    print(table(options))


if __name__ == "__main__":
    main()
