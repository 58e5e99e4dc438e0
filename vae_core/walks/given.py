"""What is given beside the vector of the codes on a walk, a class or a blend of decoders, and where it is held.

Axes: K waypoints, N codes, D numbers of the vector, G numbers that are given.
"""

from __future__ import annotations

import numpy as np
from torch import Tensor

from vae_core.fault import Fault
from vae_core.model.parts import CLASS, Part, compared, part_of_kind


def is_held(parts: tuple[Part, ...], points: Tensor) -> bool:
    """Whether all points, (K, D + G), are given one and the same: one class, or one blend of decoders.

    A blend of classes is none: no image is of it, so there are no codes to go by.

    Example:
        >>> import torch
        >>> parts = (Part("z", "vector", 0, 1), Part("y", "class", 1, 3))
        >>> [is_held(parts, torch.tensor([[0.5, 0, 1], end])) for end in ([0.7, 0, 1], [0.7, 1, 0])]
        [True, False]
    """
    given = points[:, compared(parts).stop :]
    is_pure = not part_of_kind(parts, CLASS) or bool(given[0].max() == given[0].sum() == 1)
    return is_pure and bool((given == given[0]).all())


def given_at(method: str, parts: tuple[Part, ...], points: Tensor) -> Tensor:
    """What all points are given alike, (G,).

    Raises:
        ValueError: if it changes on the way, and the method needs it held.
    """
    if not is_held(parts, points):
        raise Fault(
            "{method} needs one class or one blend all the way: hold it, or choose linear or slerp", method=method
        )
    return points[0, compared(parts).stop :]


def in_class(parts: tuple[Part, ...], points: Tensor, label: int) -> Tensor:
    """The same vectors in one class, (K, D + G).

    Raises:
        ValueError: if no class is given to this model.
    """
    if not (classes := part_of_kind(parts, CLASS)):
        raise Fault("no class is given to this model, so none can be held: leave it out")
    points = points.clone()
    points[:, classes.of] = 0
    points[:, classes.start + label] = 1
    return points


def rows_of(parts: tuple[Part, ...], codes: np.ndarray, given: Tensor) -> np.ndarray:
    """Which codes (N, D + G) are of what is given: those of its class, or all."""
    if not (classes := part_of_kind(parts, CLASS)):
        return np.arange(len(codes))
    return np.flatnonzero(codes[:, classes.of].argmax(1) == int(given[: classes.size].argmax()))
