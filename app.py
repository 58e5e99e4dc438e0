"""The entry of `streamlit run app.py`: a server with a page head of ours, and the script that runs for each visitor."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch loads: a decode in a script thread takes 0.7 ms, not 14

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx():
    from ui.visit import visit

    visit()
else:
    from ui.server import MIDDLEWARE, ROUTES

    app = st.App(__file__, middleware=MIDDLEWARE, routes=ROUTES)
