"""Features of pictures from a small classifier, trained on the spot, in which two sets of pictures can be compared.

The same images, labels and seed give the same features on one machine, so that models of one data set are told apart by
one ruler. Distances in features of another network, such as Inception's, are other numbers.

Axes: N images, F features.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

FEATURES = 64
BATCH, PEAK = 128, 3e-3
EPOCHS, FEWEST, MOST = 3, 300, 1000  # passes over the training images, within so many steps
ENCODED = 1000  # images at once


@dataclass(frozen=True)
class Features:
    """A trained classifier, read off before its last layer."""

    network: nn.Sequential
    accuracy: float  # on test images

    @property
    def in_words(self) -> str:
        """What they are, for the record."""
        return (
            f"{FEATURES} features of a convolutional classifier trained on the training images "
            f"({100 * self.accuracy:.1f} % of test images right)"
        )

    @torch.no_grad()
    def of(self, images: Tensor) -> np.ndarray:
        """Features of images in [0, 1]; (N, C, H, W) on any device -> float64 (N, F)."""
        parts = [self.network[:-1](part).cpu() for part in images.split(ENCODED)]
        return torch.cat(parts).double().numpy()


def train_features(
    images: np.ndarray,
    labels: np.ndarray,
    test_images: np.ndarray,
    test_labels: np.ndarray,
    seed: int = 0,
    device: torch.device | str = "cpu",
) -> Features | None:
    """Trains the classifier; None where there is nothing to tell apart.

    Args:
        images: training images, uint8, (N, C, H, W).
        labels: their classes, (N,).
        test_images: uint8, for the accuracy that the features are named with.
        test_labels: their classes.
        seed: of the weights and of the order.
        device: where it is trained and used.
    """
    classes = int(max(labels.max(), test_labels.max())) + 1
    if len(np.unique(labels)) < 2:
        return None
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = _network(images.shape[1:], classes).to(device)
    pixels, targets = torch.from_numpy(images).to(device), torch.from_numpy(labels).to(device)
    steps = min(MOST, max(FEWEST, EPOCHS * len(images) // BATCH))
    optimiser = torch.optim.Adam(network.parameters(), lr=PEAK)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PEAK, steps)
    generator = torch.Generator().manual_seed(seed)
    for _ in range(steps):
        rows = torch.randint(len(pixels), (BATCH,), generator=generator).to(device)
        loss = F.cross_entropy(network(pixels[rows].float() / 255), targets[rows])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        schedule.step()
    network.eval().requires_grad_(False)
    tested = torch.from_numpy(test_images).to(device).split(ENCODED)
    answers = torch.cat([network(part.float() / 255).argmax(1) for part in tested]).cpu()
    return Features(network, float((answers == torch.from_numpy(test_labels)).float().mean()))


def _network(shape: tuple[int, ...], classes: int) -> nn.Sequential:
    channels, height, width = shape
    side = (min(7, -(-height // 4)), min(7, -(-width // 4)))  # a large image ends on 7 x 7 places as well
    return nn.Sequential(
        nn.Conv2d(channels, 16, 3, stride=2, padding=1),
        nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2, padding=1),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(side),
        nn.Flatten(),
        nn.Linear(32 * side[0] * side[1], FEATURES),
        nn.ReLU(),
        nn.Linear(FEATURES, classes),
    )
