"""The conditional family beside its plain twin: the same bodies, data and steps, over several trainings.

    python benchmarks/conditional.py [--data-dir DIR] [--seeds 0 1 2] [--epochs 8] [--hidden 256] [--write]

Dynamically binarised MNIST, 16 latent dimensions, beta 1, one draw; of the weights that training keeps, on the 10,000
test images, in nats per image. A training is `python -m vae_core train --data mnist --latent-dim 16 --hidden H
--epochs E --family F --seed S` without its other figures and its atlas. It leaves a folder and a JSON in
runs/conditional/ and is not repeated; a killed one goes on where it was. `--write` puts the table
into benchmarks/RESULTS.md and the difference from the twins into the metrics.json of the shipped model, and trains
nothing.
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
from vae_core.measure.of_classes import GAIN, RIGHT, SUMMED, figures_of_classes
from vae_core.model.families import build_model
from vae_core.model.objective import scored_pixels
from vae_core.store.checkpoint import load_model
from vae_core.training.experiment import Experiment
from vae_core.training.loop import validate

RUNS = Path(__file__).parents[1] / "runs" / "conditional"
GIVEN = "-ELBO"
WRITTEN_TO = "mnist-cvae"
PUBLISHED = """Published: no agreed figure for MNIST given its class. Sohn, Lee and Yan (2015) complete a picture of
which one quadrant is given, which is another task: 71.8 nats for the rest in Pyro's re-implementation. A plain MLP VAE
of 20 dimensions reaches 94.8 (Davidson et al., 2018, table 1)."""
COLUMNS = {GIVEN: "-ELBO", SUMMED: "summed over classes", GAIN: "gain from the class", RIGHT: "class told, %"}


def run_once(family: str, seed: int, epochs: int, hidden: int, data: ImageData, test: ImageData) -> dict:
    """Trains a family with one seed; returns its test figures and the seconds that it took."""
    chosen = {"family": family} if family != "plain" else {}
    experiment = Experiment.of("mnist", latent_dim=16, hidden=hidden, epochs=epochs, seed=seed, **chosen)
    torch.manual_seed(seed)
    model = build_model(experiment.config(data.images.shape[1:], len(data.class_names)))
    out = RUNS / _name(family, seed, epochs, hidden)
    title = f"{family}, seed {seed}"
    history = trainings.train_with_bar(title, model, experiment, out, data.images, data.labels)
    kept, labels = load_model(out), torch.from_numpy(test.labels)
    figures = {GIVEN: -validate(kept, torch.from_numpy(test.images), 0, labels)["val_elbo"]}
    if family == "conditional":
        made = {"samples": 1, "data": "mnist test", "images": len(test), "seed": 0, "pixels": scored_pixels(kept)}
        of_classes = figures_of_classes(kept, test.images, test.labels, 1, made)
        figures |= {figure.name: figure.value for figure in of_classes}
    return {"figures": figures, "seconds": sum(entry["seconds"] for entry in history)}


def known(family: str, options: argparse.Namespace) -> list[dict]:
    """What is there of a family, by seed."""
    paths = {seed: RUNS / f"{_name(family, seed, options.epochs, options.hidden)}.json" for seed in options.seeds}
    return list(trainings.there(paths).values())


def twins(options: argparse.Namespace) -> dict:
    """How many nats less the conditional model has than its twin of the same seed, summed over classes, over trainings.

    Nothing where there are fewer than two pairs.
    """
    pairs = list(zip(known("conditional", options), known("plain", options), strict=False))
    less = [twin["figures"][GIVEN] - own["figures"][SUMMED] for own, twin in pairs]
    if len(less) < 2:
        return {}
    return {
        **results.difference(less),
        "seeds": options.seeds[: len(less)],
        "epochs": options.epochs,
        "hidden": options.hidden,
        "bound": "ELBO",
        "samples": 1,
        "data": "mnist test",
        "images": 10_000,
        "twin": results.rounded([twin["figures"][GIVEN] for _, twin in pairs]),
        **{name: [round(own["figures"][name], 3) for own, _ in pairs] for name in COLUMNS},
    }


def table(options: argparse.Namespace) -> str:
    """Markdown of every training that is there: mean and standard deviation over seeds, and how many there are."""
    lines = ["`python benchmarks/conditional.py`", "", f"| family | trainings | {' | '.join(COLUMNS.values())} |"]
    lines += ["|---|---|" + "---|" * len(COLUMNS)]
    for family in ("plain", "conditional"):
        runs = known(family, options)
        if not runs:
            continue
        cells = [results.spread([run["figures"][name] for run in runs if name in run["figures"]]) for name in COLUMNS]
        how = f"{len(runs)} of {options.epochs} epochs, {options.hidden} units"
        lines.append(f"| {family} | {how} | {' | '.join(cells)} |")
    lines += ["", PUBLISHED]
    if not (found := twins(options)):
        return "\n".join(lines) + "\n"
    return "\n".join(
        [*lines, "", f"Summed over classes, the conditional model has {found['less']:.2f} ± {found['spread']:.2f} nats "
         f"less than its plain twin ({found['trainings']} trainings)."]
    ) + "\n"  # fmt: skip


def _name(family: str, seed: int, epochs: int, hidden: int) -> str:
    return f"{family}-{seed}-{epochs}-{hidden}"


def main() -> None:
    options = trainings.options(__doc__, epochs=8, hidden=256)
    if options.write:
        results.keep_twins(WRITTEN_TO, twins(options))
        results.put("conditional", table(options))
    else:
        images = trainings.mnist(options)
        for seed in options.seeds:
            for family in ("plain", "conditional"):
                path = RUNS / f"{_name(family, seed, options.epochs, options.hidden)}.json"
                trainings.run_unless_there(path, run_once, family, seed, options.epochs, options.hidden, *images)
    print(table(options))


if __name__ == "__main__":
    main()
