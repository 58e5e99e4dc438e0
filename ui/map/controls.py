"""The controls above the map: which projection, which two latent dimensions, which colouring.

The choice is kept in `map_choice`, so that it outlives the widgets: these go with the page, and come back from a link.
"""

from __future__ import annotations

import streamlit as st

from ui.map.points import colourings
from ui.map.view import map_choice, natural_map
from ui.owed import noted
from ui.words import text
from vae_core.shared import SHARED
from vae_core.store.atlas import Atlas

PROJECTIONS = (*SHARED["projections"], "raw")
LOOK = {"label_visibility": "collapsed"}


def map_controls(atlas: Atlas, has_axes: bool = True) -> tuple[str, str]:
    """Draws the controls; the projection, with latent dimensions named as in "z6,z3", and the colouring.

    `has_axes`: whether two numbers of a z can be the axes of a map. The indices of codes cannot.
    """
    dims = [f"z{dim + 1}" for dim in (-atlas.kl_per_dim).argsort() if has_axes]  # most informative first
    chosen = _fitting(map_choice()["map"], dims)
    if map_choice()["map"] == natural_map(len(dims)):
        map_choice()["map"] = None  # the next model opens with its own
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _choose_projection(chosen, dims)
        return chosen, _choose_colouring(chosen, bool(atlas.nats.size))


def _choose_projection(chosen: str, dims: list[str]) -> None:
    state, is_plane = st.session_state, len(dims) == 2
    state["projection"] = chosen if chosen in PROJECTIONS else "raw"
    offered = ("raw", *PROJECTIONS[:-1]) if is_plane else PROJECTIONS if dims else PROJECTIONS[:-1]
    titles = {name: text(f"map.projection_{name}") for name in PROJECTIONS}
    titles |= {"raw": text("map.projection_plane")} if is_plane else {}
    st.segmented_control(
        text("map.title"), offered, format_func=titles.get, required=True, key="projection",
        on_change=noted(lambda: _take(state["projection"], dims)), **LOOK)  # fmt: skip
    if state["projection"] != "raw" or is_plane:  # a plane has no other dimensions to choose
        return
    for axis, wanted in zip(("x", "y"), chosen.split(","), strict=True):
        state[axis] = wanted
        taken = noted(lambda: _take("raw", dims))
        st.selectbox(text(f"map.axis_{axis}"), dims, key=axis, width=90, on_change=taken, **LOOK)


def _choose_colouring(chosen: str, has_nats: bool) -> str:
    state, known, wanted = st.session_state, colourings(chosen, has_nats), map_choice()["colour"]
    state["colour"] = wanted if wanted in known else known[0]
    st.selectbox(
        text("map.colouring"), known, format_func=lambda name: text(f"map.colour_{name}"), key="colour", width=230,
        on_change=noted(lambda: map_choice().update(colour=state["colour"])), **LOOK)  # fmt: skip
    return state["colour"]


def _take(projection: str, dims: list[str]) -> None:
    """Takes over what the widgets say; two axes that were not drawn yet are the two most informative ones."""
    if projection == "raw" and len(dims) == 2:
        projection = natural_map(2)
    axes = [st.session_state.get(axis) or dims[min(at, len(dims) - 1)] for at, axis in enumerate("xy")]
    map_choice()["map"] = ",".join(axes) if projection == "raw" else projection


def _fitting(chosen: str | None, dims: list[str]) -> str:
    """The choice, or the model's natural map where there is none or the model has no such dimensions."""
    is_known = chosen and (chosen in PROJECTIONS or all(axis in dims for axis in chosen.split(",")))
    return chosen if is_known else natural_map(len(dims))
