"""Geodesics: the walks that change the picture least, and those that do so without leaving the data.

The squared length of a small step dz is

    |d phi|² (1 + w s(z)) + w s(z) g |dz|²

phi is the embedding of the decoded picture (see geometry.py), s(z) what the trust meter holds against a point (see
lack.py; without a meter the mean squared distance to the ten nearest codes), in units of what the outermost 5 % of
real draws have, g the median of |d phi|² / |dz|² between neighbouring codes. With w = 0 this is the decoder's
pull-back metric and the length is that of the pictures. A decoder saturates, though: far out its pictures stop
changing, and the least change may lead through nowhere. With w > 0 a step is dearer the less the data supports it, so
that the walk keeps near the data and its pictures change more.

A shortest path on a graph (a grid of the plane in 2-D, the k-NN graph of the codes above), the best one that keeps
away from it, and the straight line are the starts from which a spline is bent to the least energy (see curve.py).
The shortest of the results and of the straight line is the answer, so a geodesic is never longer than that line.

Sources: G. Arvanitidis, L. K. Hansen and S. Hauberg, "Latent Space Oddity" (ICLR 2018, arXiv 1710.11379) for the
pull-back metric and the need of an uncertainty term; N. S. Detlefsen et al., "StochMan" (2021) for grid graph and
spline; N. Chen et al., "Fast Approximate Geodesics for Deep Generative Models" (2019, arXiv 1812.08284) for the
graph of codes.
"""

import numpy as np
import torch
from torch import Tensor

from vae_core.measure.geometry import Embedding
from vae_core.measure.lack import Lack
from vae_core.measure.neighbours import squared_distances
from vae_core.walks.code_graph import CodeGraph, shortest
from vae_core.walks.curve import bend
from vae_core.walks.latent import lerp
from vae_core.walks.walk import Walk, at_shares, constant_speed

NEAR_DATA = 30.0  # w: 5 points of support above the straight line in mnist-2d, 45 in mnist-16d (RESULTS.md)
GRID = 64  # cells a side: 4,096 decodes once per model
STRIDES = ((0, 1), (1, 0), (1, 1), (1, -1), (1, 2), (2, 1), (1, -2), (2, -1))  # half of the 16 neighbours
AWAY = 2.0, 0.25  # the detour: so much dearer on the first path, fading at this share of the ends' distance from it
COMPARED = 192  # points of the curves whose lengths are compared: the frames of a walk may cut corners
_ROWS = 1024


