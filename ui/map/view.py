"""How the map of Explore is drawn: projection, colouring, hidden classes, camera.

It comes from the link once, when a session starts, then from the visitor's widgets, and from the browser when he goes
back or a server was started anew.
"""

from __future__ import annotations

import re
import time

import streamlit as st

from ui.link import link, numbers_in_link
from ui.point import is_code
from vae_core.shared import SHARED

PROJECTIONS = tuple(SHARED["projections"])
RAW = re.compile(r"z\d{1,4},z\d{1,4}")


def natural_map(latent_dim: int) -> str:
    """The projection that a model opens with: two numbers are a plane as they are."""
    return "z1,z2" if latent_dim == 2 else "tsne"


def map_choice() -> dict[str, str | None]:
    """Projection and colouring of the map: the visitor's choice, else the link's.

    The projection is such as "tsne" or "z6,z3", or None for the model's natural one.
    """
    state = st.session_state
    if "map_choice" not in state:
        asked = link().get("map", "")
        known = asked if asked in PROJECTIONS or RAW.fullmatch(asked) else None
        state["map_choice"] = {"map": known, "colour": link().get("colour", "class")}
    return state["map_choice"]


def view_in_link(projection: str, classes: int) -> dict[str, object]:
    """Camera and hidden classes that the link names; what is malformed counts as absent."""
    view: dict[str, object] = {"camera": None, "hidden": set()}
    camera = numbers_in_link("camera")
    if len(camera) == 4 and camera[0] != camera[1] and camera[2] != camera[3]:
        view["camera"] = {"x": camera[:2], "y": camera[2:], "projection": projection, "wish": 0}
    view["hidden"] = {int(label) for label in numbers_in_link("hidden") if 0 <= label < classes}
    return view


def camera_for(look: tuple, projection: str) -> dict | None:
    """The camera of the next figure: a new look starts where the visitor has panned and zoomed to.

    Streamlit mounts a new chart for a changed figure, so a pan alone must not change it.
    """
    state = st.session_state
    seen = state.get("seen")
    if look != state.get("look") and seen and seen.get("projection") == projection:
        state["camera"] = seen
    state["look"] = look
    return state["camera"]


def follow_browser(shown: object) -> None:
    """Takes over the model and the map that the browser shows by now; what is unknown is left."""
    if not isinstance(shown, dict):
        return
    state, asked = st.session_state, link()
    if isinstance(shown.get("model"), str):
        state["model"] = shown["model"]
    for key in ("map", "colour"):
        asked.pop(key, None)
        if isinstance(shown.get(key), str):
            asked[key] = shown[key]
    state.pop("map_choice", None)  # map_choice() reads the link anew
    labels = shown.get("hidden")
    state["hidden"] = {label for label in labels if _is_index(label)} if isinstance(labels, list) else set()
    state["camera"], state["seen"] = _camera(shown), None


def _camera(shown: dict) -> dict | None:
    camera = shown.get("camera")
    if not isinstance(camera, dict):
        return None
    sides = [camera.get(axis) for axis in "xy"]
    if not all(is_code(side, 2) and side[0] < side[1] for side in sides):
        return None
    return {"x": sides[0], "y": sides[1], "projection": shown.get("map") or PROJECTIONS[0], "wish": time.time()}


def _is_index(value: object) -> bool:
    return isinstance(value, int) and value >= 0
