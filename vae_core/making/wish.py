"""What is to be made, checked: classes, how many of each, in which way, from which seed, how well supported. No torch.

A model is asked for its parts, never for its family: a class part takes a class, a vector or levels have posteriors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vae_core.fault import Fault, shown
from vae_core.model.parts import CLASS, GRID, Part, part_of_kind
from vae_core.store.label import listed

CONDITIONAL, POSTERIOR, INTERPOLATE = "conditional", "posterior", "interpolate"
WAYS = (CONDITIONAL, POSTERIOR, INTERPOLATE)
LEAST_PERCENT = 10  # of the meter, unless chosen: a tenth of the draws of held-out images fall below
MOST_PICTURES = 20_000  # of all classes
MOST_SEED = 2**32 - 1


@dataclass(frozen=True)
class Wish:
    """So many pictures of each of some classes.

    Raises:
        ValueError: if a value is out of range.

    Example:
        >>> Wish(labels=(3, 8), count=200, how="posterior").pictures
        400
    """

    labels: tuple[int, ...]  # indices into the class names, each once
    count: int  # of each class
    how: str  # one of WAYS
    seed: int = 0
    least: float = LEAST_PERCENT  # of the meter, in per cent: what is less supported is thrown away

    def __post_init__(self) -> None:
        if not self.labels:
            raise Fault("name one class or more")
        if self.how not in WAYS:
            raise Fault("the ways are {ways}; got {got}", ways=", ".join(WAYS), got=shown(self.how))
        if self.count < 1 or self.pictures > MOST_PICTURES:
            raise Fault("from 1 to {most:,} pictures can be made at once; got {got:,}",
                        most=MOST_PICTURES, got=self.pictures)  # fmt: skip
        if not 0 <= self.seed <= MOST_SEED:
            raise Fault("seed must be from 0 to {most}; got {got}", most=MOST_SEED, got=shown(self.seed))
        if not 0 <= self.least < 100:
            raise Fault("the least support must be from 0 to less than 100 per cent; got {got}", got=shown(self.least))

    @property
    def pictures(self) -> int:
        """How many there will be."""
        return len(self.labels) * self.count


def ways_of(model: str, parts: Sequence[Part], class_names: Sequence[str]) -> tuple[str, ...]:
    """The ways in which a model makes pictures of a class, the most direct first.

    Args:
        model: its name, for the sentence.
        parts: of its flat z.
        class_names: of its atlas.

    Raises:
        ValueError: if there is none.
    """
    if len(class_names) < 2:
        raise Fault("{model} was made of images without classes, and more of a class is what is made here: choose "
                    "another model", model=model)  # fmt: skip
    if part_of_kind(parts, GRID):
        raise Fault("{model} has a grid of codes, and neither its prior nor its codes know a class: choose another "
                    "model", model=model)  # fmt: skip
    return WAYS if part_of_kind(parts, CLASS) else WAYS[1:]


def check_way(model: str, how: str, ways: Sequence[str]) -> None:
    """Raises ValueError if the way is not one of the model's."""
    if how not in ways:
        raise Fault("{model} takes no class as given, so none can be asked of it: choose {ways}",
                    model=model, ways=" or ".join(ways))  # fmt: skip


def labels_of(names: Sequence[str], class_names: Sequence[str]) -> tuple[int, ...]:
    """The classes of these names, in their order, each once.

    Raises:
        ValueError: if there is no such class.

    Example:
        >>> labels_of(["8", "3", "8"], list("0123456789"))
        (8, 3)
    """
    unknown = next((name for name in names if name not in class_names), None)
    if unknown is not None:
        raise Fault("no class is called {name}; the classes are {known}",
                    name=shown(unknown), known=listed(list(class_names)))  # fmt: skip
    return tuple(dict.fromkeys(list(class_names).index(name) for name in names))
