"""Challenge: find this digit, a game of a target picture, sliders and a clock, played in the browser alone."""

import streamlit as st

from ui.challenge.models import game_models
from ui.host import mount_worker, part
from ui.session import run_inside_app, send_model
from ui.words import text

run_inside_app()
if models := game_models():
    for name in models.values():
        send_model(name, f"_{name}")
    mount_worker()  # for the plane
    part("challenge", "challenge", models=models)
else:
    st.info(text("challenge.none"))
