"""VAEs that cannot be adopted, because no graph of ours says what they do, or because a picture costs too much."""

from __future__ import annotations

import torch
from foreign_networks import Calls, Pair, two_heads
from torch import Tensor, nn
from torch.nn import functional as F


def nearest_code() -> Pair:
    """A quantiser inside the decoder: the nearest of 32 vectors, by argmin."""

    def decode(m: nn.Module, z: Tensor) -> Tensor:
        return m.out(m.book.weight[torch.cdist(z, m.book.weight).argmin(1)])

    body = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU())
    out = nn.Sequential(nn.Linear(8, 784), nn.Sigmoid())
    return Pair(two_heads(body, 64, 8), Calls(decode, book=nn.Embedding(32, 8), out=out), 8, (1, 28, 28))


def recurrent() -> Pair:
    """A decoder that writes row after row with a GRU."""
    body = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU())
    rows = Calls(lambda m, z: m.rnn(z[:, None].expand(-1, 28, -1))[0], rnn=nn.GRU(8, 28, batch_first=True))
    return Pair(two_heads(body, 64, 8), nn.Sequential(rows, nn.Sigmoid()), 8, (1, 28, 28))


def class_inside() -> Pair:
    """A conditional decoder that makes a one-hot vector of a class index."""

    def decode(m: nn.Module, z: Tensor) -> Tensor:
        return m.out(torch.cat([z, F.one_hot(z[:, 0].long().clamp(0, 9), 10).float()], 1))

    body = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU())
    return Pair(two_heads(body, 64, 8), Calls(decode, out=nn.Sequential(nn.Linear(18, 784), nn.Sigmoid())), 8,
                (1, 28, 28))  # fmt: skip


def heavy() -> Pair:
    """Nothing strange, but 256 channels at 64 x 64 pixels."""
    body = nn.Sequential(nn.Conv2d(3, 16, 4, 4), nn.ReLU(), nn.Flatten())
    decoder = nn.Sequential(nn.Linear(16, 4096), nn.Unflatten(1, (64, 8, 8)), nn.Upsample(scale_factor=8),
                            nn.Conv2d(64, 256, 3, 1, 1), nn.ReLU(), nn.Conv2d(256, 256, 3, 1, 1), nn.ReLU(),
                            nn.Conv2d(256, 3, 3, 1, 1), nn.Sigmoid())  # fmt: skip
    return Pair(two_heads(body, 4096, 16), decoder, 16, (3, 64, 64))


REFUSED = (nearest_code, recurrent, class_inside, heavy)
