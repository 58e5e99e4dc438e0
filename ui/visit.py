"""One run of the app for one visitor: page set-up, navigation and warm-up; it draws nothing else."""

import gc
import threading
from contextlib import suppress
from pathlib import Path

import streamlit as st

from ui.header import follow_page_bar, header, page_head
from ui.host import mount_runtime
from ui.open_files import make_room
from ui.pages import FIRST
from ui.session import PageEnded, guarded, model_of, navigation
from ui.share import share_buttons
from ui.uploads import tidy_uploads
from ui.words import text

ICON = Path(__file__).parent / "icon.svg"


@st.cache_resource(show_spinner=False)
def warm_up() -> threading.Thread:
    """Behind the first picture: room for visitors, torch, and what is loaded out of the garbage collector's sight.

    A full collection costs 70 to 120 ms with torch and pandas loaded, and holds every visitor up. Streamlit's own after
    each run is off (.streamlit/config.toml); what Python starts by itself then only looks at what came after this.
    """
    make_room()

    def work() -> None:
        import vae_core.store.checkpoint  # noqa: F401

        gc.collect()
        gc.freeze()

    thread = threading.Thread(target=work, name="warm-up", daemon=True)
    thread.start()
    return thread


def visit() -> None:
    """Draws the page that the visitor asked for."""
    page = navigation()
    follow_page_bar()
    name = text("app.name")
    title = f"{page.title} · {name}" if page.url_path else name
    st.set_page_config(page_title=title, page_icon=str(ICON), layout="wide")
    st.logo(str(ICON))
    tidy_uploads(page.url_path)
    mount_runtime()
    # The next part makes Streamlit import pandas, in the thread of whoever comes first, while plotly looks at it in
    # those of the others. Asked for here, everyone waits until it is whole, and the browser has its JavaScript to read.
    import pandas  # noqa: F401

    here = page.url_path or FIRST
    header(here, model_of(here))
    share_buttons(here)
    if here != FIRST:  # it has a head of its own, in the window
        page_head(here)
    try:
        with suppress(PageEnded):
            guarded(page.run)()
    finally:
        warm_up()  # after the first picture: it would take half of the machine from it
