"""The codes as a graph of near neighbours, and walks that stay on it.

Sources: J. Tenenbaum, V. de Silva and J. Langford, "A Global Geometric Framework for Nonlinear Dimensionality
Reduction" (Science, 2000) for shortest paths on a k-NN graph; N. Chen et al., "Fast Approximate Geodesics for
Deep Generative Models" (2019, arXiv 1812.08284) for doing so on the codes of a VAE; P. Groisman, M. Jonckheere
and F. Sapienza, "Nonhomogeneous Euclidean first-passage percolation and distance learning" (2022) for squared
edge lengths, which prefer many short steps through dense regions to one long step across a gap.
"""

from collections.abc import Callable

import numpy as np
import torch
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra
from torch import Tensor

from vae_core.measure.neighbours import knn_of_set, nearest
from vae_core.walks.walk import Walk, constant_speed

K = 10  # connects the test codes of the shipped models into one piece, and still leaves their gaps open

EdgeCost = Callable[[Tensor, Tensor], np.ndarray]  # ends (E, D), (E, D) -> non-negative costs (E,)


class CodeGraph:
    """k-NN graph of codes; two codes are joined when either is among the k nearest of the other.

    Separate pieces are joined by their shortest connecting edges, so that every walk exists; `bridges` holds
    those edges and a walk that uses one says so.

    Cost: one search among the codes (2 s for 10,000 x 16 on one core); memory O(N k).

    Args:
        codes: posterior means, (N, D).
        k: neighbours of each; reduced to N - 1.

    Raises:
        ValueError: if there are fewer than two codes, or one is not finite.
    """

    def __init__(self, codes: np.ndarray, k: int = K):
        codes = np.asarray(codes, np.float32)
        if codes.ndim != 2 or len(codes) < 2 or not np.isfinite(codes).all():
            raise ValueError(f"codes must be finite and of shape (N, D), N at least 2; got shape {codes.shape}")
        self.codes, self.k = codes, min(k, len(codes) - 1)
        index, self.distances = knn_of_set(codes, self.k)  # (N, k), latent units
        ends = np.stack([np.repeat(np.arange(len(codes)), self.k), index.ravel()], axis=1)
        ends = np.unique(np.sort(ends, axis=1), axis=0)
        self.pieces, self.bridges = _bridges(codes, ends)
        self.edges = np.concatenate([ends, self.bridges])  # (E, 2), each undirected edge once

    @property
    def radius(self) -> np.ndarray:
        """Distance from each code to its k-th nearest other code, (N,), latent units."""
        return self.distances[:, -1]


def data_following(graph: CodeGraph, start: Tensor, end: Tensor, frames: int) -> Walk:
    """The walk along real codes: the path on their k-NN graph with the least sum of squared latent steps.

    The ends are joined to their k nearest codes, so every step but a bridge lies within a k-NN radius. About
    30 ms for 10,000 codes.

    Args:
        graph: of the codes to follow.
        start: (D,).
        end: (D,).
        frames: T, at constant latent speed.

    Returns:
        A walk (T, D) of method "data"; its cost is the sum of squared steps on the graph.

    Raises:
        ValueError: if the ends do not have the codes' width, are not finite, or frames is below 2.
    """
    nodes = torch.from_numpy(graph.codes)
    costs = _squared(nodes[graph.edges[:, 0]], nodes[graph.edges[:, 1]])
    route, cost = shortest(nodes, graph.edges, costs, start, end, _squared, graph.k)
    corners = torch.cat([start[None].float(), nodes[route], end[None].float()])
    return Walk(constant_speed(corners, frames), "data", cost, _bridge_note(graph, route))


