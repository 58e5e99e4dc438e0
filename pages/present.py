"""Present: a deck of stops beside the live state, and the button that puts it on the big screen."""

import streamlit as st

from ui import loaders
from ui.host import mount_worker, part, send_bytes
from ui.plain import plain
from ui.point import point
from ui.present.deck import example_decks
from ui.session import choose_model, needed, page_error
from vae_core.store.folder import CheckpointError, list_models

state = st.session_state


def keep_wish() -> None:
    """Remembers which models the deck in the browser needs."""
    wish = state["desk"].models
    state["deck_models"] = [name for name in wish or () if name in list_models()]


left, right = st.columns([1.55, 1], gap="large")
with right:
    name = choose_model(label_visibility="collapsed")
atlas = needed(loaders.atlas, name)
broken = {}
for wanted in dict.fromkeys([name, *state.get("deck_models", ())]):
    try:
        send_bytes(loaders.model_bytes(wanted), key=f"model_bytes_{wanted}")
        send_bytes(loaders.atlas_bytes(wanted), key=f"atlas_bytes_{wanted}")
    except CheckpointError as error:
        if wanted == name:
            page_error(str(error))
        broken[wanted] = str(error)
        st.warning(plain(f"{wanted} cannot be shown: {error}"))
mount_worker()
latent_dim = atlas.codes.shape[1]
here = point(name, latent_dim)
with left:
    part("desk", "desk", {"models": keep_wish}, decks=example_decks(), known=list_models(), broken=broken)
with right:
    part("stage", "stage", **here)
    part("sliders", "sliders")
