"""The controls above the map: which projection, which two latent dimensions, which colouring.

The choice is kept in `map_choice`, so that it outlives the widgets: these go with the page, and come back from a link.
"""

from __future__ import annotations

import streamlit as st

from ui.map.points import colourings
from ui.map.view import map_choice
from ui.owed import noted
from ui.words import text
from vae_core.shared import SHARED
from vae_core.store.atlas import Atlas

PROJECTIONS = (*SHARED["projections"], "raw")
LOOK = {"label_visibility": "collapsed"}


def map_controls(atlas: Atlas) -> tuple[str, str]:
    """Draws the controls; the projection, with latent dimensions named as in "z6,z3", and the colouring."""
    dims = [f"z{dim + 1}" for dim in (-atlas.kl_per_dim).argsort()]  # most informative first
    chosen = _fitting(map_choice()["map"], dims)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _choose_projection(chosen, dims)
        return chosen, _choose_colouring(chosen)


def _choose_projection(chosen: str, dims: list[str]) -> None:
    state = st.session_state
    state["projection"] = chosen if chosen in PROJECTIONS else "raw"
    st.segmented_control(
        text("map.title"), PROJECTIONS, format_func=lambda name: text(f"map.projection_{name}"), required=True,
        key="projection", on_change=noted(lambda: _take(state["projection"], dims)), **LOOK)  # fmt: skip
    if state["projection"] != "raw":
        return
    for axis, wanted in zip(("x", "y"), chosen.split(","), strict=True):
        state[axis] = wanted
        taken = noted(lambda: _take("raw", dims))
        st.selectbox(text(f"map.axis_{axis}"), dims, key=axis, width=90, on_change=taken, **LOOK)


def _choose_colouring(chosen: str) -> str:
    state, known, wanted = st.session_state, colourings(chosen), map_choice()["colour"]
    state["colour"] = wanted if wanted in known else known[0]
    st.selectbox(
        text("map.colouring"), known, format_func=lambda name: text(f"map.colour_{name}"), key="colour", width=230,
        on_change=noted(lambda: map_choice().update(colour=state["colour"])), **LOOK)  # fmt: skip
    return state["colour"]


def _take(projection: str, dims: list[str]) -> None:
    """Takes over what the widgets say; two axes that were not drawn yet are the two most informative ones."""
    axes = [st.session_state.get(axis) or dims[min(at, len(dims) - 1)] for at, axis in enumerate("xy")]
    map_choice()["map"] = ",".join(axes) if projection == "raw" else projection


def _fitting(chosen: str, dims: list[str]) -> str:
    """The choice, or t-SNE where the model has no such dimensions."""
    return chosen if chosen in PROJECTIONS or all(axis in dims for axis in chosen.split(",")) else "tsne"