def shortest(
    nodes: Tensor, edges: np.ndarray, costs: np.ndarray, start: Tensor, end: Tensor, cost: EdgeCost, k: int
) -> tuple[np.ndarray, float]:
    """Dijkstra's cheapest way between two codes that are joined to their k nearest nodes of a graph.

    The two are joined directly as well when no farther apart than their k-th node. O(E log M).

    Args:
        nodes: (M, D).
        edges: undirected, each once, (E, 2).
        costs: of the edges, non-negative, (E,).
        start, end: codes, (D,).
        cost: how to price the edges that join the two.
        k: nodes that each is joined to.

    Returns:
        The nodes on the way, without start and end, int64 (L,), and the sum of the costs.

    Raises:
        ValueError: if an end is not a finite vector of the nodes' width.
    """
    ends = torch.stack([_end(start, nodes.shape[1]), _end(end, nodes.shape[1])])
    index, distance = nearest(ends.numpy(), nodes.numpy(), min(k, len(nodes)))
    m = len(nodes)
    own = np.repeat([m, m + 1], index.shape[1])
    near = index.ravel()
    extra = np.stack([own, near], axis=1)
    extra_cost = cost(ends[own - m], nodes[near])
    if (ends[0] - ends[1]).norm() <= distance[:, -1].max():
        extra = np.concatenate([extra, [[m, m + 1]]])
        extra_cost = np.concatenate([extra_cost, cost(ends[:1], ends[1:])])
    pairs = np.concatenate([edges, extra])
    # A sparse matrix has no edge of weight 0, so equal codes are kept a hair apart.
    weights = np.maximum(np.concatenate([costs, extra_cost]), 1e-12)
    matrix = coo_array((weights, pairs.T), shape=(m + 2, m + 2)).tocsr()
    total, before = dijkstra(matrix, directed=False, indices=m, return_predecessors=True)
    if not np.isfinite(total[m + 1]):
        raise ValueError("the graph does not connect the two codes")
    route, at = [], before[m + 1]
    while at != m:
        route.append(at)
        at = before[at]
    return np.array(route[::-1], np.int64), float(total[m + 1])


def _squared(a: Tensor, b: Tensor) -> np.ndarray:
    return (a - b).square().sum(1).double().numpy()


def _end(z: Tensor, width: int) -> Tensor:
    z = torch.as_tensor(z, dtype=torch.float32)
    if z.shape != (width,) or not z.isfinite().all():
        raise ValueError(f"an end must be a finite code of shape ({width},); got shape {tuple(z.shape)}")
    return z


def _bridges(codes: np.ndarray, edges: np.ndarray) -> tuple[int, np.ndarray]:
    """Number of pieces, and the shortest edges (B, 2) that make one piece of them (Borůvka's rounds)."""
    n, bridges = len(codes), np.empty((0, 2), np.int64)
    pieces = None
    while True:
        joined = np.concatenate([edges, bridges])
        matrix = coo_array((np.ones(len(joined)), joined.T), shape=(n, n))
        count, piece = connected_components(matrix, directed=False)
        pieces = pieces or count
        if count == 1:
            return pieces, bridges
        small = np.argsort(np.bincount(piece))[:-1]  # the largest piece is found by the others
        bridges = np.unique(np.concatenate([bridges, [_way_out(codes, piece == i) for i in small]]), axis=0)


def _way_out(codes: np.ndarray, inside: np.ndarray) -> list[int]:
    own, others = np.flatnonzero(inside), np.flatnonzero(~inside)
    index, distance = nearest(codes[own], codes[others], 1)
    i = distance[:, 0].argmin()
    return sorted((own[i], others[index[i, 0]]))


def _bridge_note(graph: CodeGraph, route: np.ndarray) -> str:
    bridges = {tuple(edge) for edge in graph.bridges.tolist()}
    crossed = [
        pair for pair in zip(route[:-1].tolist(), route[1:].tolist(), strict=True) if tuple(sorted(pair)) in bridges
    ]
    if not crossed:
        return ""
    longest = max(np.linalg.norm(graph.codes[a] - graph.codes[b]) for a, b in crossed)
    return (
        f"The codes fall into {graph.pieces} separate groups; this walk crosses {len(crossed)} gap"
        f"{'s' if len(crossed) > 1 else ''} without data, the widest {longest:.2g} long "
        f"(typical step {np.median(graph.radius):.2g})."
    )
