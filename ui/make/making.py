"""Makes what is wished for, once for all visitors who wish the same."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui import loaders
from ui.loaders import Stamp
from ui.originals import images_of
from vae_core.making.wish import Wish

KEPT = 12  # each at most 2,000 pictures


def made_for(name: str, wish: Wish) -> Any:
    """The pictures. Raises Fault where there are too few, CheckpointError where the folder is not good."""
    return _made(name, loaders.stamp(name), wish, images_of(name) is not None)


@st.cache_resource(show_spinner=False, max_entries=KEPT, hash_funcs={Wish: repr})
def _made(name: str, stamp: Stamp, wish: Wish, has_originals: bool) -> Any:
    from vae_core.making.make import make  # torch: not on the way to the page

    return make(name, wish, images_of(name) if has_originals else None)
