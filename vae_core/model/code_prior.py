"""p(z) of a grid of codes: a small causal transformer, which reads the cells row by row.

van den Oord, Vinyals and Kavukcuoglu, "Neural Discrete Representation Learning" (2017), have a PixelCNN here; Razavi,
van den Oord and Vinyals, "Generating Diverse High-Fidelity Images with VQ-VAE-2" (2019), attention. Blocks normalise
before they act (Xiong et al., "On Layer Normalization in the Transformer Architecture", 2020).

Axes: N grids, T cells, K codes, W width, H heads.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

WIDTH, LAYERS, HEADS = 64, 2, 4
HIDDEN = -1e9  # the logit of a cell that is not to be seen: its weight is zero in single precision


class CodePrior(nn.Module):
    """The probability of every code in every cell, given the cells before it.

    Example:
        >>> prior = CodePrior(cells=4, codes=8)
        >>> z = prior.sample(3, torch.Generator().manual_seed(0))
        >>> tuple(z.shape), tuple(prior.log_probs(z).shape), tuple(prior.log_prob(z).shape)
        ((3, 4), (3, 4, 8), (3,))
    """

    def __init__(self, cells: int, codes: int, width: int = WIDTH, layers: int = LAYERS, heads: int = HEADS) -> None:
        super().__init__()
        self.cells, self.codes = cells, codes
        self.table = nn.Parameter(torch.randn(codes + 1, width) * 0.02)  # the last row begins every grid
        self.place = nn.Parameter(torch.randn(cells, width) * 0.02)
        self.blocks = nn.ModuleList(Block(cells, width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, codes)

    def forward(self, z: Tensor) -> Tensor:
        """Log probabilities of all codes in each cell, given those before it: flat z (N, T) -> (N, T, K)."""
        before = z[:, :-1].round().long().clamp(0, self.codes - 1)
        begin = self.table[self.codes :].expand(len(z), 1, -1)
        x = torch.cat([begin, self.table[before]], 1) + self.place
        for block in self.blocks:
            x = block(x)
        return torch.log_softmax(self.head(self.norm(x)), -1)

    log_probs = forward

    def log_prob_of_cells(self, z: Tensor) -> Tensor:
        """Log probability of each cell given those before it, in nats, (N, T)."""
        index = z.round().long().clamp(0, self.codes - 1)
        return self(z).gather(-1, index[..., None])[..., 0]

    def log_prob(self, z: Tensor) -> Tensor:
        """Log probability of whole grids in nats, (..., T) -> (...)."""
        return self.log_prob_of_cells(z.reshape(-1, self.cells)).sum(1).view(z.shape[:-1])

    @torch.no_grad()
    def sample(self, count: int, generator: torch.Generator | None = None, temperature: float = 1.0) -> Tensor:
        """Grids drawn cell by cell, (count, T), as floats."""
        device = self.place.device
        z = torch.zeros(count, self.cells, device=device)
        where = generator.device if generator else device
        for cell in range(self.cells):
            chances = torch.softmax(self(z)[:, cell] / temperature, -1).to(where)
            z[:, cell] = torch.multinomial(chances, 1, generator=generator)[:, 0].to(device).float()
        return z


class Block(nn.Module):
    """Attention to the cells so far, then a small network in each cell; (N, T, W) -> (N, T, W)."""

    def __init__(self, cells: int, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.wide, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        later = torch.triu(torch.full((cells, cells), HIDDEN), 1)
        self.register_buffer("later", later, persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.out(self._attended(self.first(x)))
        return x + self.narrow(nn.functional.silu(self.wide(self.second(x))))

    def _attended(self, x: Tensor) -> Tensor:
        n, cells, width = x.shape
        query, key, value = (
            part(x).view(n, cells, self.heads, -1).transpose(1, 2) for part in (self.query, self.key, self.value)
        )  # (N, H, T, W / H)
        scores = query @ key.transpose(2, 3) / math.sqrt(width // self.heads) + self.later
        return (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(n, cells, width)
