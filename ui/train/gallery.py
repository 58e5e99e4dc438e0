"""Curves, map and pictures of a run as it trains, in two rows of three; all are there before anything is known."""

from __future__ import annotations

import streamlit as st

from ui import pictures
from ui.train import figures, sheets
from ui.words import text
from vae_core.runs.live import Live
from vae_core.runs.runs import Run

CHART = {"displayModeBar": False}


def gallery(run: Run | None, live: Live | None) -> None:
    """Draws what there is to see of a run, or empty frames."""
    theme = st.context.theme.type or "light"
    _curves(run, live, theme)
    left, middle, right = st.columns(3, gap="medium")
    with left:
        title = text("train.samples_at", n=live.epochs[-1]) if live else text("train.samples")
        st.markdown(title, help=text("train.samples_help"))
        pictures.show(sheets.samples_sheet(live, theme), text("train.samples"))
    with middle:
        title = text("train.reconstructions_at", n=live.epochs[-1]) if live else text("train.reconstructions")
        st.markdown(title, help=text("train.reconstructions_help"))
        pictures.show(sheets.pairs_sheet(live, theme), text("train.reconstructions"))
    with right:
        _kl(run, live, theme)


def _curves(run: Run | None, live: Live | None, theme: str) -> None:
    history, epochs = (run.history, run.epochs) if run else ([], 0)
    left, middle, right = st.columns(3, gap="medium")
    with left:
        st.markdown(text("train.map"), help=_map_help(live))
        st.plotly_chart(figures.forming_map(live, theme), theme=None, config=CHART, key="train-map")
    with middle:
        st.markdown(text("train.elbo"), help=text("train.elbo_help"))
        st.plotly_chart(figures.elbo_curve(history, epochs, theme), config=CHART, key="train-elbo")
    with right:
        st.markdown(text("train.terms"), help=text("train.terms_help"))
        st.plotly_chart(figures.terms_curve(history, epochs, theme), config=CHART, key="train-terms")


def _kl(run: Run | None, live: Live | None, theme: str) -> None:
    standard = run is None or run.chosen("prior", "standard") == "standard"
    title = text("train.kl_at", n=live.epochs[-1]) if live else text("train.kl")
    st.markdown(title, help=text("train.kl_help_standard") if standard else text("train.kl_help_learned"))
    figure = figures.kl_by_dimension(live, run.epochs if run else 0, theme, standard)
    st.plotly_chart(figure, config=CHART, key="train-kl")


def _map_help(live: Live | None) -> str:
    if live is None:
        return text("train.map_help")
    if live.kl_per_dim.shape[1] == 2:
        return text("train.map_help_plane", n=len(live.labels))
    return text("train.map_help_components", n=len(live.labels))
