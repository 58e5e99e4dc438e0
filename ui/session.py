"""What every page shares: the navigation, the chosen model in session and URL, and one way to show an error."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from ui import loaders
from ui.host import send_bytes
from ui.link import link
from ui.owed import drawing, page_starts
from ui.pages import FIRST, GROUPS
from ui.plain import plain
from ui.words import sentence, text
from vae_core.model.parts import BLEND, CLASS, GRID, part_of_kind
from vae_core.store.folder import CheckpointError, list_models, load_config
from vae_core.store.label import LISTED, label

DEFAULT_MODEL = "mnist-16d"
FLAT_MODEL = "mnist-2d"
# What a page shows best.
NATURAL = {"manifold": FLAT_MODEL, "learn": FLAT_MODEL, "make": "mnist-cvae", "odd": "digits-2d"}
WITHOUT_GAPS = ("manifold", "interpolate")  # pages that move between codes, where a grid has nothing
OF_HUNDREDS = ("start", "manifold", "interpolate", "present", "learn")  # pages of more pictures than Python decodes
WITHOUT_MODEL = ("zoo", "playground", "challenge", "train", "adopt")
FOLDER = Path(__file__).resolve().parent.parent / "pages"


def navigation() -> st.Page:
    """Draws the navigation and returns the page that the visitor asked for."""
    groups = {text(f"app.group_{group}") if group else "": [_page(name) for name in pages] for group, pages in GROUPS}
    st.session_state["through_app"] = True
    page_starts()
    return st.navigation(groups, position="top")


def _page(name: str) -> st.Page:
    return st.Page(FOLDER / f"{name}.py", title=text(f"app.page_{name}"), url_path=name, default=name == FIRST)


def run_inside_app() -> None:
    """Sees to it that the page runs inside app.py.

    A link to a page may be the first thing a fresh server is asked for; Streamlit then runs the file in pages/ by
    itself, because nobody has called st.navigation yet. Once it has been called, a rerun goes through app.py.
    """
    if "through_app" not in st.session_state:
        navigation()
        st.rerun()


def this_model(page: str) -> str:
    """The model that a page shows; ends the run with a sentence if there is none."""
    run_inside_app()
    name = model_of(page) or page_error(text("app.no_models"))
    if page in OF_HUNDREDS and needed(loaders.lane, name) == "server":
        not_here(text("app.one_at_a_time", name=name))
    if page in WITHOUT_GAPS and part_of_kind(needed(load_config, name).parts, GRID):
        not_here(text("app.codes_are_cells", name=name))
    return name


def has_class(name: str) -> bool:
    """Whether a class is given beside the vector of its codes."""
    return part_of_kind(needed(load_config, name).parts, CLASS) is not None


def has_blend(name: str) -> bool:
    """Whether its codes end with a blend of two decoders."""
    return part_of_kind(needed(load_config, name).parts, BLEND) is not None


def model_of(page: str) -> str | None:
    """The model that a page shows: the visitor's choice, or the one that it shows best; None where there is none."""
    names = list_models()
    if not names or page in WITHOUT_MODEL:
        return None
    if page == FIRST:  # its plane is all of a model of two numbers, and no choice of another page's changes that
        flat = [name for name in names if latent_dim_of(name) == 2]
        return FLAT_MODEL if FLAT_MODEL in flat else (flat or names)[0]
    return present_model(names, NATURAL.get(page, DEFAULT_MODEL))


def latent_dim_of(name: str) -> int | None:
    """How many numbers a flat code has, or None where the folder is not good."""
    try:
        return load_config(name).code_length
    except CheckpointError:
        return None


def present_model(names: list[str], natural: str) -> str:
    """The model that the visitor chose, else the one that the link names, else the page's natural one."""
    asked = st.session_state.get("model") or link().get("model")
    if asked in names:
        return asked
    if asked:
        st.warning(plain(_unknown(asked, names)))
        st.session_state.pop("model", None)
        link().pop("model", None)
    return next((name for name in (natural, DEFAULT_MODEL) if name in names), names[0])


def _unknown(asked: str, names: list[str]) -> str:
    """All models by name; where they are many, those whose name is most like the one that was asked for."""
    if (more := len(names) - LISTED) > 0:
        near = get_close_matches(asked, names, LISTED, cutoff=0)
        return text("app.unknown_model_of_many", name=label(asked), names=", ".join(near), n=more)
    return text("app.unknown_model", name=label(asked), names=", ".join(names))


class PageEnded(StopException):
    """The page ends here, and the run with it as if it were whole: `visit` catches it.

    After `st.stop`, whose exception it is to anyone else, Streamlit keeps the fragments of what was there before. A
    last word of one of their parts then runs a fragment whose place is gone, and the whole app disappears from the
    browser.
    """


def needed(load: Callable[..., Any], *arguments: Any) -> Any:
    """What `load` returns; its sentence on the page, and no more, where the model folder is not good."""
    return guarded(load)(*arguments)


def guarded(draw: Callable[..., Any]) -> Callable[..., Any]:
    """`draw` with one sentence in place of what a model folder makes it raise, which may change at any moment.

    It goes around every page and, because Streamlit runs them by themselves, inside every fragment.
    """

    @wraps(draw)
    def drawn(*arguments: Any, **named: Any) -> Any:
        try:
            return draw(*arguments, **named)
        except CheckpointError as error:
            page_error(sentence(error))
        except OSError as error:
            page_error(text("app.file_unreadable", reason=error.strerror or type(error).__name__))
        except MemoryError:
            page_error(text("app.out_of_memory"))

    return drawn


def fragment(draw: Callable[..., Any]) -> Callable[..., Any]:
    """`draw` as a part of the page that runs by itself, guarded; it draws the whole page where that is owed."""

    @st.fragment
    @wraps(draw)
    def drawn(*arguments: Any, **named: Any) -> None:
        try:
            with drawing(draw.__name__):
                guarded(draw)(*arguments, **named)
        except PageEnded:  # to Streamlit it would be an error of this fragment
            st.session_state["page_ended"] = True

    def in_page(*arguments: Any, **named: Any) -> None:
        st.session_state["page_ended"] = False
        drawn(*arguments, **named)
        if st.session_state["page_ended"]:
            raise PageEnded

    return in_page


def send_model(name: str, suffix: str = "") -> None:
    """Hands a model and its atlas to the browser; the suffix of the keys tells apart those of one page."""
    send_bytes(needed(loaders.model_bytes, name), key=f"model_bytes{suffix}")
    send_bytes(needed(loaders.atlas_bytes, name), key=f"atlas_bytes{suffix}")


def not_here(message: str) -> None:
    """Says in one sentence that a page cannot show a model that is good, and ends it."""
    with st.container(key="page-error"):
        st.info(plain(message))
    raise PageEnded


def page_error(message: str) -> None:
    """Shows one sentence where the page would be, and ends it."""
    with st.container(key="page-error"):
        st.error(plain(message))
    raise PageEnded
