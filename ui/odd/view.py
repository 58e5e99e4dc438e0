"""The page below its head: where originals are here, the choice and what every score makes of it."""

from __future__ import annotations

import streamlit as st

from ui.fetch import offer_subject
from ui.host import part
from ui.odd.choice import Choice, choose
from ui.odd.made import made
from ui.originals import images_of
from ui.plain import plain
from ui.share import share_state
from ui.words import sentence, text
from vae_core.data.sets import DatasetError
from vae_core.store.atlas import Atlas

OPENED = "opened-odd"  # the code of a picture that was clicked


def view(name: str, atlas: Atlas) -> None:
    """Draws it. Raises CheckpointError."""
    if images_of(name) is None:
        offer_subject(name, text("odd.small_digits"), type="primary")
        return share_state(name, atlas.codes.shape[1])
    try:
        choice = choose(name, atlas)
        share_state(name, atlas.codes.shape[1], **choice.in_link())
        if choice.is_chosen:
            _scores(name, choice)
    except DatasetError as error:
        st.error(plain(sentence(error)))


def _scores(name: str, choice: Choice) -> None:
    state, found = st.session_state, made(name, choice)

    def open_image() -> None:
        state.update({OPENED: found.codes[int(state["odd"].open)].tolist(), "model": name})

    st.markdown(text(f"odd.seen_{choice.kind}", strange=plain(choice.title)))
    part("odd", "odd", {"open": open_image}, **found.props)
    if not found.has_regret and found.can_regret and st.button(text("odd.regret"), help=text("odd.regret_help")):
        state["odd-regret"] = True
        st.rerun()
    with st.expander(text("odd.why")):
        st.markdown(text("odd.why_text"))
