"""Models of levels beside their one-level twins: the same data and steps, over several trainings.

    python benchmarks/ladder.py [--model MODEL] [--data-dir DIR] [--seeds 0 1 2] [--write]

Dynamically binarised; of the weights that training keeps, on all test images, one draw, in nats per image; IW-500 on
the first 500. Every twin has as many numbers of z as its model.

- digits-ladder: scikit-learn's digits, 14 numbers, the recipe small for 200 epochs and a warm-up of 40 % of the steps.
- mnist-ladder: 28 numbers, bodies of 224 units, 40 epochs and a warm-up of 20 %: what the shipped ladder has, for half
  of its epochs. Its halves have one block for each of three levels, its twin's have two: 594,000 and 575,000
  weights.
- mnist-nvae: 130 numbers, convolutions of 20 channels with two blocks, 6 epochs and a warm-up of 20 %: what the shipped
  one has, for a tenth of its epochs. 785,000 weights; its twin, the plain convolutional body, has 843,000.

A training is `python -m vae_core train` with these options, less its other figures and its atlas. It leaves a folder
and a JSON in runs/ladder/ and is not repeated; a killed one goes on where it was. `--write` puts the table into
benchmarks/RESULTS.md and the difference into the shipped model's metrics.json, and trains nothing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

import results
import trainings

from vae_core.data.sets import ImageData, load_dataset
from vae_core.measure.evaluate import evaluate
from vae_core.measure.of_levels import figures_of_levels
from vae_core.model.families import build_model
from vae_core.model.objective import scored_pixels
from vae_core.model.parts import LEVEL, part_of_kind
from vae_core.store.checkpoint import load_model
from vae_core.training.experiment import Experiment
from vae_core.training.loop import validate

RUNS = Path(__file__).parents[1] / "runs" / "ladder"


class Pair(NamedTuple):
    """What both have, what the model has besides and what its twin has instead."""

    data: str
    both: dict
    own: dict
    twin: dict


OWN, TWIN = "levels", "twin"
PAIRS = {
    "digits-ladder": Pair(
        "digits", {"recipe": "small", "latent_dim": 14, "epochs": 200, "warmup": 0.4}, {"family": "ladder"}, {}
    ),
    "mnist-ladder": Pair(
        "mnist",
        {"recipe": "mlp", "latent_dim": 28, "hidden": 224, "epochs": 40, "warmup": 0.2},
        {"family": "ladder", "depth": 1},
        {"depth": 2},
    ),
    "mnist-nvae": Pair(
        "mnist",
        {"recipe": "conv", "hidden": 20, "depth": 2, "epochs": 6, "warmup": 0.2},
        {"family": "nvae", "levels": 4},
        {"latent_dim": 130},
    ),
}
ELBO, IW, IW_IMAGES, IW_SAMPLES = "-ELBO", "IW-500", 500, 500
PUBLISHED = """Published, of MNIST and of other sizes: a ladder of five levels has IW-5000 81.7 after 2,000 epochs and
fine-tuning (Sønderby et al., 2016, table 1); NVAE has 78.01 after 21 hours on two V100s (Vahdat and Kautz, 2020); a
plain MLP VAE of 20 numbers has -ELBO 94.8 (Davidson et al., 2018)."""


def run_once(name: str, which: str, seed: int, data: ImageData, test: ImageData) -> dict:
    """Trains one of a pair with one seed; returns the test figures and the seconds that it took."""
    pair = PAIRS[name]
    experiment = Experiment.of(pair.data, seed=seed, **pair.both | getattr(pair, "own" if which == OWN else "twin"))
    experiment = experiment.fitted(len(data), data.images.shape[1:], len(data.class_names))
    torch.manual_seed(seed)
    model = build_model(experiment.config(data.images.shape[1:]))
    out = RUNS / f"{name}-{which}-{seed}"
    title = f"{name}, {which}, seed {seed}"
    history = trainings.train_with_bar(title, model, experiment, out, data.images, data.labels)
    kept = load_model(out)
    figures = {ELBO: -validate(kept, torch.from_numpy(test.images), 0)["val_elbo"]}
    bound, *_ = evaluate(kept, test.images[:IW_IMAGES], f"{pair.data} test", "iw", IW_SAMPLES)
    figures[IW] = bound.value
    if part_of_kind(kept.parts, LEVEL):
        made = {
            "samples": 1,
            "data": f"{pair.data} test",
            "images": len(test),
            "seed": 0,
            "pixels": scored_pixels(kept),
        }
        figures |= {figure.name: figure.value for figure in figures_of_levels(kept, test.images, 1, made)}
    return {"figures": figures, "seconds": sum(entry["seconds"] for entry in history)}


def known(name: str, which: str, seeds: list[int]) -> dict[int, dict[str, float]]:
    """The figures that are there of one of a pair, by seed."""
    paths = {seed: RUNS / f"{name}-{which}-{seed}.json" for seed in seeds}
    return {seed: run["figures"] for seed, run in trainings.there(paths).items()}


def twins(name: str, seeds: list[int]) -> dict:
    """How many nats less the model has than its twin of the same seed, over trainings; nothing of fewer than two."""
    own, twin = (known(name, which, seeds) for which in (OWN, TWIN))
    both = sorted(set(own) & set(twin))
    less = [twin[seed][ELBO] - own[seed][ELBO] for seed in both]
    if len(less) < 2:
        return {}
    return {
        **results.difference(less),
        "seeds": both,
        "epochs": PAIRS[name].both["epochs"],
        "bound": "ELBO",
        "samples": 1,
        "data": f"{PAIRS[name].data} test",
        TWIN: results.rounded([twin[seed][ELBO] for seed in both]),
        OWN: results.rounded([own[seed][ELBO] for seed in both]),
    }


def table(name: str, seeds: list[int]) -> str:
    """Markdown of every training that is there: mean and standard deviation over seeds, and how many there are."""
    found = {which: list(known(name, which, seeds).values()) for which in (OWN, TWIN)}
    columns = list(dict.fromkeys(column for runs in found.values() for run in runs for column in run))
    lines = [f"`python benchmarks/ladder.py --model {name}`", ""]
    lines += [f"| `{name}` | trainings | {' | '.join(columns)} |", "|---|---|" + "---|" * len(columns)]
    for which, runs in found.items():
        cells = [results.spread([run[column] for run in runs if column in run]) for column in columns]
        how = f"{len(runs)} of {PAIRS[name].both['epochs']} epochs"
        lines += [f"| {which} | {how} | {' | '.join(cells)} |"] if runs else []
    lines += ["", PUBLISHED]
    if of_pairs := twins(name, seeds):
        less = f"{of_pairs['less']:.2f} ± {of_pairs['spread']:.2f} nats less"
        lines += ["", f"With levels it has {less} than its plain twin ({of_pairs['trainings']} trainings)."]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=PAIRS, default="mnist-ladder")
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--write", action="store_true", help=trainings.WRITTEN)
    options = parser.parse_args()
    name, seeds = options.model, options.seeds
    if options.write:
        results.keep_twins(name, twins(name, seeds))
        results.put(name, table(name, seeds))
    else:
        of = PAIRS[name].data
        data, test = (load_dataset(of, split, options.data_dir) for split in ("train", "test"))
        for seed in seeds:
            for which in (OWN, TWIN):
                path = RUNS / f"{name}-{which}-{seed}.json"
                trainings.run_unless_there(path, run_once, name, which, seed, data, test)
    print(table(name, seeds))


if __name__ == "__main__":
    main()
