"""What the levels of a ladder and the features of an encoder tell of strangers, without one test image.

    python benchmarks/anomaly_features.py --data-dir DIR [--digits 0 3 6] [--write]

Models are those of benchmarks/anomaly.py, without a digit, seed 0: 16 numbers, and a ladder of 28. Ordinary are the
first 3,000 training images that were held out for validation, strange 334 training images of the digit, and ordinary
codes those of 20,000 images that were trained on. So scores can be chosen here, and reported on test images elsewhere.

LLR>k is the likelihood ratio of Havtorn, Frellsen, Hauberg and Maaloe, "Hierarchical VAEs Know What They Don't Know"
(ICML 2021, arXiv 2102.08248), equation 10: the ELBO less the one whose levels below the top k come from their prior
given those above. `--write` puts the table of what is there into benchmarks/RESULTS.md, and trains nothing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

import anomaly
import results

from vae_core.data.sets import ImageData, load_dataset
from vae_core.measure.evaluate import batches
from vae_core.model.objective import elbo_terms
from vae_core.model.parts import LEVEL
from vae_core.model.vae import VAE
from vae_core.store.checkpoint import load_model
from vae_core.strange.curves import areas
from vae_core.strange.ordinary import Ordinary
from vae_core.strange.scores import BOTH, score
from vae_core.training.held_out import shuffled_rows
from vae_core.training.recipes import Recipe

BODIES = {
    "16d": {"latent_dim": 16, **anomaly.OPTIONS},
    "ladder": {"latent_dim": 28, "hidden": 224, "depth": 1, "family": "ladder", "epochs": 20, "warmup": 0.2},
}
HELD, STRANGE, DRAWS = 3000, 334, 4
ALONE = ("feature_distance", "feature_error", "near_error", "knn", "elbo")


def scores_without(digit: int, body: str, data: ImageData) -> dict[str, float]:
    """AUPRC of every score of the model without a digit."""
    model, kept = load_model(folder_of(digit, body)), data.images[data.labels != digit]
    rows = shuffled_rows(len(kept), Recipe())
    strange = np.flatnonzero(data.labels == digit)
    strange = np.random.default_rng(7).permutation(strange)[:STRANGE]
    images = np.concatenate([kept[rows[:HELD]], data.images[strange]])
    trained_on = kept[rows[Recipe().validation_images :][: anomaly.ORDINARY]]
    of = score(model, images, Ordinary(model, *anomaly.encoded(model, trained_on)))
    features, error = of["feature_distance"], of["feature_error"]
    found = {
        "the combination": of[BOTH],
        "times the distance of the features": of[BOTH] * np.sqrt(features),
        "error of the features, near error and distance of the features": np.sqrt(error * of["near_error"]) * features,
        **{anomaly.NAMES[name]: of[name] for name in ALONE},
        **level_ratios(model, images),
    }
    return {name: areas(values, np.arange(len(images)) >= HELD)[1] for name, values in found.items()}


@torch.no_grad()
def level_ratios(model: VAE, images: np.ndarray, seed: int = 0) -> dict[str, np.ndarray]:
    """LLR>k and -ELBO>k for every k below the number of levels, nats; nothing for a model without levels."""
    starts = [part.start for part in model.parts if part.kind == LEVEL][1:]
    generator, found = torch.Generator().manual_seed(seed), {}
    for of, batch in batches(model, images):
        x = batch.float() / 255
        for k, start in enumerate(starts, 1):
            draws = []
            for _ in range(DRAWS):
                terms = elbo_terms(of, x, generator)
                z = terms.z.clone()
                z[:, start:] = torch.randn(z[:, start:].shape, generator=generator)
                upper = of.likelihood.log_prob(x, of.logits(z)) - terms.kl_per_dim[:, :start].sum(1)
                draws.append(torch.stack([terms.elbo - upper, -upper]))
            for name, values in zip((f"LLR>{k}", f"-ELBO>{k}"), torch.stack(draws).mean(0), strict=True):
                found.setdefault(name, []).append(values.double())
    return {name: torch.cat(parts).numpy() for name, parts in found.items()}


def folder_of(digit: int, body: str) -> Path:
    """Where a model without a digit is kept."""
    return anomaly.RUNS / f"without-{digit}-{body}-0"


def table(digits: list[int], data: ImageData) -> str:
    """Markdown: AUPRC of every score, body and digit whose model is there."""
    there = [
        (body, digit) for body in BODIES for digit in digits if (folder_of(digit, body) / "trained.json").is_file()
    ]
    columns = [scores_without(digit, body, data) for body, digit in there]
    lines = [f"| AUPRC | {' | '.join(f'{body}, without {digit}' for body, digit in there)} |"]
    lines.append("|---|" + "---|" * len(there))
    for name in dict.fromkeys(name for column in columns for name in column):
        lines.append(f"| {name} | {' | '.join(f'{of[name]:.3f}' if name in of else '' for of in columns)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--digits", nargs="+", type=int, default=[0, 3, 6])
    parser.add_argument("--write", action="store_true", help="the table of what is there, into benchmarks/RESULTS.md")
    options = parser.parse_args()
    data = load_dataset("mnist", "train", options.data_dir)
    for body, of in {} if options.write else BODIES.items():
        for digit in options.digits:
            anomaly.train_on(folder_of(digit, body), data.images[data.labels != digit], seed=0, **of)
    made = table(options.digits, data)
    if options.write:
        results.put("anomaly_features", made)
    print(made)


if __name__ == "__main__":
    main()
