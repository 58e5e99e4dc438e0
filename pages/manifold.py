"""Manifold: the latent plane as a map of decoded pictures, with overlays and a tour of its holes and seams."""

import streamlit as st

from ui import loaders
from ui.columns import field_and_picture
from ui.glossary import glossary
from ui.host import mount_worker, part
from ui.point import point, take_pin
from ui.session import fragment, has_blend, has_class, needed, send_model, this_model
from ui.words import text
from vae_core.atlas.tour_file import load_tour

state = st.session_state


@fragment
def board(name: str, latent_dim: int, stops: list) -> None:
    """The map; a pin reruns nothing else."""
    if page := state.pop("opened_page", None):
        st.switch_page(f"pages/{'interpolate' if page == 'interpolate' else 'explore'}.py")
    on = {
        "pin": lambda: take_pin(state["manifold"].pin, name, latent_dim),
        "open": lambda: state.update(opened_page=state["manifold"].open),
    }
    part("manifold", "manifold", on, stops=stops, **point(name, latent_dim))


left, right = field_and_picture()
with right:
    name = this_model("manifold")
atlas = needed(loaders.atlas, name)
stops = needed(load_tour, name)
mount_worker()
send_model(name)
latent_dim = atlas.codes.shape[1]
here = point(name, latent_dim)
with left:
    board(name, latent_dim, stops)
with right:
    part("stage", "stage", **here)
    with st.container(key="last-on-phone"):
        part("sliders", "sliders")
        hint = text("manifold.no_tour_of_class") if has_class(name) else text("manifold.no_tour", name=name)
        hint = text("manifold.no_tour_of_blend") if has_blend(name) else hint
        part("tour", "tour", stops=stops, hint=hint, **here)
glossary("latent", "prior", "posterior", "support")
