"""Use your own model: the ways in, in plain words, with code to copy."""

import streamlit as st

from ui.adopt.sending import sending
from ui.session import run_inside_app
from ui.words import text

run_inside_app()
ways, facts = st.columns([1.6, 1], gap="large")
with ways:
    st.container(key="long-code").markdown(text("adopt.python"))
    st.markdown(text("adopt.command"))
    sending()
with facts:
    st.markdown(text("adopt.happens"))
    st.markdown(text("adopt.refused"))
    st.markdown(text("adopt.folder"))
