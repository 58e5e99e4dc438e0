"""The floor: the least that a Streamlit page with one slider can do when it is moved."""

import streamlit as st

st.write(st.slider("z", -3.0, 3.0, 0.0))
