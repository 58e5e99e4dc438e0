"""The controls above the map: which projection, which two latent dimensions, which colouring.

The choice is kept in `map_choice`, so that it outlives the widgets: these go with the page, and come back from a link.
"""

from __future__ import annotations

import streamlit as st

from ui.map.figure import COLOURINGS, colourings
from ui.map.view import map_choice
from vae_core.store.atlas import Atlas

PROJECTIONS = {"tsne": "t-SNE", "pca": "PCA", "raw": "Latent dims"}


def map_controls(atlas: Atlas) -> tuple[str, str]:
    """Draws the controls; the projection, with latent dimensions named as in "z6,z3", and the colouring."""
    state, look = st.session_state, {"label_visibility": "collapsed"}
    dims = [f"z{dim + 1}" for dim in (-atlas.kl_per_dim).argsort()]  # most informative first
    chosen = _fitting(map_choice()["map"], dims)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        state["projection"] = chosen if chosen in PROJECTIONS else "raw"
        st.segmented_control(
            "Map", PROJECTIONS, format_func=PROJECTIONS.get, required=True, key="projection",
            on_change=lambda: _keep(state["projection"], dims), **look)  # fmt: skip
        if state["projection"] == "raw":
            for axis, title in (("x", "Horizontal axis"), ("y", "Vertical axis")):
                state[axis] = chosen.split(",")["xy".index(axis)]
                st.selectbox(title, dims, key=axis, width=90, on_change=lambda: _keep("raw", dims), **look)
        known = colourings(chosen)
        colouring = map_choice()["colour"]
        state["colour"] = colouring if colouring in known else known[0]
        st.selectbox(
            "Colour by", known, format_func=COLOURINGS.get, key="colour", width=230,
            on_change=lambda: map_choice().update(colour=state["colour"]), **look)  # fmt: skip
    return chosen, state["colour"]


def _keep(projection: str, dims: list[str]) -> None:
    """Takes over what the widgets say; two axes that were not drawn yet are the two most informative ones."""
    axes = [st.session_state.get(axis) or dims[min(at, len(dims) - 1)] for at, axis in enumerate("xy")]
    map_choice()["map"] = ",".join(axes) if projection == "raw" else projection


def _fitting(chosen: str, dims: list[str]) -> str:
    """The choice, or t-SNE where the model has no such dimensions."""
    return chosen if chosen in PROJECTIONS or all(axis in dims for axis in chosen.split(",")) else "tsne"
