"""Present: a deck of stops beside the live state, and the button that puts it on the big screen."""

import streamlit as st

from ui import loaders
from ui.columns import WIDTHS
from ui.host import mount_worker, part
from ui.models import cards
from ui.plain import plain
from ui.point import point
from ui.present.deck import example_decks, send_models
from ui.session import needed, page_error, this_model
from ui.words import text
from vae_core.store.folder import list_models

state = st.session_state


def note_models() -> None:
    """Notes which models the deck in the browser needs."""
    wanted = state["desk"].models
    state["deck_models"] = [name for name in wanted or () if name in list_models()]


left, right = st.columns(WIDTHS, gap="medium")
with right:
    name = this_model("present")
atlas = needed(loaders.atlas, name)
broken = send_models([name, *state.get("deck_models", ())])
if name in broken:
    page_error(broken[name])
for other, reason in broken.items():
    st.warning(plain(text("present.broken", name=other, reason=reason)))
mount_worker()
here = point(name, atlas.codes.shape[1])
with left:
    titles = {card["name"]: card["title"] for card in cards()}
    props = {"decks": example_decks(), "known": list_models(), "titles": titles, "broken": broken}
    part("desk", "desk", {"models": note_models}, **props)
with right:
    part("stage", "stage", **here)
    part("sliders", "sliders")
