"""A curve of -ELBO whole: its first epochs lie far above the last, which a linear axis would press into a line."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

WIDE = 1.5  # highest over lowest, below which a linear axis shows as much and has evener numbers
TICKS = [digit * 10.0**power for power in range(-3, 7) for digit in (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 7)]


def show_whole(figure: go.Figure, values: Sequence[float]) -> go.Figure:
    """The figure with an axis that holds all values: a logarithm's where they are positive and differ much."""
    low, high = min(values, default=0), max(values, default=0)
    if not (low > 0 and high >= WIDE * low):  # a density of grey pixels may be above 1, and -ELBO below 0
        return figure
    ticks = [tick for tick in TICKS if low <= tick <= high]
    return figure.update_yaxes(type="log", tickvals=ticks, ticktext=[f"{tick:g}" for tick in ticks])
