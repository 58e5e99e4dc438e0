"""The points of the map as Plotly traces, one a class, and what they are coloured by."""

from __future__ import annotations

from typing import Any

import numpy as np

from ui.palette import CLASS_COLOURS, SYMBOLS
from ui.plain import plain_in_plotly
from vae_core.shared import SHARED
from vae_core.store.atlas import Atlas

COLOURINGS = tuple(SHARED["colourings"])
OUTLINE_PX = 1.2
DISTORTION = ("trust", "continuity")  # known for the computed maps only


def colourings(projection: str, has_nats: bool = True) -> list[str]:
    """The colourings that exist for a projection, and for images whose nats are known."""
    known = [name for name in COLOURINGS if has_nats or name != "nats"]
    return [name for name in known if name not in DISTORTION or projection in ("tsne", "pca")]


def coordinates(atlas: Atlas, projection: str) -> np.ndarray:
    """Where the codes lie on the map, (N, 2)."""
    if projection in ("tsne", "pca"):
        return getattr(atlas, projection)
    return atlas.codes[:, [int(dim[1:]) - 1 for dim in projection.split(",")]]


def colour_values(atlas: Atlas, projection: str, colouring: str) -> np.ndarray | None:
    """The figure of every point that the map is coloured by, (N,); None where that is its class."""
    if colouring == "class":
        return None
    if colouring == "nats":
        return atlas.nats
    if colouring == "sigma":
        return np.exp(0.5 * atlas.logvar).mean(1).astype(np.float32)
    return getattr(atlas, f"{projection}_{colouring}")


def traces(atlas: Atlas, xy: np.ndarray, values: np.ndarray | None, theme: str) -> list[dict[str, Any]]:
    """A scattergl trace for every class, in their order.

    Args:
        atlas: what is drawn.
        xy: `coordinates`, (N, 2).
        values: `colour_values`, (N,).
        theme: "light" or "dark".
    """
    return [_trace(label, xy, atlas, values, CLASS_COLOURS[theme]) for label in range(len(atlas.class_names))]


def hide_all_but_ends(trace: dict[str, Any], xy: np.ndarray) -> None:
    """Leaves two unseen points in a trace, which span the map: a crowd is drawn by the overlay."""
    trace |= {"x": xy[:, 0][_ends(xy[:, 0])], "y": xy[:, 1][_ends(xy[:, 1])]}
    trace["marker"] |= {"opacity": 0}
    del trace["customdata"]
    if "coloraxis" in trace["marker"]:
        trace["marker"]["color"] = trace["marker"]["color"][:2]


def _trace(label: int, xy: np.ndarray, atlas: Atlas, values: np.ndarray | None, colours: tuple) -> dict[str, Any]:
    rows = np.flatnonzero(atlas.labels == label)
    marker = {
        "symbol": SYMBOLS[label % len(SYMBOLS)],
        "size": float(np.clip(420 / np.sqrt(len(atlas.labels)), 4.2, 9)),
        "opacity": 0.72,
        "color": colours[label % len(colours)],
        "line": {"width": 0},
    }
    if atlas.trained:
        marker |= _hollow(marker["symbol"], rows >= len(atlas.labels) - atlas.trained)
    if values is not None:
        marker |= {"color": values[rows], "coloraxis": "coloraxis"}
    return {
        "type": "scattergl",
        "mode": "markers",
        "name": plain_in_plotly(atlas.class_names[label]),
        "meta": {"label": label},
        "x": xy[rows, 0],
        "y": xy[rows, 1],
        "customdata": rows,
        "marker": marker,
        "hoverinfo": "none",
        # Selecting must not fade the map: the overlay says what is selected.
        "selected": {"marker": {"opacity": 0.72}},
        "unselected": {"marker": {"opacity": 0.72}},
    }


def _hollow(symbol: str, trained: np.ndarray) -> dict[str, Any]:
    """Training images are outlines of the symbol, so that the held-out ones stand out."""
    symbols = np.where(trained, f"{symbol}-open", symbol)
    return {"symbol": symbols.tolist(), "line": {"width": np.where(trained, OUTLINE_PX, 0).tolist()}}


def _ends(values: np.ndarray) -> list[int]:
    return [int(values.argmin()), int(values.argmax())]
