"""The runs of the Train page: the one at work or the last one in full, the others one line each."""

from __future__ import annotations

import streamlit as st

from ui.plain import plain
from ui.train.buttons import buttons
from ui.train.gallery import Shown, gallery, shown_of
from ui.train.ghost import ghost
from ui.train.run_words import settings, spoken, where_it_stands
from ui.words import text
from vae_core.runs import runs
from vae_core.runs.live import load_live
from vae_core.runs.runs import Run
from vae_core.store.label import without_folders

EVERY_SECONDS = 1.5
LISTED = 12  # earlier runs
PALE = "<style>.st-key-train-ghost :is(img, .js-plotly-plot) { opacity: 0.6; }</style>"
COLUMNS = {"spec": [1.15, 1], "vertical_alignment": "center"}


def runs_view() -> None:
    """Draws the runs, and keeps them fresh as long as one is active."""
    is_live = any(run.is_active for run in runs.list_runs())
    st.fragment(_runs, run_every=EVERY_SECONDS if is_live else None)(is_live)


def _runs(was_live: bool) -> None:
    known = runs.list_runs()
    if was_live != any(run.is_active for run in known):
        st.rerun()  # the whole page: the clock of this fragment starts or stops
    if not known:
        _invitation()
        return
    shown, *others = known
    _head(shown, known)
    gallery(shown_of(shown, load_live(runs.runs_dir() / shown.name)))
    if others:
        st.markdown(text("train.other_runs"))
    for run in others[:LISTED]:
        _line(run, known)


def _invitation() -> None:
    """Nothing has been trained here: what the digits came to when they were, in pale colours."""
    st.markdown(text("train.nothing_yet"))
    before = ghost()
    if before is None:
        st.caption(text("train.nothing_yet_hint"))
        gallery(Shown())
        return
    epochs = len(before.history)
    st.caption(text("train.ghost", name=before.name, epochs=epochs, time=spoken(before.seconds)))
    st.html(PALE)
    with st.container(key="train-ghost"):
        gallery(Shown(before.live, tuple(before.history), epochs))


def _head(run: Run, known: list[Run]) -> None:
    what, actions = st.columns(**COLUMNS)
    what.markdown(_title(run), help=text("train.run_help"))
    with actions:
        buttons(run)
    st.progress(_share(run), text=plain(without_folders(where_it_stands(run, known))))


def _line(run: Run, known: list[Run]) -> None:
    what, actions = st.columns(**COLUMNS)
    with what:
        st.markdown(_title(run))
        st.caption(plain(without_folders(where_it_stands(run, known))))
    with actions:
        buttons(run)


def _title(run: Run) -> str:
    return text("train.run", name=plain(run.name), settings=plain(settings(run)))


def _share(run: Run) -> float:
    """How much of a run is done, 0 to 1."""
    if run.state == "done":
        return 1.0
    return min(1.0, max(0.0, run.step / run.steps)) if run.steps > 0 else 0.0
