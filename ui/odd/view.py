"""The page below its head: where originals are here, the choice and what every score makes of it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.access import is_private
from ui.fetch import offer_subject
from ui.host import part
from ui.odd.brought import MOST
from ui.odd.choice import Choice, choose, take_brought
from ui.odd.made import made
from ui.originals import data_of, images_of
from ui.plain import plain
from ui.point import is_code
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
        with st.container(horizontal=True, vertical_alignment="bottom"):
            choice = choose(name, atlas)
            beside = st.container(width="content")
        share_state(name, atlas.codes.shape[1], **choice.in_link())
        _scores(name, choice, beside)
    except DatasetError as error:
        st.error(plain(sentence(error)))


def _scores(name: str, choice: Choice, beside: DeltaGenerator) -> None:
    """Draws them, and beside the choice the button for the score that takes long."""
    state, found = st.session_state, made(name, choice)

    def open_image() -> None:
        """That of a number, or a picture of the visitor's own by its code."""
        wish = state["odd"].open
        code = found.codes[wish].tolist() if isinstance(wish, int) and 0 <= wish < len(found.codes) else wish
        if is_code(code, found.codes.shape[1]):
            state.update({OPENED: code, "model": name})

    if not found.has_regret and found.can_regret and beside.button(text("odd.regret"), help=text("odd.regret_help")):
        state["odd-regret"] = True
        st.rerun()
    st.markdown(text(f"odd.seen_{choice.kind}", strange=plain(choice.title)))
    of = {"model": name, "data": data_of(name), "without": choice.label, "regret": found.has_regret}
    about = of | {"shape": found.props["shape"], "atOnce": MOST}
    on = {"open": open_image, "oppose": lambda: take_brought(name, state["odd"].oppose)}
    part("odd", "odd", on, **found.props, about=about, isPrivate=is_private())
    with st.expander(text("odd.why")):
        st.markdown(text("odd.why_text"))
