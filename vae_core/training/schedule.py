"""Learning rate and momentum as functions of how much of a run is done: nothing to store, exact to resume.

OneCycle: Smith and Topin, "Super-Convergence" (2018), https://arxiv.org/abs/1708.07120, with the constants of
`torch.optim.lr_scheduler.OneCycleLR`. Cosine: Loshchilov and Hutter, "SGDR" (2017), https://arxiv.org/abs/1608.03983,
without restarts.
"""

from __future__ import annotations

import math

SCHEDULES = ("onecycle", "cosine", "constant")
RISE = 0.3  # fraction of the run in which the rate of OneCycle rises
START, END = 1 / 25, 1 / 250_000  # its first and last rate, in peaks
MOMENTUM = 0.9  # Adam's first beta
LEAST_MOMENTUM, MOST_MOMENTUM = 0.85, 0.95  # it moves against the rate of OneCycle


def rate_and_momentum(schedule: str, done: float) -> tuple[float, float]:
    """The learning rate in units of its peak, and Adam's first beta.

    Args:
        schedule: one of `SCHEDULES`.
        done: fraction of the steps already taken, in [0, 1].

    Example:
        >>> rate_and_momentum("cosine", 0.5)
        (0.5, 0.9)
    """
    if schedule == "constant":
        return 1.0, MOMENTUM
    if schedule == "cosine":
        return _cosine(1.0, 0.0, done), MOMENTUM
    if done < RISE:
        return _cosine(START, 1.0, done / RISE), _cosine(MOST_MOMENTUM, LEAST_MOMENTUM, done / RISE)
    falling = (done - RISE) / (1 - RISE)
    return _cosine(1.0, END, falling), _cosine(LEAST_MOMENTUM, MOST_MOMENTUM, falling)


def _cosine(start: float, end: float, done: float) -> float:
    return end + (start - end) * (1 + math.cos(math.pi * done)) / 2
