"""The two columns of every page with a live picture: what is moved over on the left, the picture on the right.

One place says how wide they are, so that the picture stays where it is from page to page, and is at least 320 pixels
wide in a window of 1400 and 240 in one of 1024.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

WIDTHS = (1.3, 1)


def field_and_picture() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Draws them; on a phone the picture comes first."""
    left, right = st.container(key="picture-first").columns(WIDTHS, gap="medium")
    return left, right
