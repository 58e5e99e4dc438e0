"""Which language a visitor reads: what the address asks for, else what was chosen in the header, else the browser's.

The server decides, once for each visit, and the browser side is sent in that language (ui/host.py). A choice lies in a
cookie, so that the server knows it before it sends the first byte. Nothing of it is kept in the server itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

HERE = Path(__file__).parent
ENGLISH = "en"
PARAMETER = "lang"  # of an address
COOKIE = "latent_lens_language"  # written by web/header/language_button.js
_set = ContextVar("language", default="")  # for a while, whoever reads


class Reading(NamedTuple):
    """The code of a language, and whether the address asked for it."""

    code: str
    is_in_address: bool


def language() -> str:
    """The code of the language that this visitor reads; English where nobody does, as in a command."""
    if code := _set.get():
        return code
    return reading().code if get_script_run_ctx(suppress_warning=True) else ENGLISH


def reading() -> Reading:
    """What the visit began with: it stays while the pages change."""
    state = st.session_state
    if "reading" not in state:
        context = st.context
        state["reading"] = chosen(st.query_params.get(PARAMETER), context.cookies.get(COOKIE), context.locale)
    return state["reading"]


def chosen(in_address: str | None, in_cookie: str | None, of_browser: str | None) -> Reading:
    """The first of three wishes that names a language of ours, else English.

    Args:
        in_address: the value of `?lang=`.
        in_cookie: what was chosen in the header.
        of_browser: its preference, such as "zh-CN" or the start of an Accept-Language header.
    """
    if code := _ours(in_address):
        return Reading(code, True)
    return Reading(_ours(in_cookie) or _ours(of_browser) or ENGLISH, False)


@contextmanager
def read_in(code: str) -> Iterator[None]:
    """A while in which texts are those of one language, whoever reads."""
    token = _set.set(code)
    try:
        yield
    finally:
        _set.reset(token)


@cache
def languages() -> tuple[str, ...]:
    """The codes of those that we have."""
    return tuple(sorted(path.name for path in HERE.iterdir() if any(path.glob("*.toml"))))


def _ours(tag: str | None) -> str:
    code = (tag or "").lower().split(",")[0].split(";")[0].split("-")[0].strip()
    return code if code in languages() else ""
