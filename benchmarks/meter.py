"""What the trust meter tells apart, and whether captions are true, judged by a classifier that no model ships with.

    python benchmarks/meter.py [--data-dir DIR] [--models NAME ...]

First table: AUROC of "less supported than the code of a held-out image" for sets of points, an image never counting at
a point that is made of it, and in brackets the median per cent. 0.5: alike, 1: told apart. In few dimensions N(0, 4 I)
and N(0, I) overlap: more than P(F(D, D) > 1/4), 0.80 in 2-D, cannot be had where the codes fill the prior.
Second: of posterior draws, prior draws and midpoints of two classes, the pictures that a convolutional network trained
here reads with more than 95 % confidence against those it reads with less than 60 %, told apart by the meter's per cent
(AUROC); and of 500 places (a quarter each of those three and, in 2-D, of the plane, else of N(0, 4 I)) how often the
caption names one class and the network agrees. The network is kept in runs/meter; of scikit-learn's digits a support
vector machine judges.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_model as load_weights
from safetensors.torch import save_model as save_weights
from scipy.stats import f as ratio_of_variances
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parents[1]))

from vae_core.data.sets import ImageData, load_dataset
from vae_core.measure.draws import decoder, posterior_draws
from vae_core.measure.judge import SURE
from vae_core.measure.meter_build import load_judge, load_meter
from vae_core.measure.meter_checks import auroc, pairs_of_two_classes
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import list_models, load_metrics

KEPT = Path(__file__).parents[1] / "runs" / "meter"
POINTS, PLACES, EPOCHS = 2000, 500, 4
CLEAR, UNREADABLE = 0.95, 0.6  # of the network's confidence


def main() -> None:
    """Prints both tables."""
    options = _options()
    torch.manual_seed(0)
    columns = ("draws", "midpoints", "same class", "prior", "N(0, 4 I)")
    print(f"{'':16}" + "".join(f"{column:>12}" for column in columns) + f"{'at most':>10}{'z = 0':>12}")
    rows = [told_apart(name, options.data_dir) for name in options.models]
    print("\n".join(rows))
    print(f"\n{'':16}{'clear against unreadable':>26}{'named':>9}{'agrees':>9}{'judge':>9}{'independent':>13}")
    for name in options.models:
        print(readable(name, options.data_dir), flush=True)


def told_apart(name: str, data_dir: Path | None) -> str:
    """The first table's row of a model."""
    atlas, meter, sets = *_loaded(name), points_of(name, data_dir)
    rows = np.random.default_rng(1).permutation(len(atlas.codes))[:POINTS]
    codes = meter.read(atlas.codes[rows], rows).percent
    most = ratio_of_variances.sf(0.25, atlas.codes.shape[1], atlas.codes.shape[1])
    cells = {}
    for kind, (z, own) in sets.items():
        percent = meter.read(z, own).percent
        cells[kind] = f"{auroc(percent, codes):.2f} ({np.median(percent):.0f} %)"
    order = ("draws", "midpoints", "same class", "prior", "wide")
    return f"{name:16}" + "".join(f"{cells[kind]:>12}" for kind in order) + f"{most:10.2f}{cells['zero']:>12}"


