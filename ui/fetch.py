"""One button for the original images that a page lacks: progress, a sentence if they do not come, a page drawn anew."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui.always_here import ALWAYS_HERE, model_with_images
from ui.originals import forget_what_is_here, missing_set, why_none
from ui.plain import plain
from ui.words import text
from vae_core.data import fetch

LOOKS_EVERY = "600ms"


def offer_subject(name: str, small_digits: str, **button: Any) -> None:
    """Why there are no originals, the button that fetches them, and one to a model whose originals are always here."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(why_none(name)), width="content")
        if model_with_images(name) != name and st.button(small_digits, **button):
            st.session_state["model"] = ALWAYS_HERE
            st.rerun()
        offer_originals(name)


def offer_originals(name: str) -> None:
    """Draws the button, or how far the images have come, where a known data set is not on this machine."""
    if missing_set(name):
        is_running = (download := fetch.last()) is not None and download.is_running()
        st.fragment(_draw, run_every=LOOKS_EVERY if is_running else None)(name)


def _draw(name: str) -> None:
    state, download = st.session_state, fetch.last()
    if download and download.is_running():
        state["fetch_watched"] = True
        share = download.share()
        st.progress(share, text("app.fetching", name=download.name, percent=100 * share))
        return
    if download:
        forget_what_is_here()
    data = missing_set(name)
    if state.pop("fetch_watched", False) or data is None:
        st.rerun()  # the page has its images, or need not look any more
    with st.container(horizontal=True, vertical_alignment="center"):
        _button(data)
        if download and download.error and state.get("fetch_wanted"):
            st.caption(plain(text("app.fetch_failed", name=download.name)))


def _button(data: str) -> None:
    title = text("app.fetch", megabytes=fetch.MEGABYTES[data])
    if st.button(title, key="get-originals", help=text("app.fetch_help", name=data)):
        st.session_state["fetch_wanted"] = True
        fetch.start(data)
        st.rerun()
