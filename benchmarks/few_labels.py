"""M2 with few labels beside its plain twin: the same bodies, data and steps, labels and weights drawn by each seed.

    python benchmarks/few_labels.py [--seeds 0 1 2 3 4] [--labels 100] [--epochs 100] [--write]

scikit-learn's digits, 8 x 8, dynamically binarised, 4 latent dimensions, the network small. A training is
`python -m vae_core train --data digits --recipe small --family semi-supervised --labels N --latent-dim 4 --epochs E
--patience E --warmup 0 --seed S` without its other figures and its atlas. `--write` also puts the table into
benchmarks/RESULTS.md and the difference from the twins into the metrics.json of the shipped model.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

import results

from vae_core.data.sets import ImageData, load_dataset
from vae_core.measure.of_classes import BELIEVED, INFERRED, RIGHT, SUMMED, figures_of_classes
from vae_core.model.families import build_model
from vae_core.store.checkpoint import load_model
from vae_core.training.experiment import Experiment
from vae_core.training.loop import train, validate

WRITTEN_TO = "digits-m2"
TWIN = "-ELBO of the plain twin"
COLUMNS = (BELIEVED, RIGHT, INFERRED, SUMMED, TWIN)


def trained(family: str, seed: int, options: argparse.Namespace, data: ImageData, test: ImageData) -> dict[str, float]:
    """Test figures of the weights that a training keeps."""
    few = {"family": family, "labels": options.labels} if family != "plain" else {}
    fixed = {"latent_dim": 4, "epochs": options.epochs, "patience": options.epochs, "warmup": 0.0, "seed": seed}
    experiment = Experiment.of("digits", recipe="small", **fixed, **few)
    experiment = experiment.fitted(len(data), data.images.shape[1:], len(data.class_names))
    torch.manual_seed(seed)
    model = build_model(experiment.config(data.images.shape[1:], len(data.class_names)))
    with tempfile.TemporaryDirectory() as out:
        train(model, data.images, experiment.full_recipe(), Path(out), labels=data.labels)
        kept = load_model(out)
    if family == "plain":
        return {TWIN: -validate(kept, torch.from_numpy(test.images), 0)["val_elbo"]}
    made = {"samples": 1, "data": "digits test", "images": len(test), "seed": 0, "pixels": "dynamically binarised"}
    return {figure.name: figure.value for figure in figures_of_classes(kept, test.images, test.labels, 5, made)}


def table(options: argparse.Namespace, rows: list[dict[str, float]]) -> str:
    """Markdown: mean and standard deviation over seeds of each figure, and each seed's share of images told right."""
    names = [
        "q(y\\|x) right, %",
        "largest bound right, %",
        "-ELBO, class inferred",
        "summed over classes",
        "plain twin",
    ]
    cells = [results.spread([row[name] for row in rows]) for name in COLUMNS]
    less = [row[TWIN] - row[INFERRED] for row in rows]
    each = ", ".join(f"{row[BELIEVED]:.1f}" for row in rows)
    how = f"`python benchmarks/few_labels.py --labels {options.labels} --epochs {options.epochs}`"
    head = [
        f"{how}, {len(rows)} draws of labels and weights",
        "",
        f"| {' | '.join(names)} |",
        "|" + "---|" * len(names),
    ]
    tail = [
        "",
        f"Right by each draw: {each} %. With the class inferred it has {results.spread(less)} nats less than its twin.",
    ]
    return "\n".join([*head, f"| {' | '.join(cells)} |", *tail]) + "\n"


def twins(options: argparse.Namespace, rows: list[dict[str, float]]) -> dict:
    """The difference from the twins, as the shipped model's record keeps it."""
    less = [row[TWIN] - row[INFERRED] for row in rows]
    return {
        **results.difference(less),
        "seeds": options.seeds,
        "epochs": options.epochs,
        "labels": options.labels,
        "bound": "ELBO",
        "samples": 1,
        "data": "digits test",
        "images": 360,
        **{name: [round(row[name], 3) for row in rows] for name in COLUMNS if name != SUMMED},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2, 3, 4])
    parser.add_argument("--labels", type=int, default=100)
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--write", action="store_true", help="the table, and the difference of the shipped model")
    options = parser.parse_args()
    data, test = (load_dataset("digits", split) for split in ("train", "test"))
    rows = []
    for seed in options.seeds:
        rows.append(trained("semi-supervised", seed, options, data, test) | trained("plain", seed, options, data, test))
        print(seed, {name: round(rows[-1][name], 2) for name in COLUMNS}, flush=True)
    if options.write:
        results.put("few_labels", table(options, rows))
        if len(rows) > 1:
            results.keep_twins(WRITTEN_TO, twins(options, rows))
    print(table(options, rows))


if __name__ == "__main__":
    main()
