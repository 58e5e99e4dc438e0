"""Playground: a small VAE trains in the browser while one watches; the server only sends digits and the program."""

import streamlit as st

from ui.host import part
from ui.playground.sent import digits, worker_source
from ui.session import run_inside_app
from ui.words import text
from ui.words.language import language


def file_of(code: str) -> bytes:
    """The page as one file, made when it is asked for."""
    from ui.one_file.playground import playground_file  # joins every module: not on the way to the page

    return playground_file(code).encode()


run_inside_app()
part("playground", "playground", source=worker_source(), digits=digits())
code = language()  # by the time the file is made no visitor is known
name = "playground.html"
st.download_button(text("playground.file"), lambda: file_of(code), name, "text/html", on_click="ignore", key="file")
st.caption(text("playground.file_note"))
