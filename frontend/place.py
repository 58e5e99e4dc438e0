"""Where the visitor is in the latent space, as Python sees it: z in the session, in the URL and from the browser.

The browser holds the truth. A stamp goes out with z and changes only when z comes from Python (a link, another
page): so an answer to an old gesture never pulls the visitor back.
"""

from __future__ import annotations

import math
import uuid

import streamlit as st

MAX_COORDINATE = 1e6  # far from any model's codes; its square is still finite in single precision
MAX_LINK = 20_000  # characters of a z in a link: 1,024 dimensions fit


def place(name: str, latent_dim: int) -> dict[str, object]:
    """Model, z and stamp for the parts; takes z from the link at the start of a session."""
    state = st.session_state
    if "z_stamp" not in state:
        state["z_stamp"] = uuid.uuid4().hex
        _follow_link(name, latent_dim)
    z = state.get("z") if state.get("z_model", name) == name else None
    return {"model": name, "z": z if z and len(z) == latent_dim else None, "stamp": state["z_stamp"]}


def go_to(name: str, z: list[float]) -> None:
    """Moves the visitor from Python: the parts adopt this z."""
    st.session_state.update(z=[float(value) for value in z], z_model=name, z_stamp=uuid.uuid4().hex)
    write_link()


def remember(commit: dict | None, name: str, latent_dim: int) -> None:
    """Keeps a z that the browser pinned, if it is one of this model."""
    if not isinstance(commit, dict) or commit.get("model") != name:
        return
    z = commit.get("z")
    if _is_code(z, latent_dim):
        st.session_state.update(z=[float(value) for value in z], z_model=name, z_index=commit.get("index"))
        write_link()


def write_link() -> None:
    """Mirrors model and z into the URL, z to four decimals; the exact link is made by "Copy link"."""
    st.query_params["z"] = ",".join(f"{value:.4f}" for value in st.session_state["z"])


def _follow_link(name: str, latent_dim: int) -> None:
    text = st.query_params.get("z")
    if text is None:
        return
    z = _numbers(text)
    if _is_code(z, latent_dim):
        st.session_state.update(z=z, z_model=name)
        return
    sentence = f"The link's z is not {latent_dim} numbers within ±1,000,000, as {name} needs: it was left out."
    st.toast(sentence, icon="⚠️", duration="infinite")  # until it is read; a banner would push the page about
    del st.query_params["z"]


def map_view_of_link(projection: str, classes: int) -> dict[str, object]:
    """Camera and hidden classes that the link names; what is malformed counts as absent."""
    view: dict[str, object] = {"camera": None, "hidden": set()}
    camera = _numbers(st.query_params.get("camera", ""))
    if len(camera) == 4 and camera[0] != camera[1] and camera[2] != camera[3]:
        view["camera"] = {"x": camera[:2], "y": camera[2:], "projection": projection, "wish": 0}
    view["hidden"] = {int(label) for label in _numbers(st.query_params.get("hidden", "")) if 0 <= label < classes}
    for name in ("camera", "hidden"):
        st.query_params.pop(name, None)  # it holds for the first look only
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


def _numbers(text: str) -> list[float]:
    try:
        numbers = [float(number) for number in text[:MAX_LINK].split(",")]
    except ValueError:
        return []
    return numbers if all(math.isfinite(number) for number in numbers) else []


def _is_code(z: object, latent_dim: int) -> bool:
    if not isinstance(z, list) or len(z) != latent_dim:
        return False
    return all(isinstance(value, int | float) and abs(value) <= MAX_COORDINATE for value in z)  # NaN is not
