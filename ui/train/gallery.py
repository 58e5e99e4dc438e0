"""Curves, map and pictures of a run as it trains, in two rows of three; all are there before anything is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from ui import pictures
from ui.train import figures, sheets
from ui.words import paragraph, text
from vae_core.model.config import WITHOUT_LIKELIHOOD
from vae_core.runs.live import Live
from vae_core.runs.runs import Run

CHART = {"displayModeBar": False}


@dataclass(frozen=True)
class Shown:
    """What there is to see."""

    live: Live | None = None
    history: tuple[dict[str, Any], ...] = ()
    epochs: int = 0
    has_standard_prior: bool = True
    has_likelihood: bool = True


def shown_of(run: Run, live: Live | None) -> Shown:
    """What a run shows."""
    standard = run.chosen("prior", "standard") == "standard"
    return Shown(live, tuple(run.history), run.epochs, standard, run.chosen("family") not in WITHOUT_LIKELIHOOD)


def gallery(shown: Shown) -> None:
    """Draws what there is to see, or empty frames."""
    theme, live = st.context.theme.type or "light", shown.live
    _curves(shown, theme)
    left, middle, right = st.columns(3, gap="medium")
    with left:
        title = text("train.samples_at", n=live.epochs[-1]) if live else text("train.samples")
        st.markdown(title, help=text("train.samples_help"))
        pictures.show(sheets.samples_sheet(live, theme), text("train.samples_alt"))
    with middle:
        st.markdown(text("train.reconstructions"), help=text("train.reconstructions_help"))
        pictures.show(sheets.pairs_sheet(live, theme), text("train.reconstructions_alt"))
    with right:
        _kl(shown, theme)


def _curves(shown: Shown, theme: str) -> None:
    history, epochs = list(shown.history), shown.epochs
    left, middle, right = st.columns(3, gap="medium")
    with left:
        st.markdown(text("train.map"), help=_map_help(shown.live))
        st.plotly_chart(figures.forming_map(shown.live, theme), theme=None, config=CHART, key="train-map")
    with middle:
        title = text("train.elbo") if shown.has_likelihood else text("train.elbo_twin")
        more = "" if shown.has_likelihood else text("train.no_likelihood")
        st.markdown(title, help=paragraph(text("train.elbo_help"), more))
        st.plotly_chart(figures.elbo_curve(history, epochs, theme), config=CHART, key="train-elbo")
    with right:
        st.markdown(text("train.terms"), help=text("train.terms_help"))
        st.plotly_chart(figures.terms_curve(history, epochs, theme), config=CHART, key="train-terms")


def _kl(shown: Shown, theme: str) -> None:
    live, standard = shown.live, shown.has_standard_prior
    st.markdown(text("train.kl"), help=text("train.kl_help_standard") if standard else text("train.kl_help_learned"))
    figure = figures.kl_by_dimension(live, shown.epochs, theme, standard)
    st.plotly_chart(figure, config=CHART, key="train-kl")


def _map_help(live: Live | None) -> str:
    if live is None:
        return text("train.map_help")
    if live.kl_per_dim.shape[1] == 2:
        return text("train.map_help_plane", n=len(live.labels))
    return text("train.map_help_components", n=len(live.labels))
