"""An oracle for geodesics: Dijkstra on a fine grid of the plane, then L-BFGS on the points of a polyline."""

from math import gcd

import numpy as np
import torch
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

SIDE, MARGIN, REACH = 90, 0.25, 3  # cells a side, border around the codes, longest edge in cells
POINTS, STEPS = 48, 120


def length(embed, path, points=1000):
    """Length of a polyline in the embedding, measured at many even places along it."""
    with torch.no_grad():
        return embed(_even(torch.as_tensor(path), points)).double().diff(dim=0).norm(dim=1).sum().item()


def relaxed(embed, start):
    """The polyline of least energy that L-BFGS finds from a start."""
    start = _even(start, POINTS)
    inner = start[1:-1].clone().requires_grad_()
    optimiser = torch.optim.LBFGS([inner], max_iter=STEPS, history_size=20, line_search_fn="strong_wolfe")

    def energy():
        optimiser.zero_grad()
        z = torch.cat([start[:1], inner, start[-1:]])
        halves = torch.stack([z[:-1], (z[1:] + z[:-1]) / 2], 1).flatten(0, 1)
        total = embed(torch.cat([halves, z[-1:]])).diff(dim=0).square().sum()
        total.backward()
        return total

    optimiser.step(energy)
    return torch.cat([start[:1], inner.detach(), start[-1:]])


class FineGrid:
    """Shortest paths of the plane around some codes."""

    def __init__(self, embed, codes):
        low, high = codes.min(0), codes.max(0)
        margin = MARGIN * (high - low)
        self.axes = [np.linspace(*ends, SIDE) for ends in zip(low - margin, high + margin, strict=True)]
        self.nodes = torch.tensor(np.stack(np.meshgrid(*self.axes, indexing="ij"), -1).reshape(-1, 2)).float()
        with torch.no_grad():
            pictures = embed(self.nodes).reshape(SIDE, SIDE, -1)
        number = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
        ends, costs = [], []
        for i in range(REACH + 1):
            for j in range(-REACH, REACH + 1):
                if gcd(i, j) != 1 or (i == 0 and j < 0):
                    continue
                here = slice(0, SIDE - i), slice(max(0, -j), SIDE - max(0, j))
                there = slice(i, SIDE), slice(max(0, j), SIDE - max(0, -j))
                ends.append(np.stack([number[here].ravel(), number[there].ravel()]))
                costs.append((pictures[here] - pictures[there]).norm(dim=-1).flatten().double().numpy())
        costs = np.maximum(np.concatenate(costs), 1e-12)
        self.graph = coo_array((costs, np.concatenate(ends, axis=1)), shape=(SIDE * SIDE,) * 2).tocsr()

    def path(self, start, end):
        """The cheapest polyline on the grid between two codes."""
        first, last = (self._node(z) for z in (start, end))
        _, before = dijkstra(self.graph, directed=False, indices=first, return_predecessors=True)
        way = [last]
        while way[-1] != first:
            way.append(before[way[-1]])
        return torch.cat([start[None], self.nodes[way[::-1]], end[None]])

    def _node(self, z):
        i, j = (np.abs(axis - float(value)).argmin() for axis, value in zip(self.axes, z, strict=True))
        return int(i * SIDE + j)


def _even(path, points):
    reached = np.concatenate([[0], path.diff(dim=0).norm(dim=1).double().numpy().cumsum()])
    wanted = np.linspace(0, reached[-1], points)
    return torch.tensor(np.stack([np.interp(wanted, reached, axis) for axis in path.double().numpy().T], 1)).float()