class Geodesics:
    """Geodesics of one decoder; made once per model, then asked for any pair of codes.

    Cost to make: one decode of all codes (or of the 64 x 64 grid in 2-D) and of 2,000 edges.

    Args:
        embed: differentiable map from codes (N, D) to what pictures are compared by, as in geometry.py.
        graph: of the model's codes.
        support_weight: w above; 0 is the pull-back metric, `NEAR_DATA` keeps to the data.
        lack: s(z) above; from the ten nearest codes unless given.

    Raises:
        ValueError: if no gradient passes through the embedding (give it `model.logits`, not `model.decode`).

    Example:
        >>> codes = np.random.default_rng(0).normal(size=(200, 2)).astype("f4")
        >>> flat = Geodesics(lambda z: 2 * z, CodeGraph(codes))
        >>> round(flat.between(torch.zeros(2), torch.tensor([3.0, 4.0]), frames=5).cost, 3)
        10.0
    """

    def __init__(self, embed: Embedding, graph: CodeGraph, support_weight: float = 0.0, lack: Lack | None = None):
        self._embed, self._weight, self._k = embed, support_weight, graph.k
        self.lack = lack or self.distance_to_codes
        self._codes = torch.from_numpy(graph.codes)
        if not embed(self._codes[:1].clone().requires_grad_()).requires_grad:
            raise ValueError("geodesics need gradients: build the embedding from model.logits, not model.decode")
        self._reach = float(np.quantile((graph.distances**2).mean(1), 0.95)) or 1.0
        some = graph.edges[:: max(1, len(graph.edges) // 2000)]
        a, b = self._codes[some[:, 0]], self._codes[some[:, 1]]
        stretch = (self._features(a) - self._features(b)).square().sum(1) / (a - b).square().sum(1)
        self._floor = float(stretch[stretch.isfinite()].median().nan_to_num(1.0))
        with torch.no_grad():
            self._nodes, self._edges = self._grid() if graph.codes.shape[1] == 2 else (self._codes, graph.edges)
            self._costs = self._edge_lengths(self._nodes, self._edges)

    def between(self, start: Tensor, end: Tensor, frames: int) -> Walk:
        """The geodesic between two codes.

        About half a second of one core for 335,000 decoder weights and D = 2, one second for D = 16, three times
        as long near the data: two shortest paths and 60 to 120 gradient steps.

        Args:
            start: (D,).
            end: (D,).
            frames: T, at least 2, at even steps of the picture where w = 0, of the latent space where w > 0: at
                even steps of that metric a walk would dwell where the data supports it least.

        Returns:
            A walk (T, D) of method "geodesic", or "geodesic-near-data" where w > 0; its cost is its length.

        Raises:
            ValueError: if an end is not a finite code of the model's width, or frames is below 2.
        """
        method = "geodesic-near-data" if self._weight else "geodesic"
        route = self._route(start, end, self._costs)  # checks the ends
        line = lerp(start, end, torch.linspace(0, 1, max(2, frames)))
        if frames < 2 or torch.equal(line[0], line[-1]):
            return Walk(constant_speed(line, frames), method, 0.0, "Both ends are the same code.")
        detour = self._route(start, end, self._costs_away_from(route))
        straight = lerp(start, end, torch.linspace(0, 1, COMPARED))
        curves = [straight, *bend([straight[[0, -1]], route, detour], self._energies, COMPARED)]
        lengths = [self.length(curve) for curve in curves]
        best = int(np.argmin(lengths))
        walk = self._at_even_steps(curves[best], frames)
        if best == 0 or self.length(walk) > self.length(line):  # the line's own few frames may cut more corners
            best, walk = 0, line
        return Walk(walk, method, lengths[best], self._note(line[[0, -1]], straight=best == 0))

    def _at_even_steps(self, curve: Tensor, frames: int) -> Tensor:
        return constant_speed(curve, frames) if self._weight else at_shares(curve, self.steps(curve), frames)

    def length(self, path: Tensor) -> float:
        """Length of a walk (T, D) in this metric, summed over its steps: one decode."""
        return float(self.steps(path).sum())

    def steps(self, path: Tensor) -> Tensor:
        """Length of every step of a walk in this metric, (T, D) -> (T - 1,)."""
        with torch.no_grad():
            return self._squared_steps(path).sqrt()

    def distance_to_codes(self, z: Tensor) -> Tensor:
        """Mean squared distance to the ten nearest codes, (N, D) -> (N,): below 1 for 95 % of the codes."""
        return squared_distances(z, self._codes).topk(self._k, largest=False).values.mean(1) / self._reach

    def _energies(self, curves: Tensor) -> Tensor:
        """(S, T, D) -> (S,): over unit time; at constant speed the squared length."""
        return (curves.shape[1] - 1) * self._squared_steps(curves).sum(1)

    def _route(self, start: Tensor, end: Tensor, costs: np.ndarray) -> Tensor:
        route, _ = shortest(self._nodes, self._edges, costs, start, end, self._length, self._k)
        return torch.cat([start[None].float(), self._nodes[route], end[None].float()])

    def _costs_away_from(self, route: Tensor) -> np.ndarray:
        """Costs of the edges, dearer near a path: the cheapest way is then another one round an obstacle."""
        factor, share = AWAY
        distance = torch.cdist(self._nodes, route).amin(1) / (share * (route[-1] - route[0]).norm())
        dearer = 1 + factor * (-(distance**2)).exp().double().numpy()
        return self._costs * dearer[self._edges].mean(1)

    def _squared_steps(self, path: Tensor) -> Tensor:
        """Squared length of every step, (..., T, D) -> (..., T - 1)."""
        rows = path.flatten(0, -2)
        pictures = self._embed(rows).flatten(1).unflatten(0, path.shape[:-1])
        lack = self._dearness(rows).unflatten(0, path.shape[:-1])
        return self._squared(pictures.diff(dim=-2), path.diff(dim=-2), (lack[..., 1:] + lack[..., :-1]) / 2)

    def _dearness(self, z: Tensor) -> Tensor:
        return self._weight * self.lack(z) if self._weight else z.new_zeros(len(z))

    def _squared(self, pictures: Tensor, z: Tensor, lack: Tensor) -> Tensor:
        return pictures.square().sum(-1) * (1 + lack) + self._floor * lack * z.square().sum(-1)

    def _length(self, a: Tensor, b: Tensor) -> np.ndarray:
        with torch.no_grad():
            return self._squared_steps(torch.stack([a, b], dim=1))[:, 0].sqrt().double().numpy()

    def _edge_lengths(self, nodes: Tensor, edges: np.ndarray) -> np.ndarray:
        features = self._features(nodes)
        lack = torch.cat([self._dearness(rows) for rows in nodes.split(_ROWS)])
        return np.concatenate(
            [
                self._squared(features[a] - features[b], nodes[a] - nodes[b], (lack[a] + lack[b]) / 2).sqrt().numpy()
                for a, b in (torch.from_numpy(some).T for some in np.array_split(edges, 1 + len(edges) // 4096))
            ]
        ).astype(np.float64)

    def _features(self, z: Tensor) -> Tensor:
        with torch.no_grad():
            return torch.cat([self._embed(rows).flatten(1) for rows in z.split(_ROWS)])

    def _grid(self) -> tuple[Tensor, np.ndarray]:
        """Nodes (GRID², 2) over the codes and a tenth around them, and the edges to 16 neighbours (E, 2)."""
        low, high = self._codes.amin(0), self._codes.amax(0)
        margin = 0.1 * (high - low) + 1e-3
        axes = [torch.linspace(*ends, GRID) for ends in zip(low - margin, high + margin, strict=True)]
        number = np.arange(GRID * GRID).reshape(GRID, GRID)
        edges = []
        for i, j in STRIDES:
            here = number[: GRID - i, max(0, -j) : GRID - max(0, j)]
            there = number[i:, max(0, j) : GRID - max(0, -j)]
            edges.append(np.stack([here.ravel(), there.ravel()], axis=1))
        return torch.cartesian_prod(*axes), np.concatenate(edges)

    def _note(self, ends: Tensor, straight: bool) -> str:
        notes = []
        if (self.distance_to_codes(ends) > 4).any():  # twice as far out as 95 % of the codes
            notes.append("An end lies outside the data, where the decoder has learned nothing.")
        if straight:
            least = "is shorter in this metric" if self._weight else "changes the picture less"
            notes.append(f"No bend was found that {least} than the straight line.")
        return " ".join(notes)
