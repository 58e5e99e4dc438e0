"""What a visitor has chosen in the form of the Train page, kept while another page is open.

Streamlit forgets a widget that one run of the script has not drawn.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

KEPT = "train-kept"


def kept(key: str, usual: Any) -> str:
    """The key of a widget, which starts with what was chosen before another page was opened, else with the usual."""
    before = st.session_state.setdefault(KEPT, {})
    st.session_state.setdefault(key, before.setdefault(key, usual))
    return key


def keep() -> None:
    """Notes what all the widgets of `kept` say now."""
    before = st.session_state[KEPT]
    before |= {key: st.session_state[key] for key in before if key in st.session_state}


def forget(key: str, usual: Any) -> None:
    """Lets a widget start with the usual again."""
    st.session_state[KEPT][key] = usual
    st.session_state.pop(key, None)
