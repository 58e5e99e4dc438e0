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
from ui.map.layout import colour_axis, height_px, layout, wall
from ui.map.points import DISTORTION, colour_values, coordinates, hide_all_but_ends, traces
from ui.words import text
from vae_core.measure.sampling import MANY, SOME


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
        trace["marker"]["size"] *= wall()
    shown = figure["layout"]
    shown["height"] = height_px()
    shown["meta"] |= {"wish": (camera or {}).get("wish")}  # "Fit" must make another figure, to be drawn anew
    if "coloraxis" in shown:
        shown["coloraxis"]["colorbar"]["title"]["text"] = _title(colouring, len(loaders.atlas(name).codes))
    if camera and camera.get("projection") == projection:
        for axis in ("x", "y"):
            if axis in camera:
                shown[f"{axis}axis"] |= {"range": camera[axis], "autorange": False}
    return figure


def _title(colouring: str, count: int) -> str:
    """What the scale shows; the distortion of a large map is measured at some of its points."""
    if colouring in DISTORTION and count > MANY:
        return text(f"map.sampled_{colouring}", n=SOME)
    return text(f"map.colour_{colouring}")


@st.cache_data(show_spinner=False, max_entries=64)
def _look(name: str, stamp: float, projection: str, colouring: str, theme: str, all_points: bool) -> dict[str, Any]:
    """Everything of the figure that is the same for every visitor."""
    atlas = loaders.atlas(name)
    xy = coordinates(atlas, projection).astype(np.float32)
    values = colour_values(atlas, projection, colouring)
    drawn = traces(atlas, xy, values, theme)
    is_crowd = len(xy) > MANY and not all_points
    for trace in drawn if is_crowd else ():
        hide_all_but_ends(trace, xy)
    meta = {"model": name, "projection": projection, "colouring": colouring, "crowd": is_crowd}
    scale = {} if values is None else {"coloraxis": colour_axis(values, colouring, theme)}
    return {"data": drawn, "layout": layout(theme, projection, meta) | scale}
