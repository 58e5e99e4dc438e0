"""Places worth a visit: holes in the data, seams between classes, strange codes; each with its reason.

Source of the density ratio behind the holes: Q. Wang, S. Kulkarni and S. Verdú, "Divergence Estimation for
Multidimensional Densities via k-Nearest-Neighbor Distances" (IEEE Transactions on Information Theory, 2009).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from vae_core.atlas import Atlas
from vae_core.config import PRIORS
from vae_core.geometry import Embedding, picture_embedding
from vae_core.model import VAE
from vae_core.neighbours import knn_of_set, nearest
from vae_core.sampling import MANY, evenly

K = 10
CANDIDATES = 4000  # prior samples tried as holes
LIKELY = 0.95  # of the prior's mass, where it is densest
EDGES = 10_000  # whose pictures are compared at a time in a large set
ROWS = 256  # samples whose density is asked for at once: a mixture compares each with all components


@dataclass(frozen=True)
class Stop:
    """One destination of the tour."""

    kind: str  # "hole", "seam" or "strange"
    z: np.ndarray  # (D,) float32
    score: float  # what the list is ranked by, larger first
    reason: str  # one line for the reader
    index: int = -1  # the image of the atlas it is the code of, -1 if none


def find_stops(atlas: Atlas, model: VAE) -> list[Stop]:
    """The whole tour of a model: holes, then seams, then strange codes. About 10 s for 10,000 codes.

    Above 20,000 codes seams and strange codes are looked for at 10,000 of them, evenly chosen, each among all.

    Args:
        atlas: of the model; a tour of ten codes or fewer is empty.
        model: on the CPU.
    """
    if len(atlas.codes) <= K:
        return []
    near = knn_of_set(atlas.codes, K, evenly(len(atlas.codes)))
    images = f"{atlas.split_in_words} image"
    return [
        *holes(atlas.codes, model.prior, PRIORS[model.config.prior]),
        *seams(atlas.codes, atlas.labels, atlas.class_names, picture_embedding(model), near=near),
        *strangest(atlas.codes, atlas.labels, atlas.class_names, atlas.nats, near=near, images=images),
    ]


@torch.no_grad()
def holes(codes: np.ndarray, prior: nn.Module, words: str, count: int = 8, seed: int = 0) -> list[Stop]:
    """Points that the model's prior makes likely and no code comes near, emptiest first.

    A point is as empty as its distance to the K-th nearest code is large beside the distance to its K-th nearest
    among as many samples of the prior: the D-th power of this ratio estimates prior density over code density.
    Candidates are samples from where the prior is densest, the region that holds 95 % of it: a ball for N(0, I).
    Chosen ones keep apart.

    Cost: two searches, 4,000 candidates among N: 2 s for 10,000 x 16.

    Args:
        codes: posterior means, (N, D), N above 10.
        prior: the model's, any of prior.py.
        words: what the reason calls it, as in `config.PRIORS`.
        count: how many at most; holes whose ratio is below 1 (denser than the prior asks) are left out.
        seed: of the prior samples.

    Raises:
        ValueError: if there are too few codes.
    """
    generator = torch.Generator().manual_seed(seed)
    full, tried = prior.sample(len(codes), generator), prior.sample(CANDIDATES, generator)
    density = torch.cat([prior.log_prob(rows) for rows in tried.split(ROWS)])
    tried = tried[density >= density.quantile(1 - LIKELY)].numpy()
    empty, expected = nearest(tried, codes, K)[1], nearest(tried, full.numpy(), K)[1]
    ratio = empty[:, -1] / expected[:, -1]
    order = [i for i in np.argsort(-ratio) if ratio[i] > 1]
    return [
        Stop("hole", tried[i].astype(np.float32), float(ratio[i]),
             f"likely under the {words}, yet its {K} nearest codes reach {empty[i, -1]:.2g} away, "
             f"{ratio[i]:.1f} times as far as the prior expects")
        for i in _apart(tried, order, empty[:, -1], count)
    ]


def seams(
    codes: np.ndarray, labels: np.ndarray, class_names: Sequence[str], embed: Embedding, count: int = 8,
    near: tuple[np.ndarray, np.ndarray] | None = None,
) -> list[Stop]:
    """Midpoints between neighbouring codes of two classes where the picture changes fastest.

    Ranked by the change of the picture per latent unit along the edge, in units of its median over all edges
    between neighbours of the K-NN graph. Each pair of classes appears once; seams keep a quarter of the codes'
    standard deviation apart.

    Cost: one search and one decode of all codes: 3 s for 10,000 x 16. Above 20,000 codes a decode of each of the
    10,000 and of its neighbours, the pictures of 11,000 codes in memory at a time.

    Args:
        codes: posterior means, (N, D), N above 10.
        labels: classes, (N,).
        class_names: names, indexed by label.
        embed: what pictures are compared by, as in geometry.py.
        count: how many at most.
        near: `knn_of_set(codes, K, evenly(N))` where it is known.

    Raises:
        ValueError: if there are too few codes.
    """
    some = evenly(len(codes))
    index, distance = near or knn_of_set(codes, K, some)
    a, b = np.repeat(some, K), index.ravel()
    keep = (a < b) & (distance.ravel() > np.median(distance[:, 0]))  # on shorter edges float32 speaks, not the decoder
    a, b = a[keep], b[keep]
    with torch.no_grad():
        change = _change(codes, a, b, embed)
    rate = change / np.linalg.norm(codes[a] - codes[b], axis=1)
    sharpness = rate / np.median(rate)
    middle, apart = (codes[a] + codes[b]) / 2, codes.std(0).max() / 4
    stops, seen = [], set()
    for e in np.argsort(-np.where(labels[a] != labels[b], sharpness, -1)):
        pair = frozenset((int(labels[a[e]]), int(labels[b[e]])))
        if len(stops) == count or len(pair) < 2:
            break
        if pair in seen or any(np.linalg.norm(middle[e] - stop.z) < apart for stop in stops):
            continue
        seen.add(pair)
        one, other = (class_names[c] for c in sorted(pair))
        stops.append(Stop("seam", middle[e].astype(np.float32), float(sharpness[e]),
                          f"between {one} and {other} the picture changes {sharpness[e]:.1f} times "
                          f"as fast as is usual"))
    return stops


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
    codes: np.ndarray, labels: np.ndarray, class_names: Sequence[str], nats: np.ndarray, count: int = 8,
    near: tuple[np.ndarray, np.ndarray] | None = None, images: str = "test image",
) -> list[Stop]:
    """Images amid well-populated codes that fit neither their neighbours' class nor the model.

    Among codes nearer to the data than half of all codes, ranked by the share of their K nearest codes that
    belong to another class plus the percentile (in [0, 1]) of their nats.

    Cost: one search: 2 s for 10,000 x 16.

    Args:
        codes: posterior means, (N, D), N above 10.
        labels: classes, (N,).
        class_names: names, indexed by label.
        nats: -ELBO of each image, (N,).
        count: how many at most.
        near: `knn_of_set(codes, K, evenly(N))` where it is known.
        images: what the reasons call one of the images.

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
    return [
        Stop("strange", codes[i].astype(np.float32), float(score[i]),
             f"{images} {some[i]} of class {class_names[labels[i]]}: {round(K * other[i])} of its {K} nearest codes "
             f"are of another class; {nats[i]:.0f} nats, more than {int(100 * percentile[i])} % of images",
             int(some[i]))
        for i in chosen
    ]


def _apart(points: np.ndarray, order: Sequence[int], radius: np.ndarray, count: int) -> list[int]:
    """The first `count` of `order` that lie outside the radius of every one taken before."""
    taken: list[int] = []
    for i in order:
        if len(taken) == count:
            break
        if all(np.linalg.norm(points[i] - points[j]) > radius[j] for j in taken):
            taken.append(i)
    return taken
