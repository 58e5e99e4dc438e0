"""Which models can be seen beside one: those of the same images, in the same order."""

from __future__ import annotations

import streamlit as st

from ui import loaders
from ui.always_here import is_whole
from ui.models import cards
from vae_core.store.atlas import mark_of_images
from vae_core.store.folder import CheckpointError

NATURAL = "mnist-2d"  # what another model is compared with at first: two numbers beside many


def others_of(name: str) -> list[dict[str, str]]:
    """Name and title of every other model of the images of this one, in the order of the cards."""
    images = _images(name, loaders.stamp(name))
    found = [card for card in cards() if card["name"] != name and _images_or_none(card["name"]) == images]
    return [{"name": card["name"], "title": card["title"]} for card in found]


def first_of(others: list[dict[str, str]], asked: str | None) -> str | None:
    """The one that was asked for, else the natural one, else the first; None where none of them can be read."""
    names = [other["name"] for other in others]
    wished = [name for name in (asked, NATURAL) if name in names]
    return next((name for name in [*wished, *names] if is_whole(name)), None)


def _images_or_none(name: str) -> str | None:
    try:
        return _images(name, loaders.stamp(name))
    except (CheckpointError, OSError):
        return None  # it says what is wrong with it where it is chosen


@st.cache_data(show_spinner=False, max_entries=2000)
def _images(name: str, stamp: loaders.Stamp) -> str:
    return mark_of_images(name)
