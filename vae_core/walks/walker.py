"""Walks of one model by the name of their method: what the command line, the app and a notebook call.

The five methods live in latent.py (straight line, arc), code_graph.py (along real codes) and geodesic.py. What is given
beside the vector, a class or a blend of decoders, goes straight from end to end; along real codes and along geodesics
it is held, for what they go by is a decoder of the vector and its codes: given.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np
import torch
from torch import Tensor

from vae_core.measure.geometry import Embedding, picture_embedding
from vae_core.measure.judge import Measured
from vae_core.measure.lack import Lack, lack_of
from vae_core.measure.meter_build import LEAST_ACCURACY, load_judge
from vae_core.measure.mixture import LEAST_CODES
from vae_core.measure.sampling import evenly
from vae_core.model.held import Held
from vae_core.model.parts import compared, mapped, mapped_logvar
from vae_core.model.vae import VAE
from vae_core.shared import SHARED
from vae_core.store.atlas import Atlas, load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.walks.code_graph import CodeGraph, data_following
from vae_core.walks.geodesic import NEAR_DATA, Geodesics
from vae_core.walks.given import given_at, rows_of
from vae_core.walks.latent import lerp, slerp
from vae_core.walks.walk import Walk, through

METHODS = {  # what a walk's `cost` is, for the reader; an arc minimises nothing
    "linear": "latent length",
    "slerp": None,
    "data": "sum of the squared latent steps between neighbouring codes",
    "geodesic": "picture length",
    "geodesic-near-data": "picture length, each step dearer the less the data supports it",
}
BY_CODES = SHARED["walks"]["from_python"]  # methods that go by the codes and the decoder
MOST_WAYPOINTS = SHARED["walks"]["most_waypoints"]
RARE = "The class has too few codes to follow: this walk follows those of all classes."
KEPT = 12  # walkers of a class or a blend, each with its graph and geodesics

LackOf = Callable[[VAE | Held, np.ndarray], Lack | None]  # of a model, by these rows of its codes


class Walker:
    """Walks between codes of a model; the graph of codes and the geodesics are built when first asked for.

    Cost: a straight line and an arc are free; the first data-following walk searches the neighbours of all codes
    (1-2 s for 10,000), the first geodesic of either kind decodes a grid or all codes; later ones take 0.03
    and 0.5 s, near the data 1.5 s; in 16 dimensions 0.9 and 2.7 s.

    Of more than 20,000 codes 10,000 are followed, evenly chosen: a graph of all takes minutes, and 10,000 lie close
    enough for every step of a walk to look small.

    Args:
        model: whose decoder measures how pictures change.
        codes: posterior means to follow, (N, D), with what is given beside them.
        lack_of: makes what a geodesic near the data keeps low (see lack.py); the ten nearest codes decide without it.

    Example:
        >>> from vae_core.model.config import ModelConfig
        >>> walker = Walker(VAE(ModelConfig(latent_dim=2, hidden=8, depth=1)).eval(), np.eye(2, dtype="f4"))
        >>> walker.walk("linear", torch.eye(2), frames=3).z.tolist()
        [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    """

    def __init__(self, model: VAE | Held, codes: np.ndarray, lack_of: LackOf | None = None) -> None:
        self.model, self.codes, self.followed = model, codes, codes[evenly(len(codes))]
        self.note = ""  # what holds of all its walks
        self._vector, self._lack_of = compared(model.parts), lack_of or (lambda model, rows: None)
        self._held = lru_cache(maxsize=KEPT)(self._hold)

    @cached_property
    def embed(self) -> Embedding:
        """What pictures are compared by."""
        return picture_embedding(self.model)

    @cached_property
    def graph(self) -> CodeGraph:
        return CodeGraph(self.followed)

    @cached_property
    def geodesics(self) -> Geodesics:
        return Geodesics(self.embed, self.graph)

    @cached_property
    def geodesics_near_data(self) -> Geodesics:
        return Geodesics(self.embed, self.graph, NEAR_DATA, self._lack_of(self.model, np.arange(len(self.codes))))

    def held_at(self, given: Tensor) -> Walker:
        """The walker of the vector alone where this is given beside it, (G,)."""
        return self._held(tuple(given.tolist()))

    def _hold(self, given: tuple[float, ...]) -> Walker:
        model, parts = Held(self.model, torch.tensor(given)), self.model.parts
        rows = rows_of(parts, self.codes, model.given)
        if is_rare := len(rows) < LEAST_CODES:
            rows = np.arange(len(self.codes))
        walker = Walker(model, mapped(parts, self.codes[rows]), lambda of, _: self._lack_of(of, rows))
        walker.note = RARE if is_rare else ""
        return walker

    @property
    def is_of_vector(self) -> bool:
        """Whether nothing is given beside the vector."""
        return self.codes.shape[1] == self._vector.stop

    @property
    def _whom(self) -> str:
        return f"It follows {len(self.followed):,} of the {len(self.codes):,} codes, evenly chosen."

    def walk(self, method: str, waypoints: Tensor | Sequence[Tensor], frames: int) -> Walk:
        """The walk through the waypoints.

        Args:
            method: one of `METHODS`.
            waypoints: two to eight codes, (K, D).
            frames: T, at least K.

        Returns:
            A walk (T, D), exact at its waypoints; its note says what is out of the ordinary.

        Raises:
            ValueError: if the method is unknown or needs one class all the way, or number, width or values of the
                waypoints are not as above.
        """
        if method not in METHODS:
            raise ValueError(f"the methods are {', '.join(METHODS)}; got {method!r}")
        points = torch.as_tensor(np.stack([np.asarray(point, np.float32) for point in waypoints]))
        width = self.codes.shape[1]
        if not 2 <= len(points) <= MOST_WAYPOINTS or points.shape[1:] != (width,) or not points.isfinite().all():
            raise ValueError(
                f"need two to {MOST_WAYPOINTS} finite waypoints of {width} numbers; got shape {tuple(points.shape)}"
            )
        if method in BY_CODES and not self.is_of_vector:
            return self._walk_held(method, points, frames)
        walk = through(points, frames, lambda start, end, legs: self._leg(method, start, end, legs))
        if (points == points[0]).all():
            return Walk(walk.z, method, walk.cost, "All waypoints are the same code: the walk stands still.")
        return walk

    def _walk_held(self, method: str, points: Tensor, frames: int) -> Walk:
        given = given_at(method, self.model.parts, points)
        walker = self.held_at(given)
        walk = walker.walk(method, points[:, self._vector], frames)
        z = torch.cat([walk.z, given.expand(frames, -1)], 1)
        return replace(walk, z=z, note=f"{walker.note} {walk.note}".strip())

    def _leg(self, method: str, start: Tensor, end: Tensor, frames: int) -> Walk:
        if method == "data":
            walk = data_following(self.graph, start, end, frames)
            return walk if len(self.followed) == len(self.codes) else replace(walk, note=f"{self._whom} {walk.note}")
        if method.startswith("geodesic"):
            geodesics = self.geodesics if method == "geodesic" else self.geodesics_near_data
            return geodesics.between(start, end, frames)
        times = torch.linspace(0, 1, frames)
        line = lerp(start, end, times)
        if method == "linear":
            return Walk(line, method, (end - start).norm().item())
        line[:, self._vector] = slerp(start[self._vector], end[self._vector], times)
        return Walk(line, method)


def load_walker(name_or_path: str) -> Walker:
    """The walker of a model with an atlas.

    Raises:
        CheckpointError: if the model or its atlas is missing or damaged.
    """
    return walker_of(load_model(name_or_path), load_atlas(name_or_path), load_judge(name_or_path))


def walker_of(model: VAE, atlas: Atlas, judge: Measured | None) -> Walker:
    """The walker of a model by its atlas and its judge, where it has one."""
    known = judge.judge if judge and judge.accuracy >= LEAST_ACCURACY else None
    vectors, logvar = mapped(model.parts, atlas.codes), mapped_logvar(model.parts, atlas.logvar)

    def lack(of: VAE | Held, rows: np.ndarray) -> Lack | None:
        return lack_of(of, vectors[rows], logvar[rows], known) if len(rows) >= LEAST_CODES else None

    return Walker(model, atlas.codes, lack)
