"""Present: a deck of stops beside the live state, and the button that puts it on the big screen."""

import streamlit as st

from ui import loaders
from ui.challenge.models import game_models
from ui.columns import WIDTHS
from ui.host import mount_worker, part
from ui.models import cards
from ui.plain import plain
from ui.playground.sent import sent
from ui.point import point
from ui.present.deck import example_decks, send_models
from ui.session import needed, page_error, this_model
from ui.words import text
from vae_core.store.folder import list_models

state = st.session_state
HELD = {  # what the pages need that a stop can hold
    "playground": sent,
    "challenge": lambda: {"models": game_models()},
}


def note_wanted() -> None:
    """Notes which models the deck in the browser needs, and which pages its stops hold."""
    wanted = state["desk"].wanted or {"models": (), "pages": ()}
    state["deck_models"] = [name for name in list_models() if name in wanted["models"]]
    state["deck_pages"] = [page for page in HELD if page in wanted["pages"]]


left, right = st.columns(WIDTHS, gap="medium")
with right:
    name = this_model("present")
atlas = needed(loaders.atlas, name)
held = {page: HELD[page]() for page in state.get("deck_pages", ())}
games = held.get("challenge", {}).get("models", {})
broken = send_models([name, *state.get("deck_models", ()), *games.values()])
if name in broken:
    page_error(broken[name])
for other, reason in broken.items():
    st.warning(plain(text("present.broken", name=other, reason=reason)))
mount_worker()
here = point(name, atlas.codes.shape[1])
with left:
    titles = {card["name"]: card["title"] for card in cards()}
    props = {"decks": example_decks(), "known": list_models(), "titles": titles, "broken": broken}
    part("desk", "desk", {"wanted": note_wanted}, **props)
    part("heldpages", "silent_held_pages", pages=held)
with right:
    part("stage", "stage", **here)
    part("sliders", "sliders")
