"""Geodesics: the walks that change the picture least, without cutting through places that no code supports.

The squared length of a small step dz is

    |d phi|² (1 + w s(z)) + w s(z) g |dz|²

phi is the embedding of the decoded picture (see geometry.py), s(z) the mean squared distance to the nearest
codes in units of what the outermost 5 % of codes have, g the median of |d phi|² / |dz|² between neighbouring
codes. The first part is the pull-back metric, made dearer away from the data. The second is there because a
decoder saturates: far out its pictures stop changing, and a metric of pictures alone would lead the shortest
way through nowhere.

A shortest path on a graph (a grid of the plane in 2-D, the k-NN graph of the codes above) finds the right side
of every obstacle; a cubic spline is then fitted to it and its energy minimised, beside a second spline that
starts as the straight line. The best of the two and the straight line itself is the answer, so the energy never
exceeds the straight line's.

Sources: G. Arvanitidis, L. K. Hansen and S. Hauberg, "Latent Space Oddity" (ICLR 2018, arXiv 1710.11379) for the
need of an uncertainty term; N. S. Detlefsen et al., "StochMan" (2021) for grid graph and spline; N. Chen et al.,
"Fast Approximate Geodesics for Deep Generative Models" (2019, arXiv 1812.08284) for the graph of codes.
"""

import numpy as np
import torch
from scipy.interpolate import CubicSpline
from torch import Tensor

from vae_core.code_graph import CodeGraph, shortest
from vae_core.geometry import Embedding
from vae_core.latent import lerp
from vae_core.neighbours import squared_distances
from vae_core.walk import Walk, constant_speed

SUPPORT_WEIGHT = 30.0  # w: mnist-2d gains 5 points of support over the straight line, 3 at w = 10; at 200 pictures jump
GRID = 64  # cells a side: 4,096 decodes once per model
STRIDES = ((0, 1), (1, 0), (1, 1), (1, -1), (1, 2), (2, 1), (1, -2), (2, -1))  # half of the 16 neighbours
CONTROLS = 10  # inner control points of the spline
SAMPLES = 48  # points of the spline whose pictures are compared while it is refined
ITERATIONS = 60
_ROWS = 1024


