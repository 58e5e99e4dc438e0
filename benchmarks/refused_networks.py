"""VAEs that cannot be adopted, because no graph of ours says what they do."""

from __future__ import annotations

import torch
from foreign_networks import Calls, Pair, two_heads
from torch import Tensor, nn
from torch.nn import functional as F


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


def draws() -> Pair:
    """A decoder that adds noise to its code."""
    body = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU())
    out = nn.Sequential(nn.Linear(8, 784), nn.Sigmoid())
    return Pair(two_heads(body, 64, 8), Calls(lambda m, z: m.out(z + torch.randn_like(z)), out=out), 8, (1, 28, 28))


REFUSED = (recurrent, class_inside, draws)
