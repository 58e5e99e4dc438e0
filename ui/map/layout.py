"""Layout of the map's Plotly figure: axes, margins and the scale of a colouring."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from ui.map.points import DISTORTION
from ui.palette import CONTINUOUS, INK

HEIGHT_PX = 500  # with its tools and legend, what a laptop's screen holds
ON_PHONE_PX = 420
SHARE_OF_WALL, MOST_WALL = 0.6, 3.0  # of the window's height; times the height at a desk


def layout(theme: str, projection: str, meta: dict[str, Any]) -> dict[str, Any]:
    """Of a map without a scale; `meta` is for the overlay in the browser."""
    ink = INK[theme]
    raw = projection.startswith("z")
    first, second = projection.split(",") if raw else ("", "")
    axis = {
        "visible": raw,  # t-SNE and PCA have no units to read off
        "zeroline": False,
        "gridcolor": "rgba(128,128,128,0.18)",
        "tickfont": {"size": 14},
    }
    margin = {"l": 40, "r": 0, "t": 0, "b": 36} if raw else {"l": 0, "r": 0, "t": 0, "b": 0}
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


def height_px() -> int:
    """Of the map for this visitor: on a phone it is as wide as the window, and taller it would only have margins."""
    if "Mobi" in st.context.headers.get("User-Agent", ""):
        return ON_PHONE_PX
    return round(HEIGHT_PX * wall())


def wall() -> float:
    """How many times as large as at a desk the map is on this visitor's screen, 1 to 3."""
    return st.session_state.get("wall", 1.0)


def take_wall(height: object) -> None:
    """Keeps what a wall's browser tells of its window's height; anything but a number leaves it a desk."""
    if isinstance(height, int | float):
        st.session_state["wall"] = min(max(1.0, SHARE_OF_WALL * height / HEIGHT_PX), MOST_WALL)


def colour_axis(values: np.ndarray, colouring: str, theme: str) -> dict[str, Any]:
    """The scale of a colouring; its title, which is text, comes later."""
    low, high = np.percentile(values, [1, 99])  # a few odd images must not flatten the scale
    stops = CONTINUOUS[theme]
    if colouring in DISTORTION:
        stops = stops[::-1]  # what stands out is where the map lies
    return {
        "cmin": float(low),
        "cmax": float(high),
        "colorscale": [[index / (len(stops) - 1), colour] for index, colour in enumerate(stops)],
        "colorbar": {
            "title": {"side": "right"},
            "thickness": 10,
            "len": 0.5,
            "x": 0.99,
            "xanchor": "right",
            "y": 0.02,
            "yanchor": "bottom",
            "outlinewidth": 0,
            "tickfont": {"size": 14},
        },
    }
