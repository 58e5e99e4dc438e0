"""A whole number that a link may carry for a widget."""

from __future__ import annotations

import streamlit as st

from ui.plain import plain


def number_in_link(title: str, largest: int, key: str) -> int:
    """Draws a number input from 0 to `largest` that the link keeps; what is no number there is left out, and said."""
    try:
        return int(st.number_input(title, 0, largest, 0, key=key, bind="query-params"))
    except (OverflowError, ValueError):  # Streamlit takes "inf" for a number, and fails at it in every run
        if not st.session_state.get(f"{key}-said"):
            st.session_state[f"{key}-said"] = True
            st.toast(plain(f"The link's {key} is not a whole number: it was left out."), icon="⚠️")
        return int(st.number_input(title, 0, largest, 0, key=f"{key}-unbound"))
