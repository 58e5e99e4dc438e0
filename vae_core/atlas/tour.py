"""Points worth a visit: holes in the data, seams between classes, strange codes; each with the facts behind it.

Source of the density ratio behind the holes: Q. Wang, S. Kulkarni and S. Verdú, "Divergence Estimation for
Multidimensional Densities via k-Nearest-Neighbor Distances" (IEEE Transactions on Information Theory, 2009).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import nn

from vae_core.measure.geometry import Embedding, picture_embedding
from vae_core.measure.neighbours import knn_of_set, nearest
from vae_core.measure.sampling import MANY, evenly
from vae_core.model.vae import VAE
from vae_core.store.atlas import Atlas

K = 10
CANDIDATES = 4000  # prior samples tried as holes
LIKELY = 0.95  # of the prior's mass, where it is densest
EDGES = 10_000  # whose pictures are compared at a time in a large set
ROWS = 256  # samples whose density is asked for at once: a mixture compares each with all components
NULLS = 9  # sets of prior samples: what is expected, and what emptiness chance alone makes
GUMBEL_99 = 3.14  # standard deviations above its mean, where a largest value lies by chance once in a hundred times
SHARE = 3  # of the K nearest codes of a seam that each of its two classes has at least
MIDPOINTS = 500  # candidates for seams whose neighbours are looked up at a time


@dataclass(frozen=True)
class Stop:
    """One destination of the tour."""

    kind: str  # "hole", "seam" or "strange"
    z: np.ndarray  # (D,) float32
    score: float  # what the list is ranked by, larger first
    index: int = -1  # the image of the atlas it is the code of, -1 if none
    classes: tuple[int, ...] = ()  # labels: the two of a seam; its own, then that of most neighbours, of a strange code
    facts: dict[str, float] = field(default_factory=dict)  # numbers that the caption names


def find_stops(atlas: Atlas, model: VAE) -> list[Stop]:
    """The whole tour of a model: holes, then seams, then strange codes. About 20 s for 10,000 codes in 16-D.

    Above 20,000 codes seams and strange codes are looked for at 10,000 of them, evenly chosen, each among all.

    Args:
        atlas: of the model; a tour of ten codes or fewer is empty.
        model: on the CPU.
    """
    if len(atlas.codes) <= K:
        return []
    near = knn_of_set(atlas.codes, K, evenly(len(atlas.codes)))
    return [
        *holes(_draws(atlas), model.prior),
        *seams(atlas.codes, atlas.labels, picture_embedding(model), near=near),
        *strangest(atlas.codes, atlas.labels, atlas.nats, near=near),
    ]


def _draws(atlas: Atlas) -> np.ndarray:
    """One draw from the posterior of every image, (N, D): what the decoder was trained on, and the prior is held to."""
    noise = np.random.default_rng(0).standard_normal(atlas.codes.shape)
    return atlas.codes + np.exp(0.5 * atlas.logvar) * noise


@torch.no_grad()
def holes(draws: np.ndarray, prior: nn.Module, count: int = 8, seed: int = 0) -> list[Stop]:
    """Points that the model's prior makes likely and no image's posterior reaches, emptiest first.

    A point is as empty as its distance to the K-th nearest draw is large beside the distance to its K-th nearest
    among as many samples of the prior: the D-th power of this ratio estimates prior density over aggregate posterior.
    Candidates are samples from where the prior is densest, the region that holds 95 % of it: a ball for N(0, I).
    Chosen ones keep apart. Among thousands of candidates chance alone leaves some empty: sets of prior samples that
    stand in for the draws tell how empty the emptiest of all gets, and only what is emptier than that (p < 0.01, its
    largest values taken as a Gumbel distribution) counts as a hole.

    Cost: ten searches, 4,000 candidates among N: 10 s for 10,000 x 16.

    Args:
        draws: one from the posterior of each image, (N, D), N above 10. Posterior means would not do: they lie nearer
            to the middle than what the prior is compared with.
        prior: the model's, any of prior.py.
        count: how many at most.
        seed: of the prior samples.

    Raises:
        ValueError: if there are too few draws.
    """
    generator = torch.Generator().manual_seed(seed)
    tried = prior.sample(CANDIDATES, generator)
    density = torch.cat([prior.log_prob(rows) for rows in tried.split(ROWS)])
    tried = tried[density >= density.quantile(1 - LIKELY)].numpy()
    usual = np.stack([_reach(tried, prior.sample(len(draws), generator).numpy()) for _ in range(NULLS)])
    ratio = _reach(tried, draws) / usual.mean(0)
    others = (usual.sum(0) - usual) / (NULLS - 1)  # each set is held against the rest
    emptiest = np.log((usual / others).max(1))
    by_chance = np.exp(emptiest.mean() + GUMBEL_99 * emptiest.std(ddof=1))
    order = [i for i in np.argsort(-ratio) if ratio[i] > by_chance]
    return [
        Stop("hole", tried[i].astype(np.float32), float(ratio[i]), facts={"ratio": float(ratio[i])})
        for i in _apart(tried, order, ratio * usual.mean(0), count)
    ]


def _reach(points: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Distance from each point to its K-th nearest, (N,)."""
    return nearest(points, among, K)[1][:, -1]


