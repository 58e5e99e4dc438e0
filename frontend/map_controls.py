"""The map's two choices, projection and colouring; both live in the URL."""

from __future__ import annotations

import streamlit as st

from frontend.map_figure import COLOURINGS, colourings
from vae_core.atlas import Atlas

PROJECTIONS = {"tsne": "t-SNE", "pca": "PCA", "raw": "Latent dims"}


def map_controls(atlas: Atlas) -> tuple[str, str]:
    """Draws the controls; the projection, with latent dimensions named as in "z6,z3", and the colouring."""
    bound = {"bind": "query-params", "label_visibility": "collapsed"}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        projection = st.segmented_control(
            "Map", PROJECTIONS, format_func=PROJECTIONS.get, default="tsne", required=True, key="projection", **bound
        )
        if projection == "raw":
            dims = [f"z{dim + 1}" for dim in (-atlas.kl_per_dim).argsort()]  # most informative first
            axes = [("x", "Horizontal axis", 0), ("y", "Vertical axis", min(1, len(dims) - 1))]
            chosen = [st.selectbox(title, dims, index=at, key=key, width=90, **bound) for key, title, at in axes]
            projection = ",".join(chosen)
        colouring = st.selectbox(
            "Colour by", colourings(projection), format_func=COLOURINGS.get, key="colour", width=230, **bound
        )
    return projection, colouring
