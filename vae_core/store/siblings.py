"""Models that differ in beta alone: the points of one rate-distortion curve. No torch here.

Alemi et al., "Fixing a Broken ELBO" (2018), https://arxiv.org/abs/1711.00464: a model is a point of rate and
distortion, and beta says which trade between the two is best.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vae_core.store import folder
from vae_core.store.folder import CheckpointError

RATE, DISTORTION = "rate KL(q(z|x) || p(z))", "distortion -log p(x|z)"


@dataclass(frozen=True)
class Point:
    """A model's point of the curve, in nats per image."""

    name: str
    beta: float
    rate: float
    distortion: float


def family(name: str) -> list[Point]:
    """The model and those of the same data, network and recipe at another beta, by beta; none that lacks a figure."""
    kin = _kin(name, folder.load_metrics(name))
    points = []
    for other in folder.list_models():
        try:
            metrics = folder.load_metrics(other)
            if _kin(other, metrics) == kin and (point := _point(other, metrics)):
                points.append(point)
        except CheckpointError:
            continue  # its own page says what is wrong with it
    return sorted(points, key=lambda point: point.beta)


def _kin(name: str, metrics: dict[str, Any]) -> Any:
    recipe = {key: value for key, value in metrics.get("recipe", {}).items() if key != "beta"}
    return folder.load_config(name), recipe, metrics.get("data"), metrics.get("epochs")


def _point(name: str, metrics: dict[str, Any]) -> Point | None:
    nats = {figure["name"]: figure["value"] for figure in metrics.get("figures", [])}
    if RATE not in nats or DISTORTION not in nats:
        return None
    return Point(name, float(metrics.get("recipe", {}).get("beta", 1)), nats[RATE], nats[DISTORTION])
