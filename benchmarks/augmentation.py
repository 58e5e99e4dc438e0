"""A rare class, made more of: what oversampling, shifts and rotations, and pictures of a VAE do for a classifier.

    python benchmarks/augmentation.py [--data-dir DIR] [--rare 10 50 100] [--seeds 0 1 2 ...] [--write]

MNIST: of one digit so many training images, of every other 1,000; the rare digit is the seed modulo 10. Each arm
brings the rare digit to 1,000: its images again; moved by up to 2 pixels and turned by up to 15 degrees; pictures of a
conditional VAE; those of them that a trust meter supports; half moved and half of the VAE. The VAE is trained on the
same few images alone, the rare ones repeated as in the second arm, and the meter is made of them: no arm has seen any
other image. Epochs, ways to draw and what is mixed were chosen on seeds from 100, which are not reported. The
classifier is one small network with one set of weights to start from, 400 batches of 128 in every arm. Recall of the
rare digit, and balanced accuracy (mean recall of the ten), on all 10,000 test images.

Every seed and size leaves a JSON in runs/augmentation/ and is not repeated: a killed run goes on where it was. With
`--write` it puts the table into benchmarks/RESULTS.md and the result into what the page Make more tells.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean, stdev

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import affine_grid, cross_entropy, grid_sample

sys.path.insert(0, str(Path(__file__).parents[1]))

import results

from vae_core.data.sets import ImageData, load_dataset
from vae_core.measure.draws import decoder, posterior_draws
from vae_core.measure.judge import Judge
from vae_core.measure.meter import Meter
from vae_core.measure.picture_parts import Grey, unlike
from vae_core.model.conditional import ConditionalVAE
from vae_core.model.families import build_model
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import write_json
from vae_core.training.experiment import Experiment
from vae_core.training.loop import train

ROOT = Path(__file__).parents[1]
RUNS = ROOT / "runs" / "augmentation"
TOLD = ROOT / "ui" / "make" / "augmentation.json"  # what the page reads
OTHERS = 1000  # images of every digit that is not rare
MOST_PX, MOST_DEGREES = 2, 15
STEPS, BATCH, RATE = 400, 128, 5e-3  # of the classifier
VAE_OPTIONS = {"family": "conditional", "latent_dim": 16, "hidden": 256, "epochs": 12, "patience": 12}
LEAST_PERCENT = 10  # of the meter
MOST_BLOCKS = 30  # of 500 draws
ARMS = {
    "nothing": "nothing",
    "again": "its images again",
    "moved": "shifts and rotations",
    "made": "pictures of a VAE",
    "supported": "supported pictures of a VAE",
    "both": "half moved, half of a VAE",
}


def few_of_one(data: ImageData, seed: int, rare: int, count: int) -> ImageData:
    """So many images of the rare digit and 1,000 of every other, drawn by the seed."""
    rng = np.random.default_rng(seed)
    counts = [count if digit == rare else OTHERS for digit in range(10)]
    rows = [rng.permutation(np.flatnonzero(data.labels == digit))[:most] for digit, most in enumerate(counts)]
    chosen = np.concatenate(rows)
    return ImageData(data.images[chosen], data.labels[chosen], data.class_names)


def moved(images: Tensor, rng: np.random.Generator) -> Tensor:
    """Each shifted by up to 2 pixels either way and turned by up to 15 degrees, (N, 1, 28, 28)."""
    turn = np.deg2rad(rng.uniform(-MOST_DEGREES, MOST_DEGREES, len(images)))
    shift = rng.uniform(-MOST_PX, MOST_PX, (len(images), 2)) * 2 / images.shape[-1]  # a side is 2 long in the grid
    rows = [[np.cos(turn), -np.sin(turn), shift[:, 0]], [np.sin(turn), np.cos(turn), shift[:, 1]]]
    grid = affine_grid(torch.from_numpy(np.array(rows, np.float32)).permute(2, 0, 1), list(images.shape), False)
    return grid_sample(images, grid, align_corners=False)


def trained_vae(few: ImageData, rare: int, seed: int) -> ConditionalVAE:
    """A conditional VAE of these images, the rare ones repeated until they are as many as the others."""
    again = np.resize(np.flatnonzero(few.labels == rare), OTHERS)
    rows = np.concatenate([np.flatnonzero(few.labels != rare), again])
    experiment = Experiment.of("mnist", seed=seed, **VAE_OPTIONS)
    torch.manual_seed(seed)
    model = build_model(experiment.config(few.images.shape[1:], len(few.class_names)))
    with tempfile.TemporaryDirectory() as out:
        train(model, few.images[rows], experiment.full_recipe(), Path(out), labels=few.labels[rows])
        return load_model(out)


def meter_of(model: ConditionalVAE, few: ImageData, seed: int) -> Meter:
    """A trust meter without a judge, of the images that the model was trained on."""
    images, labels = torch.from_numpy(few.images).float() / 255, torch.from_numpy(few.labels)
    mu, logvar = (part.numpy() for part in model.encode(images, labels))
    rows = np.random.default_rng(seed).permutation(len(few))
    kept, drawn = np.sort(rows[:2000]).astype(np.int32), np.sort(rows[-1000:])
    decode = decoder(model)
    draws = lambda of, number: posterior_draws(model, few.images, of, number, few.labels)  # noqa: E731 - one line
    parts = [Grey(), unlike(decode(torch.from_numpy(draws(kept, seed))), kept, True)]
    meter = Meter(mu, logvar, decode, parts, z_parts=model.parts)
    meter.calibrate(draws(drawn, seed + 1), drawn)
    return meter


@torch.no_grad()
def made(model: ConditionalVAE, meter: Meter, rare: int, count: int, seed: int) -> tuple[Tensor, Tensor, float]:
    """So many pictures of the rare digit, (count, 1, 28, 28); as many that the meter supports; the share that it does.

    Of a digit that it supports too seldom there are fewer.
    """
    generator, drawn, kept = torch.Generator().manual_seed(seed), [], []
    while sum(map(len, kept)) < count and len(drawn) < MOST_BLOCKS:
        z = model.given(torch.full((500,), rare)).flat(model.prior.sample(500, generator))
        drawn.append(z)
        kept.append(z[meter.read(z.numpy(), np.full(len(z), -1)).percent >= LEAST_PERCENT])
    share = sum(map(len, kept)) / sum(map(len, drawn))
    return model.decode(torch.cat(drawn)[:count]), model.decode(torch.cat(kept)[:count]), share


def recalls(images: Tensor, labels: Tensor, test: ImageData, seed: int) -> list[float]:
    """Of every digit, in per cent, by the fixed classifier trained on these images with these weights to start from."""
    torch.manual_seed(seed)
    network, generator = Judge((1, 28, 28), 10), torch.Generator().manual_seed(seed)
    steps = torch.optim.AdamW(network.parameters(), weight_decay=1e-2)
    rate = torch.optim.lr_scheduler.OneCycleLR(steps, RATE, total_steps=STEPS)
    for _ in range(STEPS):
        rows = torch.randint(len(images), (BATCH,), generator=generator)
        steps.zero_grad()
        cross_entropy(network(images[rows]), labels[rows]).backward()
        steps.step()
        rate.step()
    found = network.probabilities(torch.from_numpy(test.images).float() / 255).argmax(1).numpy()
    return [100 * float((found[test.labels == digit] == digit).mean()) for digit in range(10)]


def run_once(count: int, seed: int, data: ImageData, test: ImageData) -> dict:
    """Recall of every digit in every arm, and what it took."""
    rare, rng, started = seed % 10, np.random.default_rng(seed), time.process_time()
    few = few_of_one(data, seed, rare, count)
    images, labels = torch.from_numpy(few.images).float() / 255, torch.from_numpy(few.labels)
    own, lack = images[labels == rare], OTHERS - count
    again = own[rng.integers(count, size=lack)]
    shifted = moved(again, rng)
    model = trained_vae(few, rare, seed)
    pictures, supported, share = made(model, meter_of(model, few, seed), rare, lack, seed)
    half = lack // 2
    extra = {"nothing": own[:0], "again": again, "moved": shifted, "made": pictures, "supported": supported}
    extra["both"] = torch.cat([shifted[:half], pictures[half:]])
    found = {}
    for arm, more in extra.items():
        own_label = torch.full((len(more),), rare)
        found[arm] = recalls(torch.cat([images, more]), torch.cat([labels, own_label]), test, seed)
    spent = round(time.process_time() - started, 1)
    return {"rare": rare, "recalls": found, "supported": share, "cpu_seconds": spent}


def known(counts: list[int], seeds: list[int]) -> dict[int, list[dict]]:
    """What is there of every size, by seed."""
    paths = {count: [RUNS / f"{count}-{seed}.json" for seed in seeds] for count in counts}
    return {count: [json.loads(path.read_text()) for path in of if path.is_file()] for count, of in paths.items()}


def told(of: dict[int, list[dict]]) -> list[dict]:
    """Means of every size, as the page reads them."""
    return [
        {"images": count, "seeds": len(runs), "recall": {arm: round(mean(_rare(runs, arm)), 1) for arm in ARMS}}
        for count, runs in of.items()
    ]


def table(of: dict[int, list[dict]], measure: Callable[[list[dict], str], list[float]], name: str) -> str:
    """Markdown: mean and standard deviation over seeds of a measure, and paired differences between arms."""
    lines = [f"{name}, per cent:", "", f"| rare images | {' | '.join(ARMS.values())} |", "|---" * (1 + len(ARMS)) + "|"]
    lines += [
        f"| {n} | " + " | ".join(results.spread(measure(runs, arm), 1) for arm in ARMS) + " |" for n, runs in of.items()
    ]
    pairs = (("made", "again"), ("made", "moved"), ("both", "moved"), ("supported", "made"))
    lines += ["", "Paired differences over the same seeds, mean ± standard error:", ""]
    lines += [
        "| rare images | " + " | ".join(f"{ARMS[a]} − {ARMS[b]}" for a, b in pairs) + " |",
        "|---" * (1 + len(pairs)) + "|",
    ]
    for count, runs in of.items():
        lines.append(
            f"| {count} | " + " | ".join(_difference(measure(runs, a), measure(runs, b)) for a, b in pairs) + " |"
        )
    return "\n".join(lines) + "\n"


def _rare(runs: list[dict], arm: str) -> list[float]:
    return [run["recalls"][arm][run["rare"]] for run in runs]


def _balanced(runs: list[dict], arm: str) -> list[float]:
    return [mean(run["recalls"][arm]) for run in runs]


def _difference(own: list[float], other: list[float]) -> str:
    apart = [a - b for a, b in zip(own, other, strict=True)]
    error = f" ± {stdev(apart) / len(apart) ** 0.5:.1f}" if len(apart) > 1 else ""
    return f"{mean(apart):+.1f}{error}"


def _all(of: dict[int, list[dict]]) -> str:
    runs = [run for each in of.values() for run in each]
    share = 100 * mean(run["supported"] for run in runs)
    how = f"`python benchmarks/augmentation.py`, {len(next(iter(of.values())))} seeds of each size"
    spent = sum(run["cpu_seconds"] for run in runs) / 60
    tail = f"The meter supports {share:.0f} % of the pictures, at its {LEAST_PERCENT}th percentile. "
    return (
        f"{how}\n\n{table(of, _rare, 'Recall of the rare digit')}\n{table(of, _balanced, 'Balanced accuracy')}"
        f"\n{tail}{spent:.0f} minutes of one core.\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--rare", nargs="+", type=int, default=[10, 50, 100], help="images of the rare digit")
    parser.add_argument("--seeds", nargs="+", type=int, default=list(range(20)), help="0 to 19 unless given")
    parser.add_argument("--write", action="store_true", help="the table of what is there")
    options = parser.parse_args()
    if options.write:
        found = known(options.rare, options.seeds)
        results.put("augmentation", _all(found))
        write_json(TOLD, told(found))
        return
    data, test = (load_dataset("mnist", split, options.data_dir) for split in ("train", "test"))
    for seed in options.seeds:
        for count in options.rare:
            path = RUNS / f"{count}-{seed}.json"
            if not path.is_file():
                write_json(path, found := run_once(count, seed, data, test))
                print(path.name, {arm: round(_rare([found], arm)[0], 1) for arm in ARMS}, flush=True)
    print(_all(known(options.rare, options.seeds)))


if __name__ == "__main__":
    main()
