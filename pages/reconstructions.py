"""Reconstructions: what the model keeps of images, and what each one costs it."""

import streamlit as st

from ui import loaders
from ui.reconstructions.choice import choose
from ui.reconstructions.rows import by_class, costs, rows
from ui.session import needed, this_model
from ui.share import share_state

controls = st.columns([2, 2, 3, 1.2], vertical_alignment="bottom")
with controls[0]:
    name = this_model("reconstructions")
atlas = needed(loaders.atlas, name)
needed(loaders.model, name)
choice = choose(name, atlas, controls[1:])
share_state(name, atlas.codes.shape[1], **choice.in_link())
chosen = choice.images(atlas)
needed(rows, name, atlas, chosen)
costs(atlas, chosen)
by_class(atlas)
