"""Start: the plane of a model of two numbers fills the window, and the picture follows the hand."""

import streamlit as st

from ui import loaders
from ui.host import mount_worker, part
from ui.link import link
from ui.point import point
from ui.session import needed, run_inside_app, send_model, this_model

DOORS = {"tour": "present", "explore": "explore", "train": "train", "adopt": "train"}  # by what the part says

run_inside_app()
state = st.session_state


@st.fragment
def doors(**props: object) -> None:
    """The part; the page that it opens."""
    if door := state.pop("opened_door", None):
        st.switch_page(f"pages/{DOORS.get(door, 'explore')}.py")
    part("start", "start", {"open": lambda: state.update(opened_door=state["start"].open)}, **props)


if "model" in st.query_params:  # a link of the time when this address was Explore's
    link()  # read before the address changes
    doors(redirect="explore")
else:
    name = this_model("start")
    atlas = needed(loaders.atlas, name)
    send_model(name)
    mount_worker()
    doors(**point(name, atlas.codes.shape[1]))
