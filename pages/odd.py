"""Odd ones out: which images a model finds strange, by several scores, and how well each tells them from the others."""

import streamlit as st

from ui import loaders
from ui.odd.view import OPENED, view
from ui.point import go_to
from ui.session import needed, not_here, this_model
from ui.words import text

name = this_model("odd")
atlas = needed(loaders.atlas, name)
if not needed(loaders.model, name).config.has_likelihood:
    not_here(text("odd.blend", name=name))
if (code := st.session_state.pop(OPENED, None)) is not None:
    go_to(name, code)
    st.switch_page("pages/explore.py")
needed(view, name, atlas)