def seams(
    codes: np.ndarray,
    labels: np.ndarray,
    embed: Embedding,
    count: int = 8,
    near: tuple[np.ndarray, np.ndarray] | None = None,
) -> list[Stop]:
    """Midpoints between neighbouring codes of two classes where the picture changes fastest.

    Ranked by the change of the picture per latent unit along the edge, in units of its median over all edges
    between neighbours of the K-NN graph. Only where the midpoint's own K nearest codes are mostly of these two
    classes, so that a lone stray code makes no seam. Each pair of classes appears once; seams keep a quarter of the
    codes' standard deviation apart.

    Cost: one search and one decode of all codes: 3 s for 10,000 x 16. Above 20,000 codes a decode of each of the
    10,000 and of its neighbours, the pictures of 11,000 codes in memory at a time.

    Args:
        codes: posterior means, (N, D), N above 10.
        labels: classes, (N,).
        embed: what pictures are compared by, as in geometry.py.
        count: how many at most.
        near: `knn_of_set(codes, K, evenly(N))` where it is known.

    Raises:
        ValueError: if there are too few codes.
    """
    edges, length = _edges(codes, near)
    a, b = edges[length > np.median(length)].T  # on shorter edges float32 speaks, not the decoder
    with torch.no_grad():
        change = _change(codes, a, b, embed)
    rate = change / np.linalg.norm(codes[a] - codes[b], axis=1)
    sharpness = rate / np.median(rate)
    order = np.argsort(-sharpness, kind="stable")
    order = order[labels[a[order]] != labels[b[order]]]
    apart = codes.std(0).max() / 4
    stops: list[Stop] = []
    for start in range(0, len(order), MIDPOINTS):
        rows = order[start : start + MIDPOINTS]
        middles = (codes[a[rows]] + codes[b[rows]]) / 2
        votes = labels[nearest(middles, codes, K)[0]]
        for e, middle, vote in zip(rows, middles, votes, strict=True):
            if len(stops) == count:
                return stops
            pair = tuple(sorted((int(labels[a[e]]), int(labels[b[e]]))))
            is_new = all(pair != stop.classes and np.linalg.norm(middle - stop.z) >= apart for stop in stops)
            if is_new and _are_first(pair, vote):
                facts = {"sharpness": float(sharpness[e])}
                stops.append(Stop("seam", middle.astype(np.float32), facts["sharpness"], classes=pair, facts=facts))
    return stops


