"""The judge: a small classifier of pictures that goes with a model and says what a decoded picture looks like.

It is trained on the labelled training images and, as often, on what the model decodes from draws of their posteriors,
so that it knows the model's own hand; never on the test images that its accuracy is measured on. A few strided
convolutions keep it within 250 kB and a tenth of a millisecond in the browser (export.py's operations).

Axes: N images, C H W, F features, K classes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from vae_core.data.sets import ImageData
from vae_core.model.vae import VAE
from vae_core.shared import SHARED

FEATURES = 64  # F
COARSEST = 7  # pixels: maps are halved until they are no wider
WIDTHS = (8, 16, 32)  # channels after the first, second and every later halving
EPOCHS = 2
BATCH = 128
LEAST_BATCHES = 600  # a small set is gone through more often
LARGEST_RATE = 5e-3
MOST_IMAGES = 60_000  # trained on, evenly chosen: more change nothing
SURE = SHARED["judge_sure"]  # a picture is said to look like one class from here on, the judge's probability of it


class Judge(nn.Module):
    """Logits of the classes of pictures.

    Example:
        >>> judge = Judge((1, 28, 28), 10)
        >>> tuple(judge(torch.zeros(3, 1, 28, 28)).shape), tuple(judge.features(torch.zeros(3, 1, 28, 28)).shape)
        ((3, 10), (3, 64))
    """

    def __init__(self, image_shape: tuple[int, int, int], classes: int) -> None:
        super().__init__()
        self.image_shape = image_shape
        channels, height, width = image_shape
        layers: list[nn.Module] = []
        for wide in (*WIDTHS, *[WIDTHS[-1]] * 8):
            if max(height, width) <= COARSEST or min(height, width) < 2:
                break
            layers += [nn.Conv2d(channels, wide, 4, stride=2, padding=1), nn.ReLU()]
            channels, height, width = wide, height // 2, width // 2
        dense = nn.Linear(channels * height * width, FEATURES)
        self.layers = nn.Sequential(*layers, nn.Flatten(), dense, nn.ReLU(), nn.Linear(FEATURES, classes))

    def forward(self, x: Tensor) -> Tensor:
        """Logits (N, K) of pictures (N, C, H, W) in [0, 1]."""
        return self.layers(x)

    def features(self, x: Tensor) -> Tensor:
        """What the last layer sees of pictures (N, C, H, W): (N, 64), not negative. For a Fréchet distance."""
        return self.layers[:-1](x)

    @torch.no_grad()
    def probabilities(self, pictures: Tensor) -> Tensor:
        """Probability of every class, (N, C, H, W) -> (N, K), in blocks."""
        blocks = pictures.reshape(-1, *self.image_shape).split(1000)
        return torch.cat([torch.softmax(self(rows), dim=1) for rows in blocks])


@dataclass(frozen=True)
class Measured:
    """A judge with what is known of it."""

    judge: Judge
    class_names: tuple[str, ...]
    accuracy: float  # share of test images that it names rightly
    images: int  # how many those were


def train_judge(
    model: VAE,
    data: ImageData,
    seed: int = 0,
    on_progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> Judge:
    """A judge for a model's pictures: about 20 s of one core for MNIST.

    Args:
        model: on the CPU; draws of its posteriors are decoded.
        data: the training split, with two classes or more.
        seed: of weights, order and draws.
        on_progress: called with the stage, the batches done and their total.
    """
    generator = torch.Generator().manual_seed(seed)
    rows = np.linspace(0, len(data) - 1, min(len(data), MOST_IMAGES)).astype(np.int64)
    labels, images = torch.from_numpy(data.labels[rows]), torch.from_numpy(data.images[rows])
    batches = -(-len(rows) // BATCH)
    epochs = max(EPOCHS, -(-LEAST_BATCHES // batches))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        judge = Judge(model.config.image_shape, len(data.class_names))
    steps = torch.optim.AdamW(judge.parameters(), weight_decay=1e-2)
    rate = torch.optim.lr_scheduler.OneCycleLR(steps, LARGEST_RATE, total_steps=epochs * batches)
    for epoch in range(epochs):
        for at, some in enumerate(torch.randperm(len(rows), generator=generator).split(BATCH)):
            x = images[some].float() / 255
            of = model.given(labels[some])
            with torch.no_grad():
                z, _ = of.posterior(x).draw(generator)
                x = torch.cat([x, torch.sigmoid(of.logits(z))])
            loss = nn.functional.cross_entropy(judge(x), labels[some].repeat(2))
            steps.zero_grad()
            loss.backward()
            steps.step()
            rate.step()
            on_progress("judge", epoch * batches + at + 1, epochs * batches)
    return judge.half().float().eval()  # as it is stored


def measured(judge: Judge, data: ImageData) -> Measured:
    """The judge with its accuracy on images that it was not trained on."""
    blocks = (torch.from_numpy(data.images[i : i + 1000]).float() / 255 for i in range(0, len(data), 1000))
    found = torch.cat([judge.probabilities(x).argmax(1) for x in blocks]).numpy()
    return Measured(judge, data.class_names, float((found == data.labels).mean()), len(data))
