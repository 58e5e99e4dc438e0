"""What a flat z consists of: named parts, by which pages and measures know what may be done with each of its numbers.

A page asks for a kind of part, never for a family of models. No torch here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from vae_core.fault import Fault, shown

VECTOR = "vector"  # D numbers of a Euclidean space: sliders, maps, walks
CLASS = "class"  # a weight for every class, which sum to one
LEVEL = "level"  # the noise of one level of a hierarchy, which those below follow
GRID = "grid"  # one index of a codebook for every cell of a picture
KINDS = (VECTOR, CLASS, LEVEL, GRID)


@dataclass(frozen=True)
class Part:
    """Numbers `start` to `stop` - 1 of a flat z.

    Example:
        >>> Part("y", CLASS, 16, 26).size
        10
    """

    name: str  # a letter, as formulas have it
    kind: str  # one of KINDS
    start: int
    stop: int

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return self.stop - self.start

    @property
    def of(self) -> slice:
        """Its columns in flat codes (N, D)."""
        return slice(self.start, self.stop)

    def to_json(self) -> dict[str, Any]:
        """Its fields, as the browser is told them."""
        return asdict(self)


def part_of_kind(parts: Iterable[Part], kind: str) -> Part | None:
    """The first part of a kind; None where there is none.

    Example:
        >>> part_of_kind([Part("z", VECTOR, 0, 2)], CLASS) is None
        True
    """
    return next((part for part in parts if part.kind == kind), None)


def stored_parts(spec: Mapping[str, Any]) -> tuple[Part, ...]:
    """The parts in a model file's specification, checked; one vector where it names none.

    Raises:
        ValueError: if they do not follow one another from 0 to `latent_dim`, with a vector before a class.
    """
    length = spec["latent_dim"]
    if "parts" not in spec:
        return (Part("z", VECTOR, 0, length),)
    parts = tuple(Part(**stored) for stored in spec["parts"])
    edges = [0, *(part.stop for part in parts)]
    follow = [part.start for part in parts] == edges[:-1] and all(a < b for a, b in pairwise(edges))
    if not follow or edges[-1] != length or [part.kind for part in parts] not in ([VECTOR], [VECTOR, CLASS]):
        raise Fault("its parts must be a vector, then classes, from 0 to {length}; got {got}",
                    length=length, got=shown(spec["parts"]))  # fmt: skip
    return parts


def encoder_shapes(spec: Mapping[str, Any]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What the encoder of a specification takes and makes, without the batch: the image, or its pixels and classes."""
    parts = stored_parts(spec)
    given, vector = part_of_kind(parts, CLASS), part_of_kind(parts, VECTOR)
    taken = (math.prod(spec["image_shape"]) + given.size,) if given else tuple(spec["image_shape"])
    return taken, (2 * vector.size,)


def classifier_end(spec: Mapping[str, Any]) -> tuple[int, ...]:
    """What the classifier of a specification makes of an image, without the batch: a logit for every class.

    Raises:
        ValueError: if z has no class part.
    """
    if not (classes := part_of_kind(stored_parts(spec), CLASS)):
        raise Fault("it has a classifier, and no class among its parts")
    return (classes.size,)


def mapped(parts: Iterable[Part]) -> slice:
    """The columns that maps, neighbours and the trust meter compare: those of the vector, the class being given."""
    return part_of_kind(parts, VECTOR).of
