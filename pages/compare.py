"""Compare: two models of the same images side by side, and one cursor for both."""

import streamlit as st

from ui import loaders
from ui.compare.others import first_of, others_of
from ui.host import part
from ui.link import link
from ui.models import title_of
from ui.plain import plain
from ui.point import point, take_pin
from ui.session import needed, not_here, send_model, this_model
from ui.words import text
from vae_core.store.label import label

state = st.session_state
name = this_model("compare")
atlas = needed(loaders.atlas, name)
send_model(name)
others = needed(others_of, name)
asked = state.get("against") or link().get("against")
if not (against := first_of(name, others, asked)):
    not_here(text("compare.alone", name=name))
if asked and asked != against and asked != name:
    st.warning(plain(text("compare.not_beside", name=label(asked), model=name)))
    state.pop("against", None)
    link().pop("against", None)
if against != name:
    send_model(against, "_against")
latent_dim = atlas.codes.shape[1]
on = {
    "against": lambda: state.update(against=state["compare"].against),
    "pin": lambda: take_pin(state["compare"].pin, name, latent_dim),
}
part("compare", "compare", on, title=title_of(name), against=against, others=others, **point(name, latent_dim))
