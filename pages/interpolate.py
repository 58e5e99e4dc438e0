"""Interpolate: walks between test images, compared."""

import streamlit as st

from frontend.session import choose_model

choose_model(label_visibility="collapsed")
st.info("Being built.")
