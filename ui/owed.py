"""What a message of the browser has changed and nothing has drawn yet.

Streamlit sends what changes at one moment as one message, and runs only the fragment that spoke first. A choice of the
visitor's that falls together with a word of a part would reach its callback and never the screen. So a callback notes
which fragment has to draw, and a fragment that runs by itself sees whether another one, or the page, is owed a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

PAGE = "page"  # who draws what lies in no fragment
_drawing = ContextVar("drawing", default=PAGE)


def noted(callback: Callable[[], None]) -> Callable[[], None]:
    """The callback of something that is drawn now: called, it also notes who draws it anew."""
    drawer = _drawing.get()

    def call() -> None:
        st.session_state.setdefault("owed", set()).add(drawer)
        callback()

    return call


def page_starts() -> None:
    """The whole page is drawn: nothing is owed any more."""
    st.session_state["owed"] = set()


@contextmanager
def drawing(fragment: str) -> Iterator[None]:
    """The time in which a fragment draws; the whole page is drawn instead if another one is owed a run."""
    owed = st.session_state.get("owed", set())
    owed.discard(fragment)
    if owed:
        st.rerun()
    token = _drawing.set(fragment)
    try:
        yield
    finally:
        _drawing.reset(token)
