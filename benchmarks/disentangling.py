"""Objectives that ask each number for one factor, beside the plain VAE: the same body, data and steps, five seeds.

    python benchmarks/disentangling.py [--seeds 0 1 2 3 4] [--objectives plain beta tcvae factor] [--measure] [--write]

`shapes`: 32 x 32 pictures of known factors (shape, scale, rotation, x, y), of which four fifths are for training.
Dynamically binarised; of the weights that training keeps, on all 9,216 test images: MIG, DCI and SAP of the means
(vae_core/measure/disentanglement.py), how much each number tells of each factor, and -ELBO at beta 1, one draw, in
nats per image. Body, rate and warm-up were chosen on MIG of beta-TCVAE with seed 0. A training leaves a folder and a
JSON in runs/disentangling/ and is not repeated; a killed one goes on where it was. `--measure` measures anew what is
there; without it, only what lacks a figure. `--write` puts the table into benchmarks/RESULTS.md and, into the
metrics.json of the shipped models, the differences and what each seed came to. Neither trains.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

import results
import trainings

from vae_core.data.sets import ImageData, load_dataset
from vae_core.measure.disentanglement import information
from vae_core.measure.of_factors import DCI, MIG, SAP, figures_of_factors, means_of
from vae_core.model.families import build_model
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import SHIPPED, write_json
from vae_core.training.experiment import Experiment
from vae_core.training.loop import train, validate

RUNS = Path(__file__).parents[1] / "runs" / "disentangling"
BODY = {"latent_dim": 10, "hidden": 256, "depth": 2, "lr": 3e-3, "epochs": 24, "warmup": 0.6}
OBJECTIVES = {
    "plain": {},
    "beta": {"beta": 4.0},
    "tcvae": {"objective": "tcvae", "beta": 6.0},
    "factor": {"objective": "factor", "gamma": 20.0},
}


BOUND = "-ELBO"
COLUMNS = (MIG, *DCI, SAP, BOUND)


def run_once(name: str, seed: int, data: ImageData, test: ImageData) -> dict:
    """Trains an objective with one seed, or goes on; what it came to and the seconds that it took."""
    experiment = Experiment.of("shapes", seed=seed, **BODY, **OBJECTIVES[name])
    torch.manual_seed(seed)
    model = build_model(experiment.config(data.images.shape[1:]))
    out = RUNS / f"{name}-{seed}"
    history = train(model, data.images, experiment.full_recipe(), out, True)
    return measured(out, test) | {"seconds": sum(entry["seconds"] for entry in history)}


def measured(folder: Path, test: ImageData) -> dict:
    """The figures of the weights that a training kept, and what its numbers tell of the factors, (F, D)."""
    kept = load_model(folder)
    made = {"data": "shapes test", "images": len(test), "seed": 0}
    figures = {figure.name: figure.value for figure in figures_of_factors(kept, test.images, test.factors, made)}
    figures[BOUND] = -validate(kept, torch.from_numpy(test.images), 0)["val_elbo"]
    told = information(means_of(kept, test.images), test.factors)
    return {"figures": figures, "information": told.round(4).tolist()}


def make(path: Path, data: ImageData, test: ImageData, again: bool) -> None:
    """Trains what is not there; measures what lacks a figure, or with `again` all that is there."""
    name, _, seed = path.stem.rpartition("-")
    had = json.loads(path.read_text()) if path.is_file() else {}
    if not had and not again:
        write_json(path, run_once(name, int(seed), data, test))
    elif had and path.with_suffix("").is_dir() and (again or "information" not in had):
        write_json(path, had | measured(path.with_suffix(""), test))


def runs_of(name: str, seeds: list[int]) -> dict[int, dict]:
    """What is there of an objective, by seed."""
    paths = {seed: RUNS / f"{name}-{seed}.json" for seed in seeds}
    return trainings.there(paths)


def known(name: str, seeds: list[int]) -> dict[int, dict[str, float]]:
    """The figures that are there of an objective, by seed."""
    return {seed: run["figures"] for seed, run in runs_of(name, seeds).items()}


def twins(name: str, seeds: list[int]) -> dict:
    """How many nats less an objective has than its plain twin of the same seed; below 0 where it has more."""
    own, plain = known(name, seeds), known("plain", seeds)
    both = sorted(set(own) & set(plain))
    if len(both) < 2:
        return {}
    less = results.difference([plain[seed][BOUND] - own[seed][BOUND] for seed in both])
    return {**less, "seeds": both, "epochs": BODY["epochs"], "bound": "ELBO", "samples": 1, "data": "shapes test"}


def each_seed(name: str, seeds: list[int]) -> list[dict]:
    """What the same training came to with each seed, as the record of a shipped model has it."""
    return [
        {"seed": seed, "figures": {key: round(run["figures"][key], 4) for key in COLUMNS}, "information": told}
        for seed, run in runs_of(name, seeds).items()
        if (told := run.get("information"))
    ]


def table(seeds: list[int]) -> str:
    """Markdown of every training that is there: mean and standard deviation over seeds."""
    lines = ["`python benchmarks/disentangling.py`", "", f"| objective | seeds | {' | '.join(COLUMNS)} | nats more |"]
    lines += ["|---|---|" + "---|" * (len(COLUMNS) + 1)]
    for name in OBJECTIVES:
        runs, found = list(known(name, seeds).values()), twins(name, seeds) if name != "plain" else {}
        cells = [results.spread([run[column] for run in runs]) for column in COLUMNS]
        more = f"{-found['less']:.2f} ± {found['spread']:.2f}" if found else ""
        lines += [f"| {name} | {len(runs)} | {' | '.join(cells)} | {more} |"] if runs else []
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2, 3, 4])
    parser.add_argument("--objectives", nargs="+", choices=OBJECTIVES, default=list(OBJECTIVES))
    parser.add_argument("--measure", action="store_true", help="anew, what was trained")
    parser.add_argument("--write", action="store_true", help="the table and the differences of what is there")
    options = parser.parse_args()
    if options.write:
        for name in OBJECTIVES:
            if (SHIPPED / f"shapes-{name}").is_dir():
                record = {"twins": twins(name, options.seeds), "seeds": each_seed(name, options.seeds)}
                results.keep(f"shapes-{name}", record)
        results.put("disentangling", table(options.seeds))
    else:
        data, test = (load_dataset("shapes", split) for split in ("train", "test"))
        for seed in options.seeds:
            for name in options.objectives:
                make(RUNS / f"{name}-{seed}.json", data, test, options.measure)
    print(table(options.seeds))


if __name__ == "__main__":
    main()
