"""M2 with a hundred labels of MNIST, its q(y|x) convolutional, beside its plain twin: over draws of the labels.

    python benchmarks/hundred_labels.py [--data-dir DIR] [--seeds 0 1 2 3 4] [--hidden 256] [--epochs 8] [--write]

A training is `python -m vae_core train --data mnist --family semi-supervised --classifier conv --labels 100 --shifts 2
--turns 12 --sharpness 2 --latent-dim 6 --hidden H --depth 1 --epochs E --patience E --warmup 0 --seed S` without its
other figures and its atlas: what the shipped `mnist-m2` has, for a third of its epochs. Nothing is chosen by the test
images. The twin is a plain VAE of the same bodies, steps and seed. `--keep FILE` keeps what is done, so that seeds may
come one by one; `--write` puts the table into benchmarks/RESULTS.md and the difference into the model's metrics.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

import results

from vae_core.data.sets import ImageData, load_dataset
from vae_core.model.families import build_model
from vae_core.model.vae import VAE
from vae_core.store.checkpoint import load_model
from vae_core.training.experiment import Experiment
from vae_core.training.loop import train, validate

MODEL = "mnist-m2"
RIGHT, COST, TWIN = "q(y\\|x) right, %", "-ELBO, class inferred", "plain twin"
PUBLISHED = """Published, 100 labels: M2 88.0 %, M1+M2 96.7 % (Kingma et al., 2014, table 1); M2 with enumeration and
the classifier's own term in Pyro 93.2 %. None of them moves its images, which is not in the paper."""


def trained(few: dict, seed: int, options: argparse.Namespace, data: ImageData) -> VAE:
    """The weights that a training keeps."""
    size = {"latent_dim": 6, "hidden": options.hidden, "depth": 1, "epochs": options.epochs}
    experiment = Experiment.of("mnist", **few, **size, patience=options.epochs, warmup=0.0, seed=seed)
    torch.manual_seed(seed)
    model = build_model(experiment.config(data.images.shape[1:], len(data.class_names)))
    with tempfile.TemporaryDirectory() as out:
        train(model, data.images, experiment.full_recipe(), Path(out), labels=data.labels)
        return load_model(out).eval()


def figures(seed: int, options: argparse.Namespace, data: ImageData, test: ImageData) -> dict[str, float]:
    """Test figures of a training and of its twin."""
    few = {"family": "semi-supervised", "classifier": "conv", "labels": 100, "shifts": 2, "turns": 12.0}
    kept, twin = (trained(how, seed, options, data) for how in (few | {"sharpness": 2.0}, {}))
    told = torch.cat([kept.classify(part.float() / 255) for part in torch.from_numpy(test.images).split(2000)])
    right = 100 * float((told.numpy() == test.labels).mean())
    cost, of_twin = (-validate(model, torch.from_numpy(test.images), 0)["val_elbo"] for model in (kept, twin))
    return {RIGHT: right, COST: cost, TWIN: of_twin}


def twins(options: argparse.Namespace, rows: dict[str, dict[str, float]]) -> dict:
    """How many nats less it has than its twin of the same seed, over trainings."""
    return {
        **results.difference([row[TWIN] - row[COST] for row in rows.values()]),
        "seeds": [int(seed) for seed in rows],
        "epochs": options.epochs,
        "bound": "ELBO, class inferred",
        "samples": 1,
        "data": "mnist test",
        "twin": results.rounded([row[TWIN] for row in rows.values()]),
        "inferred": results.rounded([row[COST] for row in rows.values()]),
    }


def table(options: argparse.Namespace, rows: dict[str, dict[str, float]]) -> str:
    """Markdown: mean and standard deviation over the draws, and each of them."""
    command = f"`python benchmarks/hundred_labels.py --hidden {options.hidden} --epochs {options.epochs}`"
    cells = [results.spread([row[name] for row in rows.values()]) for name in (RIGHT, COST, TWIN)]
    less = [row[TWIN] - row[COST] for row in rows.values()]
    each = ", ".join(f"{row[RIGHT]:.2f}" for row in rows.values())
    return "\n".join([
        f"{command}, {len(rows)} draws of labels and weights, the 10,000 test images", "",
        f"| {RIGHT} | {COST} | {TWIN} |", "|---|---|---|", f"| {' | '.join(cells)} |", "",
        f"Right by each draw: {each} %. It has {results.spread(less)} nats less than its twin.", "", PUBLISHED, "",
    ])  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2, 3, 4])
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--keep", type=Path, help="a file of what is done")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data, test = (load_dataset("mnist", split, options.data_dir) for split in ("train", "test"))
    rows = json.loads(options.keep.read_text()) if options.keep and options.keep.exists() else {}
    for seed in options.seeds:
        if str(seed) in rows:
            continue
        rows[str(seed)] = figures(seed, options, data, test)
        print(seed, rows[str(seed)], flush=True)
        if options.keep:
            options.keep.write_text(json.dumps(rows))
    if options.write:
        results.keep_twins(MODEL, twins(options, rows))
        results.put("hundred_labels", table(options, rows))
    print(table(options, rows))


if __name__ == "__main__":
    main()
