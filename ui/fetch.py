"""One button for the original images that a page lacks: progress, a sentence if they do not come, a page drawn anew."""

from __future__ import annotations

import streamlit as st

from ui.originals import forget_what_is_here, missing_set
from ui.plain import plain
from ui.words import text
from vae_core.data import fetch

LOOKS_EVERY = "600ms"


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
