"""Where the visitor is in the latent space, as Python knows it: a model, a z, and how the map of Explore is drawn.

The browser holds the truth, and it alone writes the address (web/link/keeper.js): a parameter that Python
writes would make a history entry of its own. Python reads the address once, when a session starts; later it hears
of a z that was pinned, and of a wish when the visitor goes back. A stamp goes out with z and changes only when z
comes from Python: so an answer to an old gesture never pulls the visitor back.
"""

from __future__ import annotations

import math
import re
import time
import uuid

import streamlit as st

MAX_COORDINATE = 1e6  # far from any model's codes; its square is still finite in single precision
MOST_LETTERS = 20_000  # of one parameter of a link
CHOICES = ("model", "map", "colour", "camera", "hidden", "class", "pick", "draw")  # what Python draws from
PROJECTIONS = ("tsne", "pca")
RAW = re.compile(r"z\d{1,4},z\d{1,4}")


def place(name: str, latent_dim: int) -> dict[str, object]:
    """Model, z, stamp and session for the parts; z is None until Python has heard of one."""
    state = st.session_state
    state.setdefault("session", uuid.uuid4().hex)
    state.setdefault("z_stamp", uuid.uuid4().hex)
    z = state.get("z") if state.get("z_model", name) == name else None
    z = z if _is_code(z, latent_dim) else None
    return {"model": name, "z": z, "stamp": state["z_stamp"], "session": state["session"]}


def go_to(name: str, z: list[float]) -> None:
    """Moves the visitor from Python: the parts adopt this z."""
    st.session_state.update(z=[float(value) for value in z], z_model=name, z_stamp=uuid.uuid4().hex)


def remember(commit: dict | None, name: str, latent_dim: int) -> None:
    """Keeps a z that the browser pinned, if it is one of this model."""
    if not isinstance(commit, dict) or commit.get("model") != name:
        return
    z = commit.get("z")
    if _is_code(z, latent_dim):
        st.session_state.update(z=[float(value) for value in z], z_model=name, z_index=commit.get("index"))


def link() -> dict[str, str]:
    """What the address asked for when the session started; earlier names of parameters included."""
    state = st.session_state
    if "link" not in state:
        asked = {key: text[:MOST_LETTERS] for key, text in st.query_params.to_dict().items()}
        projection = asked.get("projection")
        if projection and "map" not in asked:
            raw = f"{asked.get('x', '')},{asked.get('y', '')}"
            asked["map"] = raw if projection == "raw" else projection
        state["link"] = {key: asked[key] for key in CHOICES if key in asked}
    return state["link"]


def follow_wish(wish: object) -> None:
    """Takes over what the browser shows after "Back", or after a server was started anew; what is unknown is left."""
    if not isinstance(wish, dict):
        return
    state, asked = st.session_state, link()
    if isinstance(wish.get("model"), str):
        state["model"] = wish["model"]
    for key in ("map", "colour"):
        asked.pop(key, None)
        if isinstance(wish.get(key), str):
            asked[key] = wish[key]
    state.pop("map_choice", None)  # map_choice() reads the link anew
    labels = wish.get("hidden")
    state["hidden"] = {label for label in labels if _is_index(label)} if isinstance(labels, list) else set()
    state["camera"], state["seen"] = _camera_of(wish), None


def index_of_link(key: str, count: int) -> int | None:
    """A whole number from 0 that the link names, below the count."""
    text = link().get(key, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 and int(text) < count else None


def map_choice() -> dict[str, str]:
    """Projection, such as "tsne" or "z6,z3", and colouring of the map: the visitor's choice, else the link's."""
    state = st.session_state
    if "map_choice" not in state:
        asked = link().get("map", "")
        known = asked if asked in PROJECTIONS or RAW.fullmatch(asked) else PROJECTIONS[0]
        state["map_choice"] = {"map": known, "colour": link().get("colour", "class")}
    return state["map_choice"]


def map_view_of_link(projection: str, classes: int) -> dict[str, object]:
    """Camera and hidden classes that the link names; what is malformed counts as absent."""
    view: dict[str, object] = {"camera": None, "hidden": set()}
    camera = _numbers(link().get("camera", ""))
    if len(camera) == 4 and camera[0] != camera[1] and camera[2] != camera[3]:
        view["camera"] = {"x": camera[:2], "y": camera[2:], "projection": projection, "wish": 0}
    view["hidden"] = {int(label) for label in _numbers(link().get("hidden", "")) if 0 <= label < classes}
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


def _camera_of(wish: dict) -> dict | None:
    camera = wish.get("camera")
    if not isinstance(camera, dict):
        return None
    sides = [camera.get(axis) for axis in "xy"]
    if not all(_is_code(side, 2) and side[0] < side[1] for side in sides):
        return None
    return {"x": sides[0], "y": sides[1], "projection": wish.get("map") or PROJECTIONS[0], "wish": time.time()}


def _numbers(text: str) -> list[float]:
    try:
        numbers = [float(number) for number in text.split(",")]
    except ValueError:
        return []
    return numbers if all(math.isfinite(number) for number in numbers) else []


def _is_index(value: object) -> bool:
    return isinstance(value, int) and value >= 0


def _is_code(z: object, latent_dim: int) -> bool:
    if not isinstance(z, list) or len(z) != latent_dim:
        return False
    return all(isinstance(value, int | float) and abs(value) <= MAX_COORDINATE for value in z)  # NaN is not
