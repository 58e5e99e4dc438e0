"""What images of a visitor's are, at a glance: classes, sizes, colour, and a few of the pictures. No torch here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vae_core.data.images import glance, read_square
from vae_core.data.sides import Side, side_of

LOOKED_AT, READ = 24, 8  # images whose headers are read; those of them that are decoded as well


@dataclass(frozen=True)
class Preview:
    """A glance at images; sizes, colour and pictures are those of a few of them, evenly chosen."""

    classes: dict[str, int]  # the number of images by name
    smallest: tuple[int, int]  # width and height in pixels, of the image with the fewest
    largest: tuple[int, int]  # and of the one with the most
    is_transparent: bool  # one of them is, in part, or may be
    side: Side  # that training reads them at, unless another is chosen
    pictures: np.ndarray  # uint8, (K, C, S, S), as training will see them; C is 1 where all are grey

    @property
    def count(self) -> int:
        """How many images there are."""
        return sum(self.classes.values())

    @property
    def channels(self) -> int:
        """1 where all are grey, else 3."""
        return self.pictures.shape[1]


def preview(paths: list[Path], classes: Counter[str]) -> Preview:
    """A glance at images of which `paths` are some or all.

    Args:
        paths: of images, at least one.
        classes: the number of images by the name of their class, of all of them.

    Raises:
        DatasetError: if one that is looked at is no picture.
    """
    some = evenly(paths, LOOKED_AT)
    looks = [glance(path) for path in some]
    sizes = sorted((look.size for look in looks), key=lambda size: (size[0] * size[1], size))
    side = side_of(sizes, sum(classes.values()))
    pictures = np.stack([read_square(path, side.pixels) for path in evenly(some, READ)])
    is_grey = (pictures == pictures[:, :1]).all()
    return Preview(
        classes=dict(sorted(classes.items())),
        smallest=sizes[0],
        largest=sizes[-1],
        side=side,
        is_transparent=any(look.is_transparent for look in looks),
        pictures=pictures[:, :1] if is_grey else pictures,
    )


def evenly(paths: list[Path], most: int) -> list[Path]:
    """So many of them at most, evenly chosen."""
    return paths if len(paths) <= most else [paths[i * len(paths) // most] for i in range(most)]
