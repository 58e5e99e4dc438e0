"""One number about a model and everything needed to read it.

Axes: S seeds, N images.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

from torch import Tensor


@dataclass(frozen=True)
class Figure:
    """A figure of a trained model. Fields with a default may be absent from a metrics.json."""

    name: str
    value: float
    unit: str
    bound: str  # "ELBO", "IW-5000", or "" where no bound is meant
    samples: int  # draws from q(z|x) per image and seed
    data: str  # data set and split
    pixels: str  # "dynamically binarised", "grey" or "colour"
    images: int
    seed: int  # the first
    std_error: float | None = None  # of the mean over images
    seeds: int = 1  # binarisations and draws, each over all the images, whose mean this is
    spread: float | None = None  # standard deviation of the figure that one seed gives
    effective_samples: float | None = None  # median over images, of `samples`
    ceiling: float | None = None  # what the estimate cannot pass
    features: str | None = None  # of a distance between two sets of pictures
    likelihood: str | None = None  # p(x|z), of what is counted in nats or bits
    curve: list[list[float]] | None = None  # points behind the figure; their columns go by its name

    def to_json(self) -> dict[str, Any]:
        """Its fields, without those that are None, for a metrics.json."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def mean_figure(name: str, values: Tensor, bound: str, made: dict[str, Any], **more: Any) -> Figure:
    """The mean of one value per seed and image, in nats per image unless `more` has another unit, with its two errors.

    The spread is that of one seed's mean. Pixels and draws are independent from image to image, so that it follows from
    the variance within images, sharp even with two seeds, where the standard deviation of two means would say little.

    Args:
        name: of the figure.
        values: (S, N).
        bound: as in `Figure`.
        made: the remaining fields that have no default.
        more: other fields.
    """
    seeds, count = values.shape
    more = {"unit": "nats per image"} | more
    error = float(values.mean(0).std() / math.sqrt(count)) if count > 1 else None
    spread = float((values.var(0).mean() / count).sqrt()) if seeds > 1 else None
    mean = float(values.double().mean())
    return Figure(name, mean, bound=bound, std_error=error, seeds=seeds, spread=spread, **more, **made)
