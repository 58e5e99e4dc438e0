"""Zoo: the family tree of the models that are here, each family live, with what it adds and what it costs."""

import streamlit as st

from ui.host import part
from ui.session import run_inside_app, send_model
from ui.words import text
from ui.zoo.branches import branches

state = st.session_state
run_inside_app()


def take_model() -> None:
    """A model that was chosen here is that of every page."""
    state.update(model=state["zoo"].open, opened_from_zoo=True)


if state.pop("opened_from_zoo", None):
    st.switch_page("pages/explore.py")
if not (found := branches()):
    st.info(text("zoo.none"))
for branch in found:
    send_model(branch["model"], f"_{branch['model']}")
part("zoo", "zoo", {"open": take_model}, branches=found)
