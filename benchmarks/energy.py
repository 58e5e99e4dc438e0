"""A prior that is an energy, beside N(0, I) on the very same encoder and decoder, and beside a RealNVP prior.

    python benchmarks/energy.py [--data-dir DIR] [--seeds 0 1 2] [--dims 2 16] [--epochs 8] [--hidden 256] [--write]

Dynamically binarised MNIST, beta 1. Each training is `python -m vae_core train --data mnist --latent-dim D --hidden H
--epochs E --prior P --seed S` without its other figures and its atlas; what an energy is fitted to is trained as with
N(0, I), so that this twin needs no training of its own. On test images, in nats per image: -ELBO over all 10,000, one
draw; IW-500 on the first 500. Distance: of as many draws from the prior as test images, decoded, by the features of a
classifier (vae_core/measure/features.py). A training leaves a folder and a JSON in runs/energy/ and is not repeated; a
killed one goes on where it was. `--write` puts the table into benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

import results
import trainings

from vae_core.data.sets import ImageData
from vae_core.measure.evaluate import evaluate
from vae_core.measure.features import Features, train_features
from vae_core.measure.frechet import frechet_distance
from vae_core.model.prior import PROPOSALS, EnergyPrior
from vae_core.model.vae import VAE
from vae_core.store.checkpoint import load_model
from vae_core.training.experiment import Experiment

RUNS = Path(__file__).parents[1] / "runs" / "energy"
PRIORS = ("energy", "flow")
IW_IMAGES, IW_SAMPLES = 500, 500
COLUMNS = ("-ELBO", "-log p(x)", "distance")
PUBLISHED = """Published: no likelihood of an energy over one small vector is known to us. Pang et al. (2020) print
FID, Aneja et al. (2021) have hierarchical groups."""


def run_once(prior: str, dims: int, seed: int, options: argparse.Namespace, data: ImageData, test: ImageData) -> dict:
    """Trains with one seed; what it reaches, by prior: an energy's run has N(0, I) as well."""
    experiment = Experiment.of(
        "mnist", latent_dim=dims, hidden=options.hidden, epochs=options.epochs, seed=seed, prior=prior
    )
    torch.manual_seed(seed)
    model = VAE(experiment.config(data.images.shape[1:], len(data.class_names)))
    out = RUNS / _name(prior, dims, seed, options)
    trainings.train_with_bar(f"{prior}, {dims}-D, seed {seed}", model, experiment, out, data.images)
    kept = load_model(out)
    features = train_features(data.images, data.labels, test.images, test.labels)
    found = {prior: _figures(kept, test, features)}
    if isinstance(kept.prior, EnergyPrior):
        log_z, effective = kept.prior.normaliser()
        found[prior] |= {"log Z": log_z, "effective": effective}
        kept.prior = kept.prior.base
        found["standard"] = _figures(kept, test, features)
    return found


def _figures(model: VAE, test: ImageData, features: Features) -> dict[str, float]:
    images = test.images
    found = [*evaluate(model, images, "mnist test"), *evaluate(model, images[:IW_IMAGES], "", "iw", IW_SAMPLES)]
    draws = model.sample(len(images), torch.Generator().manual_seed(0))
    pictures = np.concatenate([features.of(model.decode(part)) for part in draws.split(1000)])
    real = np.concatenate([features.of(part) for part in (torch.from_numpy(images).float() / 255).split(1000)])
    named = {figure.name: figure.value for figure in found}
    return {name: named[name] for name in COLUMNS[:2]} | {"distance": frechet_distance(real, pictures)}


def known(options: argparse.Namespace) -> Iterator[tuple[int, str, list[dict]]]:
    """Dimensions, prior and what is there of it, by seed."""
    for dims in options.dims:
        runs = {}
        for prior in PRIORS:
            paths = {seed: RUNS / f"{_name(prior, dims, seed, options)}.json" for seed in options.seeds}
            for found in trainings.there(paths).values():
                for name, figures in found.items():
                    runs.setdefault(name, []).append(figures)
        yield from ((dims, name, runs[name]) for name in ("standard", *PRIORS) if name in runs)


def table(options: argparse.Namespace) -> str:
    """Markdown: mean and standard deviation over trainings, and the differences on the same bodies."""
    lines = ["`python benchmarks/energy.py`", "",
             "| prior | z | trainings | -ELBO | IW-500 of 500 images | distance of draws | effective draws of log Z |",
             "|---|---|---|---|---|---|---|"]  # fmt: skip
    rows = {(dims, prior): runs for dims, prior, runs in known(options)}
    for (dims, prior), runs in rows.items():
        cells = [results.spread([run[name] for run in runs]) for name in COLUMNS]
        counted = results.spread([run["effective"] for run in runs], 0) if prior == "energy" else ""
        lines.append(f"| {prior} | {dims} | {len(runs)} | {' | '.join(cells)} | {counted} |")
    for dims in options.dims:
        pairs = zip(rows.get((dims, "energy"), []), rows.get((dims, "standard"), []), strict=True)
        less = [twin["-ELBO"] - own["-ELBO"] for own, twin in pairs]
        if less:
            lines += [
                "",
                f"In {dims} dimensions the energy takes {results.spread(less)} nats off the -ELBO of the same bodies.",
            ]
    lines += ["", f"log Z is estimated over {PROPOSALS:,} draws from N(0, I).", "", PUBLISHED]
    return "\n".join(lines) + "\n"


def _name(prior: str, dims: int, seed: int, options: argparse.Namespace) -> str:
    return f"{prior}-{dims}-{seed}-{options.epochs}-{options.hidden}"


def main() -> None:
    options = trainings.options(__doc__, "the table of what is there", dims=[2, 16], epochs=8, hidden=256)
    if options.write:
        results.put("energy", table(options))
        return
    images = trainings.mnist(options)
    for seed in options.seeds:
        for prior in PRIORS:
            for dims in options.dims:
                path = RUNS / f"{_name(prior, dims, seed, options)}.json"
                trainings.run_unless_there(path, run_once, prior, dims, seed, options, *images)
    print(table(options))


if __name__ == "__main__":
    main()
