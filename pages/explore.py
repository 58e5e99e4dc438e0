"""Explore: a map of the codes, sliders and a picture, all decoded live in the browser."""

import streamlit as st

from ui import loaders
from ui.columns import field_and_picture
from ui.explore.evidence import evidence
from ui.fetch import offer_originals
from ui.host import mount_worker, part
from ui.map.controls import map_controls
from ui.map.figure import map_figure
from ui.map.view import camera_for, view_in_link
from ui.originals import missing_set
from ui.point import go_to, point, take_pin
from ui.session import fragment, needed, send_model, this_model
from vae_core.model.parts import GRID, part_of_kind
from vae_core.store.folder import load_config

CHART = {"scrollZoom": True, "displayModeBar": False, "doubleClick": False}
state = st.session_state


def sent(key: str, event: str):
    """What a part sent last."""
    return getattr(state[key], event)


@fragment
def map_view(name: str, atlas) -> None:
    """Controls, chart and tools of the map; a change here reruns nothing else."""
    has_axes = part_of_kind(needed(load_config, name).parts, GRID) is None
    projection, colouring = map_controls(atlas, has_axes)
    if "hidden" not in state:
        state.update(view_in_link(projection, len(atlas.class_names)))
    if state.setdefault("hidden_of", atlas.class_names) != atlas.class_names:
        state.update(hidden=set(), hidden_of=atlas.class_names)  # the same numbers are other classes here
    look = (name, projection, colouring, st.context.theme.type or "light")
    camera = camera_for((*look, sorted(state["hidden"])), projection)
    figure = map_figure(*look, state["hidden"], camera, all_points=bool(state.get("map_fallback")))
    with st.container(key="map"):
        if state.get("map_fallback"):
            chosen = st.plotly_chart(figure, theme=None, config=CHART, key="chart", on_select="rerun")
            follow_click(name, atlas, chosen.selection.points)
        else:
            st.plotly_chart(figure, theme=None, config=CHART, key="chart")
    part("map", "map_part", {
        "hidden": lambda: state.update(hidden=set(sent("map_part", "hidden") or ())),
        "camera": lambda: state.update(camera=sent("map_part", "camera"), seen=None),
        "fallback": lambda: state.update(map_fallback=True),
    }, hidden=sorted(state["hidden"]))  # fmt: skip


def follow_click(name: str, atlas, points: list) -> None:
    """Goes to the code that was clicked last, where the map's overlay cannot answer."""
    if points == state.get("clicked"):
        return
    state["clicked"] = points
    if points:
        go_to(name, atlas.codes[points[0]["customdata"]].tolist())
        st.rerun()


@fragment
def evidence_view(name: str, latent_dim: int) -> None:
    """Where pinned codes and the map's camera arrive, and what the browser asks of Python: nothing is drawn anew."""
    on = {
        "pin": lambda: take_pin(sent("evidence", "pin"), name, latent_dim),
        "seen": lambda: state.update(seen=sent("evidence", "seen")),
        "ask": lambda: state.update(asked_evidence=sent("evidence", "ask")),
    }
    found = needed(evidence, name, state.pop("asked_evidence", None))
    part("evidence", "evidence", on, here=missing_set(name) is None, **point(name, latent_dim), **found)


left, right = field_and_picture()
with right:
    name = this_model("explore")
atlas = needed(loaders.atlas, name)
send_model(name)
if needed(loaders.lane, name) == "worker":
    mount_worker()
latent_dim = atlas.codes.shape[1]
here = point(name, latent_dim)
with right:  # the picture needs nothing of the map and comes first
    part("stage", "stage", **here)
    part("sliders", "sliders")
with left:
    map_view(name, atlas)
with right, st.container(key="last-on-phone"):
    evidence_view(name, latent_dim)
    offer_originals(name)
