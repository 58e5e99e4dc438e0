"""Train: choose images and a network, start, and watch the latent space form; it goes on without this page."""

import streamlit as st

from ui.access import training_is_closed
from ui.session import run_inside_app
from ui.train.form import train_form
from ui.train.view import runs_view


def workshop() -> None:
    """The form, and the runs beside it."""
    form, view = st.columns([1, 2.9], gap="large")
    with form, st.container(key="train-form"):
        train_form()
    with view:
        runs_view()


run_inside_app()
if closed := training_is_closed():
    st.info(closed)
else:
    workshop()
