"""The ladder beside its one-level twin: the same numbers, data and steps, over several trainings.

    python benchmarks/ladder.py [--data digits|mnist] [--data-dir DIR] [--seeds 0 1 2] [--write]

Dynamically binarised; of the weights that training keeps, on all test images, one draw, in nats per image; IW-500 on
the first 500. scikit-learn's digits have 14 numbers of z, the recipe small for 200 epochs and a warm-up of 40 % of the
steps. MNIST has 28, bodies of 224 units, 20 epochs and a warm-up of 20 %: what the shipped ladder has, for a quarter of
its epochs. A ladder's halves have one block for each of three levels, its twin's have two, so that both have about as
many weights: 594,000 and 575,000. A training is `python -m vae_core train` with these options, with `--family ladder`
or without, less its other figures and its atlas. It leaves a folder and a JSON in runs/ladder/ and is not repeated; a
killed one goes on where it was. `--write` puts the table into benchmarks/RESULTS.md and the difference into the shipped
model's metrics.json, and trains nothing.
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
from vae_core.measure.of_levels import figures_of_levels
from vae_core.model.families import build_model
from vae_core.model.objective import scored_pixels
from vae_core.model.parts import LEVEL, part_of_kind
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import write_json
from vae_core.training.experiment import Experiment
from vae_core.training.loop import train, validate

RUNS = Path(__file__).parents[1] / "runs" / "ladder"
FAMILIES = ("ladder", "plain")
OPTIONS = {
    "digits": {"recipe": "small", "latent_dim": 14, "epochs": 200, "warmup": 0.4},
    "mnist": {"recipe": "mlp", "latent_dim": 28, "hidden": 224, "depth": 1, "epochs": 20, "warmup": 0.2},
}
OF_TWIN = {"digits": {}, "mnist": {"depth": 2}}
ELBO, IW, IW_IMAGES, IW_SAMPLES = "-ELBO", "IW-500", 500, 500
PUBLISHED = """Published, of MNIST and of other sizes: a ladder of five levels has IW-5000 81.7 after 2,000 epochs and
fine-tuning (Sonderby et al., 2016, table 1); a plain MLP VAE of 20 numbers has -ELBO 94.8 (Davidson et al., 2018)."""


def run_once(family: str, seed: int, name: str, data: ImageData, test: ImageData) -> dict:
    """Trains with one seed; returns the test figures and the seconds that it took."""
    of_family = OF_TWIN[name] if family == "plain" else {"family": family}
    experiment = Experiment.of(name, seed=seed, **OPTIONS[name] | of_family).fitted(
        len(data), data.images.shape[1:], len(data.class_names)
    )
    torch.manual_seed(seed)
    model = build_model(experiment.config(data.images.shape[1:]))
    out = RUNS / f"{name}-{family}-{seed}"
    with tqdm(total=OPTIONS[name]["epochs"], desc=f"{family}, seed {seed}") as bar:
        history = train(
            model, data.images, experiment.full_recipe(), out, True,
            lambda progress: bar.update(progress.epoch - bar.n), labels=data.labels,
        )  # fmt: skip
    kept = load_model(out)
    figures = {ELBO: -validate(kept, torch.from_numpy(test.images), 0)["val_elbo"]}
    bound, *_ = evaluate(kept, test.images[:IW_IMAGES], f"{name} test", "iw", IW_SAMPLES)
    figures[IW] = bound.value
    if part_of_kind(kept.parts, LEVEL):
        made = {"samples": 1, "data": f"{name} test", "images": len(test), "seed": 0, "pixels": scored_pixels(kept)}
        figures |= {figure.name: figure.value for figure in figures_of_levels(kept, test.images, 1, made)}
    return {"figures": figures, "seconds": sum(entry["seconds"] for entry in history)}


def known(family: str, options: argparse.Namespace) -> dict[int, dict[str, float]]:
    """The figures that are there of a family, by seed."""
    paths = {seed: RUNS / f"{options.data}-{family}-{seed}.json" for seed in options.seeds}
    return {seed: json.loads(path.read_text())["figures"] for seed, path in paths.items() if path.is_file()}


def twins(options: argparse.Namespace) -> dict:
    """How many nats less the ladder has than its twin of the same seed, over trainings; nothing of fewer than two."""
    own, twin = (known(family, options) for family in FAMILIES)
    seeds = sorted(set(own) & set(twin))
    less = [twin[seed][ELBO] - own[seed][ELBO] for seed in seeds]
    if len(less) < 2:
        return {}
    return {
        **results.difference(less),
        "seeds": seeds,
        "epochs": OPTIONS[options.data]["epochs"],
        "bound": "ELBO",
        "samples": 1,
        "data": f"{options.data} test",
        "twin": results.rounded([twin[seed][ELBO] for seed in seeds]),
        "ladder": results.rounded([own[seed][ELBO] for seed in seeds]),
    }


def table(options: argparse.Namespace) -> str:
    """Markdown of every training that is there: mean and standard deviation over seeds, and how many there are."""
    found = {family: list(known(family, options).values()) for family in FAMILIES}
    columns = list(dict.fromkeys(name for runs in found.values() for run in runs for name in run))
    lines = ["`python benchmarks/ladder.py`", "", f"| family | trainings | {' | '.join(columns)} |"]
    lines += ["|---|---|" + "---|" * len(columns)]
    for family, runs in found.items():
        cells = [results.spread([run[name] for run in runs if name in run]) for name in columns]
        how = f"{len(runs)} of {OPTIONS[options.data]['epochs']} epochs, {options.data}"
        lines += [f"| {family} | {how} | {' | '.join(cells)} |"] if runs else []
    lines += ["", PUBLISHED]
    if of_pairs := twins(options):
        less = f"{of_pairs['less']:.2f} ± {of_pairs['spread']:.2f} nats less"
        lines += ["", f"The ladder has {less} than its plain twin ({of_pairs['trainings']} trainings)."]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", choices=OPTIONS, default="mnist")
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--write", action="store_true", help="the table and the difference of what is there")
    options = parser.parse_args()
    if options.write:
        results.keep_twins(f"{options.data}-ladder", twins(options))
        results.put("ladder", table(options))
    else:
        data, test = (load_dataset(options.data, split, options.data_dir) for split in ("train", "test"))
        for seed in options.seeds:
            for family in FAMILIES:
                path = RUNS / f"{options.data}-{family}-{seed}.json"
                if not path.is_file():
                    write_json(path, run_once(family, seed, options.data, data, test))
    print(table(options))


if __name__ == "__main__":
    main()
