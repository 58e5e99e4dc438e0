"""Make more: pictures of chosen classes, filtered by the trust meter, checked, to take away with their provenance."""

import streamlit as st

from ui import loaders
from ui.glossary import glossary
from ui.make.form import choose, in_link
from ui.make.making import made_for
from ui.make.preview import figures, grid, thrown
from ui.make.take_away import buttons, provenance
from ui.make.worth import worth
from ui.plain import plain
from ui.session import needed, not_here, this_model
from ui.share import share_state
from ui.words import sentence, text
from vae_core.fault import Fault
from vae_core.making.wish import Wish, ways_of
from vae_core.store.folder import CheckpointError, load_config

name = this_model("make")
atlas, config = needed(loaders.atlas, name), needed(load_config, name)
needed(loaders.model, name)


def show(wish: Wish) -> None:
    """What came of it, or the sentence why nothing did."""
    try:
        with st.spinner(text("make.making")):
            made = made_for(name, wish)
    except CheckpointError:
        raise
    except Fault as fault:
        st.info(plain(sentence(fault)))
        return
    buttons(name, made)
    grid(made)
    figures(made)
    thrown(made)
    provenance(name, made)


try:
    ways = ways_of(name, config.parts, atlas.class_names)
except Fault as fault:
    not_here(sentence(fault))
form, result = st.columns([1, 2.2], gap="large")
with form:
    wish = choose(name, atlas, ways)
with result:
    if wish:
        needed(show, wish)
    else:
        st.info(text("make.no_class"))
share_state(name, config.code_length, make=in_link(wish, atlas, ways))
worth()
glossary("support", "posterior", "prior", "latent")
