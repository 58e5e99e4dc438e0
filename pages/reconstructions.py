"""Reconstructions: what the model keeps of images, and what each one costs it."""

import streamlit as st

from ui import loaders
from ui.glossary import glossary
from ui.reconstructions.choice import choose
from ui.reconstructions.rows import by_class, rows
from ui.session import needed, this_model
from ui.share import share_state

name = this_model("reconstructions")
atlas = needed(loaders.atlas, name)
needed(loaders.model, name)
choice = choose(name, atlas, st.container(horizontal=True, vertical_alignment="bottom"))
share_state(name, atlas.codes.shape[1], **choice.in_link())
chosen = choice.images(atlas)
needed(rows, name, atlas, chosen)
by_class(atlas)
glossary("nat", "elbo", "kl", "posterior")