def readable(name: str, data_dir: Path | None) -> str:
    """The second table's row of a model."""
    (_, meter), sets, decode = _loaded(name), points_of(name, data_dir), decoder(load_model(name))
    judge, (oracle, right) = load_judge(name), oracle_of(_data(name), data_dir)
    kinds = ("draws", "prior", "midpoints")
    percent = np.concatenate([meter.read(*sets[kind]).percent for kind in kinds])
    confidence = np.concatenate([oracle(decode(_floats(sets[kind][0]))).max(1) for kind in kinds])
    told = auroc(percent[confidence < UNREADABLE], percent[confidence > CLEAR])
    places = np.concatenate([sets[kind][0][: PLACES // 4] for kind in (*kinds, "plane" if "plane" in sets else "wide")])
    pictures = decode(_floats(places))
    said = judge.judge.probabilities(pictures).max(1)
    named = (said.values >= SURE).numpy()
    agrees = (oracle(pictures).argmax(1) == said.indices.numpy())[named].mean()
    return f"{name:16}{told:26.3f}{named.mean():9.0%}{agrees:9.1%}{judge.accuracy:9.1%}{right:13.1%}"


def points_of(name: str, data_dir: Path | None) -> dict[str, tuple[np.ndarray, np.ndarray | None]]:
    """Sets of points by name, each with the images that a point is made of."""
    atlas, model, rng = load_atlas(name), load_model(name), np.random.default_rng(2)
    data, dims = load_dataset(_data(name), "test", data_dir), atlas.codes.shape[1]
    rows = rng.permutation(len(atlas.codes))[:POINTS]
    two = pairs_of_two_classes(atlas.labels, rng)[:POINTS]
    one = rng.integers(0, len(atlas.codes), (40 * POINTS, 2))
    one = one[(atlas.labels[one[:, 0]] == atlas.labels[one[:, 1]]) & (one[:, 0] != one[:, 1])][:POINTS]
    with torch.no_grad():
        prior = model.prior.sample(POINTS, torch.Generator().manual_seed(3)).numpy()
    sets = {
        "draws": (posterior_draws(model, data.images, rows, 4), rows),
        "midpoints": (atlas.codes[two].mean(1), two),
        "same class": (atlas.codes[one].mean(1), one),
        "prior": (prior, None),
        "wide": (2 * rng.normal(size=(POINTS, dims)), None),
        "zero": (np.zeros((1, dims)), None),
    }
    if dims == 2:
        sets["plane"] = (rng.uniform(atlas.codes.min(0), atlas.codes.max(0), (POINTS, 2)), None)
    return sets


def oracle_of(data: str, data_dir: Path | None) -> tuple[Callable[[Tensor], np.ndarray], float]:
    """Probabilities of the classes by a classifier that knows no VAE, and its share of right test images."""
    train, test = (load_dataset(data, split, data_dir) for split in ("train", "test"))
    oracle = _of_digits(train) if data == "digits" else _of_mnist(train)
    right = (oracle(torch.from_numpy(test.images).float() / 255).argmax(1) == test.labels).mean()
    return oracle, float(right)


def _of_digits(train: ImageData) -> Callable[[Tensor], np.ndarray]:
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.svm import SVC

    flat = train.images.reshape(len(train), -1) / 255
    machine = CalibratedClassifierCV(SVC(), ensemble=False).fit(flat, train.labels)
    return lambda pictures: machine.predict_proba(pictures.flatten(1).numpy())


def _of_mnist(train: ImageData) -> Callable[[Tensor], np.ndarray]:
    network = nn.Sequential(
        nn.Conv2d(1, 16, 5, stride=2, padding=2), nn.ReLU(), nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(32 * 49, 128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, 10),
    )  # fmt: skip
    path = KEPT / "oracle.safetensors"
    if path.is_file():
        load_weights(network, path)
    else:
        _fit(network, train)
        path.parent.mkdir(parents=True, exist_ok=True)
        save_weights(network, str(path))
    network.eval()

    @torch.no_grad()
    def probabilities(pictures: Tensor) -> np.ndarray:
        return torch.cat([torch.softmax(network(some), 1) for some in pictures.split(1000)]).numpy()

    return probabilities


def _fit(network: nn.Module, train: ImageData) -> None:
    images, labels = torch.from_numpy(train.images), torch.from_numpy(train.labels)
    steps = torch.optim.AdamW(network.parameters(), 1e-3)
    rate = torch.optim.lr_scheduler.OneCycleLR(steps, 4e-3, total_steps=EPOCHS * -(-len(images) // 256))
    for epoch in range(EPOCHS):
        for some in torch.randperm(len(images)).split(256):
            loss = nn.functional.cross_entropy(network(images[some].float() / 255), labels[some])
            steps.zero_grad()
            loss.backward()
            steps.step()
            rate.step()
        print(f"independent classifier: epoch {epoch + 1} of {EPOCHS}", file=sys.stderr)


def _loaded(name: str):
    meter = load_meter(name)
    if meter is None:
        sys.exit(f"{name} has no trust meter: run python -m vae_core atlas {name}")
    return load_atlas(name), meter


def _data(name: str) -> str:
    return load_atlas(name).data or load_metrics(name)["data"]


def _floats(z: np.ndarray) -> Tensor:
    return torch.from_numpy(np.asarray(z, np.float32))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--models", nargs="+", default=list_models())
    return parser.parse_args()


if __name__ == "__main__":
    main()
