"""Training images per second: PyTorch's own VAE example beside our loop, same network, batch and machine.

    python benchmarks/training.py [--data-dir DIR] [--images 60000] [--repeats 5]

The example is github.com/pytorch/examples/vae: 784-400-20-400-784 with ReLU, batches of 128, Adam, torchvision's MNIST
through a DataLoader with ToTensor, restated here. Ours is `vae_core.training.loop`, with the example's network put into
it: dynamic binarisation, gradient clipping and averaged weights included. One epoch of each in turn, each in a fresh
process, medians; validation and the writing of checkpoints are left out on both sides. Beside them, how much of the
machine's matrix product in single precision the network's products reach: 3.28 million floating point operations per
image over those of a 1024 x 1024 product.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).parents[1]))

from vae_core.data.sets import DatasetError, load_dataset
from vae_core.data.torchvision_import import prepare_torchvision
from vae_core.model.config import ModelConfig
from vae_core.model.vae import VAE
from vae_core.training import parallel
from vae_core.training.loop import train
from vae_core.training.recipes import Recipe

PIXELS, HIDDEN, LATENT, BATCH = 784, 400, 20, 128
PRODUCTS = PIXELS * HIDDEN + HIDDEN * 2 * LATENT + LATENT * HIDDEN + HIDDEN * PIXELS
OPERATIONS = 6 * PRODUCTS - 2 * PIXELS * HIDDEN  # per image; the images themselves need no gradient


class Example(nn.Module):
    """The network of the example."""

    def __init__(self) -> None:
        super().__init__()
        self.fc1, self.fc21, self.fc22 = nn.Linear(PIXELS, HIDDEN), nn.Linear(HIDDEN, LATENT), nn.Linear(HIDDEN, LATENT)
        self.fc3, self.fc4 = nn.Linear(LATENT, HIDDEN), nn.Linear(HIDDEN, PIXELS)

    def forward(self, x):
        h = F.relu(self.fc1(x.view(-1, PIXELS)))
        mu, logvar = self.fc21(h), self.fc22(h)
        z = mu + torch.randn_like(mu) * torch.exp(0.5 * logvar)
        return torch.sigmoid(self.fc4(F.relu(self.fc3(z)))), mu, logvar


def example_rate(images: np.ndarray) -> float:
    """Images per second of one epoch of the example."""
    torch.manual_seed(0)
    loader = torch.utils.data.DataLoader(_torchvision_mnist(images), batch_size=BATCH, shuffle=True)
    model = Example()
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)
    total, started = 0.0, time.perf_counter()
    for x, _ in loader:
        optimiser.zero_grad()
        recon, mu, logvar = model(x)
        kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        loss = F.binary_cross_entropy(recon, x.view(-1, PIXELS), reduction="sum") + kl
        loss.backward()
        total += loss.item()
        optimiser.step()
    return len(images) / (time.perf_counter() - started)


def our_rate(images: np.ndarray, precision: str = "32-true") -> float:
    """Images per second of our loop, between its first and its last report of an epoch."""
    fabric = parallel.start("cpu", precision=precision)
    torch.manual_seed(0)
    model = VAE(ModelConfig(latent_dim=LATENT, hidden=HIDDEN, depth=0))
    model.encoder[2] = model.decoder[1] = nn.ReLU()
    reports: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as out:
        recipe = Recipe(epochs=1, batch_size=BATCH)

        def report(step: int, loss: float) -> None:
            reports.append((step, time.perf_counter()))

        train(model, images, recipe, Path(out), on_step=report, fabric=fabric)
    (first, started), (last, ended) = reports[0], reports[-1]
    return (last - first) * BATCH / (ended - started)


def half_rate(images: np.ndarray) -> float:
    """As `our_rate`, with the products in bfloat16 and everything else in single precision."""
    return our_rate(images, "bf16-mixed")


def matrix_product_gflops(size: int = 1024, repeats: int = 20) -> float:
    """Billions of floating point operations per second of a square product in single precision."""
    a, b, seconds = torch.randn(size, size), torch.randn(size, size), []
    for _ in range(repeats):
        started = time.perf_counter()
        a @ b
        seconds.append(time.perf_counter() - started)
    return 2 * size**3 / min(seconds) / 1e9


def _alone(measure: Callable[..., float], *arguments: object) -> float:
    """In a fresh process: no contestant finds the memory or the settings of another."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


def _torchvision_mnist(images: np.ndarray):
    prepare_torchvision()
    from torchvision import datasets, transforms

    stored = datasets.MNIST.__new__(datasets.MNIST)  # without its files: the images are given
    stored.data, stored.targets = torch.from_numpy(images[:, 0]), torch.zeros(len(images), dtype=torch.int64)
    stored.transform, stored.target_transform = transforms.ToTensor(), None
    return stored


def _images(data_dir: Path | None, count: int) -> tuple[np.ndarray, str]:
    try:
        return load_dataset("mnist", "train", data_dir, download=False).images[:count], "MNIST"
    except DatasetError:
        made = np.random.default_rng(0).integers(0, 256, (count, 1, 28, 28), dtype=np.uint8)
        return made * (made > 200), "synthetic images of MNIST's shape (MNIST is not on this machine)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--images", type=int, default=60_000)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    images, source = _images(options.data_dir, options.images)
    contestants = {
        "PyTorch's VAE example": example_rate,
        "vae_core.training.loop, same network": our_rate,
        "the same, --precision bf16-mixed": half_rate,
    }
    rates: dict[str, list[float]] = {title: [] for title in contestants}
    limits = []
    for _ in range(options.repeats):
        limits.append(_alone(matrix_product_gflops))
        for title, rate in contestants.items():
            rates[title].append(_alone(rate, images))
    limit, reference = statistics.median(limits), statistics.median(rates["PyTorch's VAE example"])
    print(f"{len(images):,} images of {source}, batches of {BATCH}, {torch.get_num_threads()} threads, torch")
    print(f"{torch.__version__}, medians of {options.repeats} alternating epochs (least to most)\n")
    print("| training | images per second | ratio | of the matrix product's speed |")
    print("|---|---|---|---|")
    for title, found in rates.items():
        middle, spread = statistics.median(found), f"{min(found):,.0f} to {max(found):,.0f}"
        reached = f"{middle * OPERATIONS / 1e9 / limit:.0%}"
        print(f"| {title} | {middle:,.0f} ({spread}) | {middle / reference:.2f} | {reached} |")
    print(f"\nmatrix product in single precision: {limit:.0f} GFLOP/s")


if __name__ == "__main__":
    main()