class Geodesics:
    """Geodesics of one decoder; made once per model, then asked for any pair of codes.

    Cost to make: one decode of all codes (or of the 64 x 64 grid in 2-D) and of 2,000 edges.

    Args:
        embed: differentiable map from codes (N, D) to what pictures are compared by, as in geometry.py.
        graph: of the model's codes.
        support_weight: w above; 0 is the pure pull-back metric.

    Raises:
        ValueError: if no gradient passes through the embedding (give it `model.logits`, not `model.decode`).

    Example:
        >>> codes = np.random.default_rng(0).normal(size=(200, 2)).astype("f4")
        >>> flat = Geodesics(lambda z: 2 * z, CodeGraph(codes), support_weight=0)
        >>> round(flat.between(torch.zeros(2), torch.ones(2), frames=5).energy, 3)
        8.0
    """

    def __init__(self, embed: Embedding, graph: CodeGraph, support_weight: float = SUPPORT_WEIGHT):
        self._embed, self._weight, self._k = embed, support_weight, graph.k
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

        About 0.45 s of one core for 335,000 decoder weights: one shortest path and 60 gradient steps.

        Args:
            start: (D,).
            end: (D,).
            frames: T, at least 2, at nearly constant speed in the metric.

        Returns:
            A walk (T, D) of method "geodesic" with its `energy` in this metric.

        Raises:
            ValueError: if an end is not a finite code of the model's width, or frames is below 2.
        """
        route, _ = shortest(self._nodes, self._edges, self._costs, start, end, self._length, self._k)
        line = lerp(start, end, torch.linspace(0, 1, frames))
        if frames < 2 or torch.equal(line[0], line[-1]):
            return Walk(constant_speed(line, frames), "geodesic", 0.0, "Both ends are the same code.")
        corners = torch.cat([line[:1], self._nodes[route], line[-1:]])
        curves = [line, *self._refine(corners, frames)]
        energies = [self.energy(curve) for curve in curves]
        best = int(np.argmin(energies))
        return Walk(curves[best], "geodesic", energies[best], self._note(line[[0, -1]], straight=best == 0))

    def energy(self, path: Tensor) -> float:
        """Energy of a walk (T, D) in this metric: (T - 1) times the sum of its squared steps, one decode."""
        with torch.no_grad():
            return float((len(path) - 1) * self._squared_steps(path).sum())

    def lack_of_support(self, z: Tensor) -> Tensor:
        """s(z) >= 0, (N, D) -> (N,): below 1 for 95 % of the codes, growing as the squared distance outside."""
        return squared_distances(z, self._codes).topk(self._k, largest=False).values.mean(1) / self._reach

    def _refine(self, corners: Tensor, frames: int) -> Tensor:
        """Splines of least energy from the graph's path and from the straight line, (2, T, D)."""
        first = constant_speed(corners, SAMPLES)
        line = lerp(first[0], first[-1], torch.linspace(0, 1, SAMPLES))
        basis = _spline_basis(SAMPLES)
        bend = torch.linalg.lstsq(basis, first - line).solution
        bends = torch.stack([bend, torch.zeros_like(bend)])
        best, least = bends.clone(), torch.full((2,), torch.inf)
        rate = 0.02 * float((first[-1] - first[0]).norm() + bends.abs().max())
        speed, size = torch.zeros_like(bends), torch.zeros_like(bends)
        for i in range(1, ITERATIONS + 1):  # Adam by hand: the first use of torch.optim imports for a second
            bends.requires_grad_()
            energy = self._squared_steps(line + basis @ bends).sum(1)  # (2,)
            (slope,) = torch.autograd.grad(energy.sum(), bends)
            bends, energy = bends.detach(), energy.detach()
            least, best = torch.minimum(energy, least), torch.where((energy < least)[:, None, None], bends, best)
            speed, size = 0.9 * speed + 0.1 * slope, 0.99 * size + 0.01 * slope.square()
            step = speed / (1 - 0.9**i) / (size / (1 - 0.99**i)).sqrt().clamp_min(1e-12)
            bends = bends - rate * (1 - i / (ITERATIONS + 1)) * step
        walk = lerp(first[0], first[-1], torch.linspace(0, 1, frames)) + _spline_basis(frames) @ best
        walk[:, 0], walk[:, -1] = first[0], first[-1]
        return walk

    def _squared_steps(self, path: Tensor) -> Tensor:
        """Squared length of every step, (..., T, D) -> (..., T - 1)."""
        rows = path.flatten(0, -2)
        pictures = self._embed(rows).flatten(1).unflatten(0, path.shape[:-1])
        lack = self._weight * self.lack_of_support(rows).unflatten(0, path.shape[:-1])
        return self._squared(pictures.diff(dim=-2), path.diff(dim=-2), (lack[..., 1:] + lack[..., :-1]) / 2)

    def _squared(self, pictures: Tensor, z: Tensor, lack: Tensor) -> Tensor:
        return pictures.square().sum(-1) * (1 + lack) + self._floor * lack * z.square().sum(-1)

    def _length(self, a: Tensor, b: Tensor) -> np.ndarray:
        with torch.no_grad():
            return self._squared_steps(torch.stack([a, b], dim=1))[:, 0].sqrt().double().numpy()

    def _edge_lengths(self, nodes: Tensor, edges: np.ndarray) -> np.ndarray:
        features = self._features(nodes)
        lack = self._weight * torch.cat([self.lack_of_support(rows) for rows in nodes.split(_ROWS)])
        return np.concatenate([
            self._squared(features[a] - features[b], nodes[a] - nodes[b], (lack[a] + lack[b]) / 2).sqrt().numpy()
            for a, b in (torch.from_numpy(some).T for some in np.array_split(edges, 1 + len(edges) // 4096))
        ]).astype(np.float64)

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
        if (self.lack_of_support(ends) > 4).any():  # twice as far out as 95 % of the codes
            notes.append("An end lies outside the data, where the decoder has learned nothing.")
        if straight:
            notes.append("No bend was found that changes the picture less than the straight line.")
        return " ".join(notes)


def _spline_basis(samples: int) -> Tensor:
    """Values (T, CONTROLS) at T even times of the natural cubic splines that are 1 at one control, 0 at others."""
    knots = np.linspace(0, 1, CONTROLS + 2)
    spline = CubicSpline(knots, np.eye(CONTROLS + 2)[:, 1:-1], bc_type="natural")
    return torch.from_numpy(spline(np.linspace(0, 1, samples))).float()
