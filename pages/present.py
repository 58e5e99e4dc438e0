"""Present: a deck of stops beside the live state, and the button that puts it on the big screen."""

import streamlit as st

from ui import loaders
from ui.host import mount_worker, part, send_bytes
from ui.plain import plain
from ui.point import point
from ui.present.deck import example_decks
from ui.session import needed, page_error, this_model
from ui.words import sentence, text
from vae_core.store.folder import CheckpointError, list_models

state = st.session_state


def note_models() -> None:
    """Notes which models the deck in the browser needs."""
    wanted = state["desk"].models
    state["deck_models"] = [name for name in wanted or () if name in list_models()]


def send_models(chosen: str) -> dict[str, str]:
    """Sends the chosen model and those of the deck; why some cannot be shown, by name."""
    broken = {}
    for name in dict.fromkeys([chosen, *state.get("deck_models", ())]):
        try:
            send_bytes(loaders.model_bytes(name), key=f"model_bytes_{name}")
            send_bytes(loaders.atlas_bytes(name), key=f"atlas_bytes_{name}")
        except CheckpointError as error:
            if name == chosen:
                page_error(sentence(error))
            broken[name] = sentence(error)
            st.warning(plain(text("present.broken", name=name, reason=broken[name])))
    return broken


left, right = st.columns([1.55, 1], gap="large")
with right:
    name = this_model("present")
atlas = needed(loaders.atlas, name)
broken = send_models(name)
mount_worker()
here = point(name, atlas.codes.shape[1])
with left:
    part("desk", "desk", {"models": note_models}, decks=example_decks(), known=list_models(), broken=broken)
with right:
    part("stage", "stage", **here)
    part("sliders", "sliders")
