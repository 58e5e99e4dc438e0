"""Interpolate: walks between waypoints in five ways, decoded and measured in the browser, played and exported."""

import streamlit as st

from ui import loaders
from ui.columns import field_and_picture
from ui.glossary import glossary
from ui.host import mount_worker, part
from ui.interpolate.walks import walks
from ui.point import point, take_pin
from ui.session import fragment, needed, send_model, this_model

state = st.session_state


@fragment
def lab(name: str, latent_dim: int) -> None:
    """Waypoints and rows."""
    on = {"pin": lambda: take_pin(state["interpolate"].pin, name, latent_dim)}
    part("interpolate", "interpolate", on, **point(name, latent_dim))


@fragment
def answers(name: str, latent_dim: int) -> None:
    """Walks that need PyTorch, when the browser asks; apart from what is seen, which would fade meanwhile."""
    on = {"ask": lambda: state.update(asked_walks=getattr(state.get("silent_walks"), "ask", None))}
    found = needed(walks, name, state.get("asked_walks"), latent_dim)
    part("walkanswers", "silent_walks", on, **point(name, latent_dim), **found)


left, right = field_and_picture()
with right:
    name = this_model("interpolate")
latent_dim = needed(loaders.atlas, name).codes.shape[1]
mount_worker()
send_model(name)
here = point(name, latent_dim)
with left:
    lab(name, latent_dim)
with right:
    part("stage", "stage", **here)
    with st.container(key="last-on-phone"):
        part("walkmap", "walkmap", **here)
answers(name, latent_dim)
glossary("latent", "support", "tsne", "prior")
