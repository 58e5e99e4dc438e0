"""Playground: a small VAE trains in the browser while one watches; the server only sends digits and the program."""

import streamlit as st

from ui.host import part
from ui.playground.sent import knobs_of, sent
from ui.session import run_inside_app
from ui.words import text
from ui.words.language import language

state = st.session_state


def note_knobs() -> None:
    """Notes how the knobs stand, as the page's address has them."""
    state["play"] = knobs_of(state["silent_knobs"].turned)


def file_of(code: str, play: str) -> bytes:
    """The page as one file, made when it is asked for."""
    from ui.one_file.playground import playground_file  # joins every module: not on the way to the page

    return playground_file(code, play).encode()


@st.fragment
def offer_file() -> None:
    """The button: the file opens with the knobs as they stand here."""
    play = state.get("play", "")
    part("knobs", "silent_knobs", {"turned": note_knobs}, known=play)
    code = language()  # by the time the file is made no visitor is known
    name = "playground.html"
    st.download_button(
        text("playground.file"), lambda: file_of(code, play), name, "text/html", on_click="ignore", key="file"
    )
    st.caption(text("playground.file_note"))


run_inside_app()
part("playground", "playground", **sent())
offer_file()
