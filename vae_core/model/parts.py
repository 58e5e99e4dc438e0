"""What a flat z consists of: named parts, by which pages and measures know what may be done with each of its numbers.

A page asks for a kind of part, never for a family of models. No torch here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from vae_core.fault import Fault, shown

VECTOR = "vector"  # D numbers of a Euclidean space: sliders, maps, walks
CLASS = "class"  # a weight for every class, which sum to one
LEVEL = "level"  # the noise of one level of a hierarchy, which those below follow
GRID = "grid"  # one index of a codebook for every cell of a picture
BLEND = "blend"  # one number from 0, the picture of one decoder, to 1, that of another
KINDS = (VECTOR, CLASS, LEVEL, GRID, BLEND)
COMPARED = (VECTOR, LEVEL)  # kinds whose numbers are at home in one N(0, I)
OF_A_GRID = ("columns", "levels", "dims")
MAX_CODES = 1024  # of a grid: a palette of more is none


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
    columns: int = 0  # cells in a row of a grid
    levels: int = 0  # of each number of a code of a grid: lattice.py
    dims: int = 0  # numbers of a code of a grid

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return self.stop - self.start

    @property
    def of(self) -> slice:
        """Its columns in flat codes (N, D)."""
        return slice(self.start, self.stop)

    @property
    def codes(self) -> int:
        """How many codes a cell of a grid may have."""
        return self.levels**self.dims

    def to_json(self) -> dict[str, Any]:
        """Its fields, as the browser is told them; those of a grid where it is one."""
        return {name: value for name, value in asdict(self).items() if self.kind == GRID or name not in OF_A_GRID}


def part_of_kind(parts: Iterable[Part], kind: str) -> Part | None:
    """The first part of a kind; None where there is none.

    Example:
        >>> part_of_kind([Part("z", VECTOR, 0, 2)], CLASS) is None
        True
    """
    return next((part for part in parts if part.kind == kind), None)


def levels_of(length: int, count: int) -> tuple[Part, ...]:
    """The levels of a ladder, the top one first, each with about twice the numbers of the one above.

    Example:
        >>> [(part.name, part.size) for part in levels_of(42, 3)]
        [('e3', 6), ('e2', 12), ('e1', 24)]
    """
    stops = [round(length * (2**n - 1) / (2**count - 1)) for n in range(count + 1)]
    return parts_of([stop - start for start, stop in pairwise(stops)])


def parts_of(sizes: list[int]) -> tuple[Part, ...]:
    """Levels of so many numbers, the top one first."""
    edges = pairwise(accumulate(sizes, initial=0))
    return tuple(Part(f"e{len(sizes) - n}", LEVEL, start, stop) for n, (start, stop) in enumerate(edges))


def stored_parts(spec: Mapping[str, Any]) -> tuple[Part, ...]:
    """The parts in a model file's specification, checked; one vector where it names none.

    Raises:
        ValueError: if they do not follow one another from 0 to `latent_dim`: a vector, perhaps with a class or a blend,
            or levels, or one grid.
    """
    length = spec["latent_dim"]
    if "parts" not in spec:
        return (Part("z", VECTOR, 0, length),)
    parts = tuple(Part(**stored) for stored in spec["parts"])
    edges = [0, *(part.stop for part in parts)]
    follow = [part.start for part in parts] == edges[:-1] and all(a < b for a, b in pairwise(edges))
    if not follow or edges[-1] != length or not _is_served([part.kind for part in parts]):
        expected = (
            "its parts must be a vector, then classes or a blend, levels, or one grid, from 0 to {length}; got {got}"
        )
        raise Fault(expected, length=length, got=shown(spec["parts"]))
    for part in parts:
        _check_grid(part)
    return parts


def _check_grid(part: Part) -> None:
    """A grid has full rows and codes of at least two levels; nothing else has either."""
    of_grid = (part.columns, part.levels, part.dims)
    if part.kind != GRID and not any(of_grid):
        return
    whole = all(isinstance(value, int) and 0 < value <= MAX_CODES for value in of_grid)
    if part.kind != GRID or not whole or part.size % part.columns or part.levels < 2 or part.codes > MAX_CODES:
        raise Fault(
            "a grid must have full rows and at most {most} codes; got {got}", most=MAX_CODES, got=shown(of_grid)
        )


def encoder_shapes(spec: Mapping[str, Any]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What the encoder of a specification takes and makes, without the batch: the image, or its pixels and classes."""
    parts = stored_parts(spec)
    given, grid = part_of_kind(parts, CLASS), part_of_kind(parts, GRID)
    taken = (math.prod(spec["image_shape"]) + given.size,) if given else tuple(spec["image_shape"])
    return taken, (grid.size if grid else 2 * compared(parts).stop,)


def classifier_end(spec: Mapping[str, Any]) -> tuple[int, ...]:
    """What the classifier of a specification makes of an image, without the batch: a logit for every class.

    Raises:
        ValueError: if z has no class part.
    """
    if not (classes := part_of_kind(stored_parts(spec), CLASS)):
        raise Fault("it has a classifier, and no class among its parts")
    return (classes.size,)


def compared(parts: Iterable[Part]) -> slice:
    """The columns that are at home in one N(0, I): the vector, the class being given, or all levels.

    All levels, because their noise has one unit, and because two codes with one top level may look like two digits.
    """
    return slice(0, max(part.stop for part in parts if part.kind in COMPARED))


def _is_served(kinds: list[str]) -> bool:
    return kinds in ([VECTOR], [VECTOR, CLASS], [VECTOR, BLEND], [GRID]) or (len(kinds) > 1 and set(kinds) == {LEVEL})


def mapped(parts: Iterable[Part], codes: np.ndarray) -> np.ndarray:
    """What maps, neighbours and the trust meter compare codes by: their vector, or the numbers of all cells' codes.

    (N, D) -> (N, D of the vector), or (N, cells x numbers of a code): of a grid the lattice has the distances, and what
    an index says alone is which point of it.
    """
    if not (grid := part_of_kind(parts, GRID)):
        return codes[:, compared(parts)]
    index = np.rint(codes[:, grid.of]).clip(0, grid.codes - 1).astype(np.int64)
    return lattice_points(grid.levels, grid.dims)[index].reshape(len(codes), -1)


def mapped_logvar(parts: Iterable[Part], logvar: np.ndarray) -> np.ndarray:
    """The log-variances beside `mapped`: those of the vector; of a grid that of one step of the lattice, everywhere."""
    if not (grid := part_of_kind(parts, GRID)):
        return logvar[:, compared(parts)]
    step = 2 / (grid.levels - 1)
    return np.full((len(logvar), grid.size * grid.dims), 2 * math.log(step), np.float32)


def lattice_points(levels: int, dims: int) -> np.ndarray:
    """Every code of a lattice, from -1 to 1, the last number running fastest; float32 (levels ** dims, dims)."""
    ladder = np.linspace(-1, 1, levels, dtype=np.float32)
    return np.stack(np.meshgrid(*[ladder] * dims, indexing="ij"), -1).reshape(-1, dims)
