"""Which models can be seen beside one: those of the same images, in the same order; its own second decoder, if any."""

from __future__ import annotations

import streamlit as st

from ui import loaders
from ui.always_here import is_whole
from ui.models import cards
from ui.session import has_blend
from ui.words import text
from vae_core.store.atlas import mark_of_images
from vae_core.store.folder import CheckpointError

NATURAL = "mnist-2d"  # what another model is compared with at first: two numbers beside many


def others_of(name: str) -> list[dict[str, str]]:
    """Name and title of every other model of the images of this one, in the order of the cards.

    Where it has two decoders it comes first itself: one code, drawn by both.
    """
    images = _images(name, loaders.stamp(name))
    found = [card for card in cards() if card["name"] != name and _images_or_none(card["name"]) == images]
    own = [{"name": name, "title": text("compare.other_decoder")}] if has_blend(name) else []
    return own + [{"name": card["name"], "title": card["title"]} for card in found]


def first_of(name: str, others: list[dict[str, str]], asked: str | None) -> str | None:
    """The one that was asked for, else its own second decoder, else the natural one, else the first; None without one.

    What cannot be read is none.
    """
    names = [other["name"] for other in others]
    wished = [other for other in (asked, name, NATURAL) if other in names]
    return next((other for other in [*wished, *names] if is_whole(other)), None)


def _images_or_none(name: str) -> str | None:
    try:
        return _images(name, loaders.stamp(name))
    except (CheckpointError, OSError):
        return None  # it says what is wrong with it where it is chosen


@st.cache_data(show_spinner=False, max_entries=2000)
def _images(name: str, stamp: loaders.Stamp) -> str:
    return mark_of_images(name)
