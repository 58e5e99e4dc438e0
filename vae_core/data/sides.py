"""How many pixels a side images of a folder have once they are read: their own where that can be, and why not."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from vae_core.fault import Fault, Sentence

LEAST, MOST = 8, 128  # pixels of a side
OF_LARGE = 64  # of images that all have more than MOST: training on a CPU then takes minutes, not hours
MOST_BYTES = 10**9  # of all images, as bytes in colour
BECOMES = {
    "kept": "Each keeps its {size} x {size} pixels.",
    "smallest": "The largest square in the middle of each becomes {size} x {size} pixels, as the smallest of them has.",
    "small": "The largest square in the middle of each becomes {size} x {size} pixels, because they have fewer.",
    "large": "The largest square in the middle of each becomes {size} x {size} pixels, because all are above {most}.",
    "many": "The largest square in the middle of each becomes {size} x {size} pixels, so that all fit into memory.",
    "chosen": "The largest square in the middle of each becomes {size} x {size} pixels, as chosen.",
}


@dataclass(frozen=True)
class Side:
    """Pixels of a side, and the rule that made them so."""

    pixels: int
    rule: str = "kept"  # a key of BECOMES

    @property
    def sentence(self) -> Sentence:
        """What becomes of the images."""
        return Sentence(BECOMES[self.rule], {"size": self.pixels, "most": MOST})


def side_of(sizes: Iterable[tuple[int, int]], count: int) -> Side:
    """The side that images are read at.

    That of the smallest, from 8 to 128 pixels: no image has to be enlarged. Where all have more than 128, 64.

    Args:
        sizes: width and height of the images, or of some of them.
        count: how many images there are.
    """
    sizes = list(sizes)
    shortest = min(min(size) for size in sizes)
    side = Side(shortest, "kept" if all(size == (shortest, shortest) for size in sizes) else "smallest")
    if shortest < LEAST:
        side = Side(LEAST, "small")
    if shortest > MOST:
        side = Side(OF_LARGE, "large")
    fitting = max(LEAST, math.isqrt(MOST_BYTES // (3 * max(count, 1))))
    return Side(fitting, "many") if side.pixels > fitting else side


def square_side(shape: tuple[int, int, int]) -> int | None:
    """Pixels of a side of images (C, H, W), where other images can be read at that size; else None.

    Example:
        >>> square_side((3, 64, 64)), square_side((1, 28, 20)), square_side((1, 4, 4))
        (64, None, None)
    """
    _, height, width = shape
    return height if height == width and LEAST <= height <= MOST else None


def check_side(pixels: int) -> None:
    """Raises ValueError unless images may have so many pixels a side."""
    if not LEAST <= pixels <= MOST:
        raise Fault("image_size must be from {least} to {most} pixels; got {got}", least=LEAST, most=MOST, got=pixels)
