"""How far ever more labels go: small semi-supervised models of scikit-learn's digits, each with labels of its own draw.

    python benchmarks/label_budgets.py [--labels 10 30 100 300 1000] [--draws 5] [--epochs 40] [--write]

A training is `python -m vae_core train --data digits --recipe small --family semi-supervised --labels N --latent-dim 4
--hidden 32 --depth 1 --epochs E --patience E --warmup 0 --seed S` without its figures and its atlas. What is counted
are the test images whose class q(y|x) tells. `--write` puts the table into benchmarks/RESULTS.md, and of each number
of labels the classifier of the draw in the middle into the folder of the shipped model.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[1]))

import results

from vae_core.data.sets import ImageData, load_dataset
from vae_core.model.families import build_model
from vae_core.model.layer_list import list_operations
from vae_core.model.semi_supervised import SemiSupervisedVAE
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import checkpoint_dir
from vae_core.store.label_budgets import write_budgets
from vae_core.training.experiment import Experiment
from vae_core.training.loop import train

WRITTEN_TO = "digits-m2"


def trained(labels: int, seed: int, epochs: int, data: ImageData) -> SemiSupervisedVAE:
    """The weights that a training keeps."""
    fixed = {"latent_dim": 4, "hidden": 32, "depth": 1, "patience": epochs, "warmup": 0.0}
    few = {"family": "semi-supervised", "labels": labels, "epochs": epochs, "seed": seed}
    shape, classes = data.images.shape[1:], len(data.class_names)
    experiment = Experiment.of("digits", recipe="small", **fixed, **few).fitted(len(data), shape, classes)
    torch.manual_seed(seed)
    model = build_model(experiment.config(shape, classes))
    with tempfile.TemporaryDirectory() as out:
        train(model, data.images, experiment.full_recipe(), Path(out), labels=data.labels)
        return load_model(out).eval()


def right(model: SemiSupervisedVAE, test: ImageData) -> float:
    """Per cent of test images whose class it tells."""
    told = model.classify(torch.from_numpy(test.images).float() / 255).numpy()
    return 100 * float((told == test.labels).mean())


def weights_of(classifiers: dict[int, nn.Module]) -> dict[str, np.ndarray]:
    """All their weights, each named by how many labels its classifier had."""
    return {
        f"{labels}.{name}": value.numpy()
        for labels, classifier in classifiers.items()
        for name, value in classifier.state_dict(prefix="classifier.").items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", nargs="+", type=int, default=[10, 30, 100, 300, 1000])
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--write", action="store_true", help="the table, and the classifiers of the shipped model")
    options = parser.parse_args()
    data, test = (load_dataset("digits", split) for split in ("train", "test"))
    kept, budgets = {}, []
    rows = ["| labels | q(y\\|x) right, % | each draw |", "|---|---|---|"]
    for labels in options.labels:
        models = [trained(labels, seed, options.epochs, data) for seed in range(options.draws)]
        found = [right(model, test) for model in models]
        middle = found.index(sorted(found)[len(found) // 2])
        kept[labels] = models[middle].classifier
        budgets.append({"labels": labels, "right": [round(one, 2) for one in found], "shown": middle})
        spread = f" ± {statistics.stdev(found):.1f}" if len(found) > 1 else ""
        each = ", ".join(f"{one:.1f}" for one in found)
        rows.append(f"| {labels:,} | {statistics.mean(found):.1f}{spread} | {each} |")
        print(rows[-1], flush=True)
    command = f"python benchmarks/label_budgets.py --draws {options.draws} --epochs {options.epochs}"
    if options.write:
        results.put("label_budgets", "\n".join([f"`{command}`", "", *rows]) + "\n")
        record = {"image_shape": list(data.images.shape[1:]), "command": command, "images": len(test)}
        record |= {"ops": list_operations(kept[options.labels[0]], "classifier"), "budgets": budgets}
        write_budgets(checkpoint_dir(WRITTEN_TO), weights_of(kept), record)


if __name__ == "__main__":
    main()
