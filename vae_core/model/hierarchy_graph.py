"""The ways of a hierarchy as operations on named values, for the browser: the twin of path.py and hierarchy.py.

The way down is written twice: the encoder's keeps to the means, and leaves out what lies below the lowest level.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from torch import nn

from vae_core.graph.chain import Writer
from vae_core.graph.kinds import SCHEMA
from vae_core.graph.shapes import Shape
from vae_core.model.hierarchy import HierarchyVAE
from vae_core.model.layer_list import list_operations


class Value(NamedTuple):
    """A named value and its shape."""

    shape: Shape
    name: str


def hierarchy_networks(model: HierarchyVAE) -> dict[str, Any]:
    """`encoder` (pixels -> mean noise of all levels, then log-variances), `decoder` (noise -> pixels) and `schema`."""
    return {"schema": SCHEMA, "encoder": _encoder(model), "decoder": _decoder(model)}


def _decoder(model: HierarchyVAE) -> dict[str, Any]:
    down, walk = model.decoder, _Walk(model)
    path = None
    for level, of in enumerate(down.levels):
        path = walk.body(level, path)
        path = walk.told(level, path, walk.writer.columns("x", of.start, of.stop))
    logits = walk.through(down.out, "decoder.out", path)
    return walk.network([1, model.config.latent_dim], walk.writer.act_of(logits.name, "sigmoid"))


def _encoder(model: HierarchyVAE) -> dict[str, Any]:
    walk, image = _Walk(model), (1, *model.config.image_shape)
    sides, x = [], Value(image, "x")
    for at, (rung, side) in enumerate(zip(model.encoder.rungs, model.encoder.sides, strict=True)):
        x = walk.through(rung, f"encoder.rungs.{at}", x)
        sides.append(walk.through(side[:-1], f"encoder.sides.{at}", x))  # as a map: flat only between the two halves
    path, means, logvars = None, [], []
    for level, side in enumerate(reversed(sides)):
        path = walk.body(level, path)
        mean, logvar = walk.guess(level, path, side)
        means.append(mean)
        logvars.append(logvar)
        path = walk.told(level, path, mean) if level + 1 < len(sides) else path
    return walk.network(list(image), walk.writer.add("cat", [*means, *logvars], dim=1))


class _Walk:
    """Writes what a level does on the way down."""

    def __init__(self, model: HierarchyVAE) -> None:
        self.down = model.decoder
        self.writer = Writer({name: tuple(value.shape) for name, value in model.state_dict().items()})

    def through(self, layers: nn.Sequential, prefix: str, value: Value) -> Value:
        return Value(*self.writer.through(list_operations(layers, prefix), *value))

    def of_level(self, part: str, level: int, value: Value) -> Value:
        return self.through(getattr(self.down.steps[level], part), f"decoder.steps.{level}.{part}", value)

    def body(self, level: int, path: Value | None) -> Value | None:
        return path and self.of_level("body", level, path)

    def guess(self, level: int, path: Value | None, side: Value) -> tuple[str, str]:
        """Mean and log-variance of a level's noise."""
        if path:
            side = self._sum(side, self.of_level("side", level, path))
        return self._halves(self.of_level("guess", level, side))

    def told(self, level: int, path: Value | None, noise: str) -> Value:
        """The path with what a level's noise stands for."""
        of = self.down.levels[level]
        if path:
            mu, logvar = self._halves(self.of_level("prior", level, path))
            sigma = self.writer.act_of(self.writer.of_two("mul", logvar, 0.5), "exp")
            noise = self.writer.of_two("add", mu, self.writer.of_two("mul", sigma, noise))
        told = self.of_level("told", level, Value((1, of.stop - of.start), noise))
        return self._sum(path, told) if path else told

    def network(self, shape: list[int], output: str) -> dict[str, Any]:
        return {"input": "x", "shape": shape, "ops": self.writer.ops, "output": output}

    def _sum(self, one: Value, other: Value) -> Value:
        return Value(one.shape, self.writer.of_two("add", one.name, other.name))

    def _halves(self, value: Value) -> tuple[str, str]:
        size = value.shape[1] // 2
        return self.writer.columns(value.name, 0, size), self.writer.columns(value.name, size, 2 * size)