def _edges(codes: np.ndarray, near: tuple[np.ndarray, np.ndarray] | None) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of neighbours, each once however the codes are numbered, (E, 2), and their distances, (E,)."""
    some = evenly(len(codes))
    index, distance = near or knn_of_set(codes, K, some)
    pairs = np.stack([np.repeat(some, K), index.ravel()], axis=1)
    edges, first = np.unique(np.sort(pairs, axis=1), axis=0, return_index=True)
    return edges, distance.ravel()[first]


def _are_first(pair: tuple[int, ...], labels: np.ndarray) -> bool:
    """Whether both classes of the pair have their share of the labels, and no other has more than either."""
    counts = np.bincount(labels, minlength=max(pair) + 1)
    others = np.delete(counts, pair)
    return min(counts[list(pair)]) >= max(SHARE, others.max(initial=0))


def _change(codes: np.ndarray, a: np.ndarray, b: np.ndarray, embed: Embedding) -> np.ndarray:
    """Distance between the pictures at the two ends of every edge, (E,); few pictures at a time for a large set."""
    at_once, parts = len(a) if len(codes) <= MANY else EDGES, []
    for start in range(0, len(a), at_once):
        edges = np.stack([a[start : start + at_once], b[start : start + at_once]])
        nodes, ends = np.unique(edges, return_inverse=True)
        rows = torch.as_tensor(codes[nodes]).float().split(1024)
        pictures = torch.cat([embed(some).flatten(1) for some in rows])
        for i, j in torch.from_numpy(ends.reshape(2, -1)).split(4096, dim=1):
            parts.append((pictures[i] - pictures[j]).norm(dim=1))
    return torch.cat(parts).numpy()


def strangest(
    codes: np.ndarray,
    labels: np.ndarray,
    nats: np.ndarray,
    count: int = 8,
    near: tuple[np.ndarray, np.ndarray] | None = None,
) -> list[Stop]:
    """Images amid well-populated codes that fit neither their neighbours' class nor the model.

    Among codes nearer to the data than half of all codes, ranked by the share of their K nearest codes that
    belong to another class plus the percentile (in [0, 1]) of their nats.

    Cost: one search: 2 s for 10,000 x 16.

    Args:
        codes: posterior means, (N, D), N above 10.
        labels: classes, (N,).
        nats: -ELBO of each image, (N,).
        count: how many at most.
        near: `knn_of_set(codes, K, evenly(N))` where it is known.

    Raises:
        ValueError: if there are too few codes.
    """
    some = evenly(len(codes))
    index, distance = near or knn_of_set(codes, K, some)
    codes, labels_near, labels = codes[some], labels[index], labels[some]
    other = (labels_near != labels[:, None]).mean(1)
    percentile = (np.argsort(np.argsort(nats)) / max(len(nats) - 1, 1))[some]
    nats = nats[some]
    inside = distance[:, -1] <= np.median(distance[:, -1])
    score = np.where(inside, other + percentile, -1)
    order = [i for i in np.argsort(-score, kind="stable") if inside[i]]
    chosen = _apart(codes, order, np.full(len(codes), np.median(distance[:, -1])), count)
    stops = []
    for i in chosen:
        strangers = labels_near[i][labels_near[i] != labels[i]]
        classes = (int(labels[i]), *np.bincount(strangers).argsort()[::-1][: len(strangers[:1])].tolist())
        facts = {"others": len(strangers), "nats": float(nats[i]), "percentile": float(100 * percentile[i])}
        stops.append(Stop("strange", codes[i].astype(np.float32), float(score[i]), int(some[i]), classes, facts))
    return stops


def _apart(points: np.ndarray, order: Sequence[int], radius: np.ndarray, count: int) -> list[int]:
    """The first `count` of `order` that lie outside the radius of every one taken before."""
    taken: list[int] = []
    for i in order:
        if len(taken) == count:
            break
        if all(np.linalg.norm(points[i] - points[j]) > radius[j] for j in taken):
            taken.append(i)
    return taken
