"""Start: the plane of a model of two numbers fills the window, and the picture follows the hand."""

import streamlit as st

from ui import loaders
from ui.explore.evidence import evidence
from ui.host import mount_worker, part
from ui.link import link
from ui.point import point
from ui.present.deck import send_models, tour_deck
from ui.session import needed, run_inside_app, send_model, this_model
from vae_core.store.folder import list_models

# Start is dark whatever the theme is (web/start/style.js): so is the header above it.
DARK = """<style>
@media (forced-colors: none) {
.stApp { background: #0a0c12; color-scheme: dark; }
.stApp [data-testid="stHeader"] { background: #0a0c12; color: #eef0f8; }
.stApp [data-testid="stHeader"] :is(a, a *, button, button *) { color: #eef0f8; }
.stApp :is(.st-key-silent_header, .st-key-silent_add_stop) .stBidiComponent * { --st-text-color: #eef0f8;
  --st-background-color: #0a0c12; --st-secondary-background-color: #171b28; --st-primary-color: #8ea2ff; }
}
</style>"""

run_inside_app()
st.html(DARK)
state = st.session_state


def take_door() -> None:
    """The tour stays on this page and needs its models; any other door is a page."""
    door = state["start"].open
    if door == "tour":
        state["tour_wish"] = state.get("tour_wish", 0) + 1
    else:
        state["opened_door"] = door


if door := state.pop("opened_door", None):
    st.switch_page(f"pages/{door}.py")
on = {"open": take_door, "ask": lambda: state.update(asked_start=state["start"].ask)}
if "model" in st.query_params:  # a link of the time when this address was Explore's
    link()  # read before the address changes
    part("start", "start", on, redirect="explore")
else:
    name = this_model("start")
    atlas = needed(loaders.atlas, name)
    send_model(name)
    mount_worker()
    tour = None
    if wish := state.get("tour_wish"):
        deck = tour_deck()
        broken = send_models(stop["model"] for stop in deck["stops"] if stop["model"] != name)
        tour = {"wish": wish, "deck": deck, "known": list_models(), "broken": broken}
    found = needed(evidence, name, state.pop("asked_start", None))
    part("start", "start", on, tour=tour, **point(name, atlas.codes.shape[1]), **found)
