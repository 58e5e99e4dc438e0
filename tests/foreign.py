"""VAEs as other people write them, for what adopts them: small, random, in evaluation mode."""

import numpy as np
import torch
from torch import nn

from vae_core import adopt

SIDE, LATENT = 8, 3


class Foreign(nn.Module):
    """An MLP with encode and decode; what it is asked for more comes as functions."""

    def __init__(self, latent=LATENT, channels=1, side=SIDE, last=nn.Sigmoid):
        super().__init__()
        self.shape = (channels, side, side)
        pixels = channels * side * side
        self.inside = nn.Sequential(nn.Flatten(), nn.Linear(pixels, 24), nn.BatchNorm1d(24), nn.LeakyReLU(0.2))
        self.mu, self.logvar = nn.Linear(24, latent), nn.Linear(24, latent)
        self.outside = nn.Sequential(nn.Linear(latent, 24), nn.ELU(), nn.Linear(24, pixels), last())

    def encode(self, x):
        h = self.inside(x)
        return self.mu(h), self.logvar(h) - 2

    def decode(self, z):
        return self.outside(z).view(-1, *self.shape)


class Sorted(Foreign):
    """It sorts its code first, which the browser does not know."""

    def decode(self, z):
        return super().decode(z.sort(1)[0])


class Answers(nn.Module):
    """A module around a function of its input."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def adopted(root, name, model):
    """Writes the folder of a model over `pictures()`."""
    images, labels = pictures()
    adopt(name=name, encoder=model.encode, decoder=model.decode, latent_dim=LATENT, images=images, labels=labels,
          out=root / name)  # fmt: skip


def foreign(**changes):
    torch.manual_seed(0)
    return Foreign(**changes).eval()


def pictures(count=60, channels=1, side=SIDE):
    """Bright squares on noise, of two classes."""
    rng = np.random.default_rng(0)
    images = rng.integers(0, 60, (count, channels, side, side), dtype=np.uint8)
    labels = np.arange(count) % 2
    images[labels == 0, :, :4] += 150
    return images, labels
