"""The same training with several seeds, as metrics.json keeps it beside a shipped model: scores and tables of each.

What one training shows may be its seed alone: here is how far the scores go, and which number stands for which factor.
Axes: F factors, D numbers.
"""

from __future__ import annotations

import statistics
from typing import Any, NamedTuple

from vae_core.store.folder import CheckpointError, load_metrics
from vae_core.store.information import DRAWN_HERE, FACTORS, FIGURE, information_of

SAME = 0.01  # parts of an entropy: the tables of one and the same training differ by less


class OverSeeds(NamedTuple):
    """A score over trainings that differ in their seed alone."""

    mean: float
    spread: float  # standard deviation
    trainings: int

    def as_figure(self) -> dict[str, float]:
        """Value and spread as a figure has them."""
        return {"value": self.mean, "spread": self.spread}


def scores_over_seeds(metrics: dict[str, Any]) -> dict[str, OverSeeds]:
    """By name, the scores that every seed has, of two seeds or more; of metrics as `load_metrics` gives them."""
    each = [entry["figures"] for entry in metrics.get("seeds", [])]
    if len(each) < 2:
        return {}
    names = [name for name in each[0] if all(name in figures for figures in each)]
    values = {name: [figures[name] for figures in each] for name in names}
    return {name: OverSeeds(statistics.mean(of), statistics.stdev(of), len(of)) for name, of in values.items()}


def tables_of_seeds(name: str, latent_dim: int) -> list[dict[str, Any]] | None:
    """Of each seed `seed`, `mig`, `information` (F, D) and whether it `is_shown`: the training of this very model.

    None of a model that has no two of them, or none of its own table, or tables of another shape.
    """
    own = information_of(name, latent_dim)
    try:
        metrics = load_metrics(name)
    except CheckpointError:  # the pages that show the figures say what is wrong with them
        return None
    seeds = metrics.get("seeds", [])
    if own is None or len(seeds) < 2 or metrics.get("data") != DRAWN_HERE:
        return None
    if not all(_fits(entry, latent_dim) for entry in seeds):
        return None
    return [
        {
            "seed": entry["seed"],
            "mig": entry["figures"][FIGURE],
            "information": entry["information"],
            "is_shown": _apart(entry["information"], own) < SAME,
        }
        for entry in seeds
    ]


def _fits(entry: dict[str, Any], latent_dim: int) -> bool:
    rows = entry["information"]
    is_table = len(rows) == FACTORS and all(len(row) == latent_dim for row in rows)
    return is_table and FIGURE in entry["figures"] and all(0 <= share <= 1 for row in rows for share in row)


def _apart(one: list[list[float]], other: list[list[float]]) -> float:
    pairs = zip((share for row in one for share in row), (share for row in other for share in row), strict=True)
    return max(abs(a - b) for a, b in pairs)
