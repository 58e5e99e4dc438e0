"""Odd ones out: which images a model finds strange, by several scores, and how well each tells them from the others."""

import streamlit as st

from ui import loaders
from ui.odd.view import OPENED, view
from ui.point import go_to
from ui.session import needed, not_here, this_model
from ui.words import text
from vae_core.model.parts import BLEND, part_of_kind

name = this_model("odd")
atlas = needed(loaders.atlas, name)
if part_of_kind(needed(loaders.model, name).parts, BLEND):
    not_here(text("odd.blend", name=name))
if (code := st.session_state.pop(OPENED, None)) is not None:
    go_to(name, code)
    st.switch_page("pages/explore.py")
needed(view, name, atlas)
