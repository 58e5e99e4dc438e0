"""How much each number of a code tells of each true factor, as metrics.json has it: what Explore's table shows.

Only of `shapes`, whose pictures the browser can draw too. Axes: F factors, D numbers.
"""

from __future__ import annotations

from vae_core.store.folder import CheckpointError, load_metrics

DRAWN_HERE, FIGURE = "shapes", "MIG"
FACTORS = 5  # of those pictures


def information_of(name: str, latent_dim: int) -> list[list[float]] | None:
    """Parts of each factor's entropy, (F, D), each 0 to 1; None of a model without, or whose table is no such one."""
    try:
        metrics = load_metrics(name)
    except CheckpointError:  # the pages that show the figures say what is wrong with them
        return None
    if metrics.get("data") != DRAWN_HERE:
        return None
    curves = [figure.get("curve") for figure in metrics.get("figures", []) if figure.get("name") == FIGURE]
    return _table(curves[0], latent_dim) if curves and curves[0] else None


def _table(curve: list[list[float]], latent_dim: int) -> list[list[float]] | None:
    """Rows of factor, number and share, in order, as a table; the folder's reader has seen that they are numbers."""
    places = [(f, d) for f in range(FACTORS) for d in range(latent_dim)]
    if [tuple(row[:2]) for row in curve] != places or not all(len(row) == 3 and 0 <= row[2] <= 1 for row in curve):
        return None
    shares = [row[2] for row in curve]
    return [shares[start : start + latent_dim] for start in range(0, len(shares), latent_dim)]
