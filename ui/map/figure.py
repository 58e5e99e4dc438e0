"""The map's Plotly figure: one scattergl trace per class over any projection, coloured by class or by a figure.

Points never move after this: marker, trail and pictures live on the overlay of `web/map/map.js`, which
reads projection and model from the figure's `meta`, because these change together with what is drawn.

Above 20,000 codes (a crowd) the figure holds only two unseen points a class, which span the map: the overlay draws
all of them from the atlas that the browser has anyway. Plotly needs half a second a frame to pan 60,000 without a GPU.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from ui import loaders
from ui.palette import CLASS_COLOURS, CONTINUOUS, INK, SYMBOLS
from ui.plain import plain_in_plotly
from vae_core.measure.sampling import MANY, SOME
from vae_core.store.atlas import Atlas

COLOURINGS = {
    "class": "class",
    "nats": "nats per image (-ELBO)",
    "sigma": "posterior sigma",
    "trust": "trustworthiness of the map",
    "continuity": "continuity of the map",
}
HEIGHT_PX = 552


def colourings(projection: str) -> list[str]:
    """The colourings that exist for a projection: distortion is known for the computed maps only."""
    return [name for name in COLOURINGS if name not in ("trust", "continuity") or projection in ("tsne", "pca")]


def map_figure(
    name: str,
    projection: str,
    colouring: str,
    theme: str,
    hidden: set[int],
    camera: dict[str, Any] | None,
    all_points: bool = False,
) -> dict[str, Any]:
    """The figure as a dict: built once per look, then given the visitor's filter and camera.

    Args:
        name: a model.
        projection: "tsne", "pca", or two latent dimensions such as "z1,z2".
        colouring: a key of COLOURINGS.
        theme: "light" or "dark".
        hidden: class labels that are not drawn.
        camera: {"x": [low, high], "y": [low, high], "projection": str, "wish": int}; without ranges it asks
            for the whole map. None before the first wish.
        all_points: also those of a crowd, for a page whose overlay cannot draw.
    """
    figure = _look(name, loaders.stamp(name), projection, colouring, theme, all_points)
    for label, trace in enumerate(figure["data"]):
        trace["visible"] = label not in hidden
    layout = figure["layout"]
    layout["meta"] |= {"wish": (camera or {}).get("wish")}  # "Fit" must make another figure, to be drawn anew
    if camera and camera.get("projection") == projection:
        for axis in ("x", "y"):
            if axis in camera:
                layout[f"{axis}axis"] |= {"range": camera[axis], "autorange": False}
    return figure


def coordinates(atlas: Atlas, projection: str) -> np.ndarray:
    """Places of the codes, (N, 2)."""
    if projection in ("tsne", "pca"):
        return getattr(atlas, projection)
    return atlas.codes[:, [int(dim[1:]) - 1 for dim in projection.split(",")]]


@st.cache_data(show_spinner=False, max_entries=64)
def _look(name: str, stamp: float, projection: str, colouring: str, theme: str, all_points: bool) -> dict[str, Any]:
    atlas = loaders.atlas(name)
    places = coordinates(atlas, projection).astype(np.float32)
    values = None if colouring == "class" else _values(atlas, projection, colouring)
    traces = [_trace(label, places, atlas, values, CLASS_COLOURS[theme]) for label in range(len(atlas.class_names))]
    is_crowd = len(places) > MANY and not all_points
    for trace in traces if is_crowd else ():
        _without_points(trace, places)
    meta = {"model": name, "projection": projection, "colouring": colouring, "crowd": is_crowd}
    layout = _layout(theme, projection, meta)
    if values is not None:
        layout["coloraxis"] = _colour_axis(values, colouring, theme)
        if colouring in ("trust", "continuity") and len(values) > MANY:
            layout["coloraxis"]["colorbar"]["title"]["text"] += f", at {SOME:,} points"
    return {"data": traces, "layout": layout}


def _trace(label: int, places: np.ndarray, atlas: Atlas, values: np.ndarray | None, colours: tuple) -> dict[str, Any]:
    rows = np.flatnonzero(atlas.labels == label)
    marker = {
        "symbol": SYMBOLS[label % len(SYMBOLS)],
        "size": float(np.clip(420 / np.sqrt(len(atlas.labels)), 4.2, 9)),
        "opacity": 0.72,
        "color": colours[label % len(colours)],
        "line": {"width": 0},
    }
    if values is not None:
        marker |= {"color": values[rows], "coloraxis": "coloraxis"}
    return {
        "type": "scattergl",
        "mode": "markers",
        "name": plain_in_plotly(atlas.class_names[label]),
        "meta": {"label": label},
        "x": places[rows, 0],
        "y": places[rows, 1],
        "customdata": rows,
        "marker": marker,
        "hoverinfo": "none",
        # Selecting must not fade the map: the overlay says what is selected.
        "selected": {"marker": {"opacity": 0.72}},
        "unselected": {"marker": {"opacity": 0.72}},
    }


def _without_points(trace: dict[str, Any], places: np.ndarray) -> None:
    trace |= {"x": places[:, 0][_ends(places[:, 0])], "y": places[:, 1][_ends(places[:, 1])]}
    trace["marker"] |= {"opacity": 0}
    del trace["customdata"]
    if "coloraxis" in trace["marker"]:
        trace["marker"]["color"] = trace["marker"]["color"][:2]


def _ends(values: np.ndarray) -> list[int]:
    return [int(values.argmin()), int(values.argmax())]


def _values(atlas: Atlas, projection: str, colouring: str) -> np.ndarray:
    if colouring == "nats":
        return atlas.nats
    if colouring == "sigma":
        return np.exp(0.5 * atlas.logvar).mean(1).astype(np.float32)
    return getattr(atlas, f"{projection}_{colouring}")


def _layout(theme: str, projection: str, meta: dict[str, str]) -> dict[str, Any]:
    ink = INK[theme]
    raw = projection.startswith("z")
    first, second = projection.split(",") if raw else ("", "")
    axis = {
        "visible": raw,  # t-SNE and PCA have no units to read off
        "zeroline": False,
        "gridcolor": "rgba(128,128,128,0.18)",
        "tickfont": {"size": 11},
    }
    margin = {"l": 34, "r": 0, "t": 0, "b": 30} if raw else {"l": 0, "r": 0, "t": 0, "b": 0}
    return {
        "height": HEIGHT_PX,
        "margin": margin | {"pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": ink},
        "showlegend": False,  # the legend under the map filters, and can be reached by keyboard
        "dragmode": "pan",
        "hovermode": False,  # the overlay answers the pointer, also between the points
        "xaxis": axis | {"title": {"text": first, "standoff": 4}},
        "yaxis": axis | {"title": {"text": second, "standoff": 4}, "scaleanchor": "x"},
        "meta": meta,
    }


def _colour_axis(values: np.ndarray, colouring: str, theme: str) -> dict[str, Any]:
    low, high = np.percentile(values, [1, 99])  # a few odd images must not flatten the scale
    stops = CONTINUOUS[theme]
    if colouring in ("trust", "continuity"):
        stops = stops[::-1]  # what stands out is where the map lies
    return {
        "cmin": float(low),
        "cmax": float(high),
        "colorscale": [[index / (len(stops) - 1), colour] for index, colour in enumerate(stops)],
        "colorbar": {
            "title": {"text": COLOURINGS[colouring], "side": "right"},
            "thickness": 10,
            "len": 0.5,
            "x": 0.99,
            "xanchor": "right",
            "y": 0.02,
            "yanchor": "bottom",
            "outlinewidth": 0,
            "tickfont": {"size": 11},
        },
    }
