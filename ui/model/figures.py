"""The figures of a model in a grid, and the charts behind them, for the Model page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui import loaders
from ui.figure_cards import FigureCard, figure_cards
from ui.model import charts, figure_words
from ui.words import paragraph, text
from vae_core.model.config import ModelConfig
from vae_core.store.seeds import OverSeeds, scores_over_seeds

STYLE = "<style>.stApp .stMarkdown h2 { font-size: 1.125rem; font-weight: 400; padding: 0.6rem 0 0.4rem; }</style>"
CHART = {"displayModeBar": False}


def grid(metrics: dict[str, Any]) -> None:
    """Every figure with its spread, what it is, and what it means when asked; over seeds where those are known."""
    figures, over = metrics.get("figures", []), scores_over_seeds(metrics)
    order = figure_words.ORDER
    figures = sorted(figures, key=lambda figure: order.get(figure["name"], len(order)))
    heading(text("model.figures"))
    figure_cards((_card(figure, over.get(figure["name"])) for figure in figures), text("model.ask"))


def heading(title: str) -> None:
    """The title of a section."""
    st.html(STYLE)
    st.markdown(f"## {title}", anchors=False)


def _card(figure: dict[str, Any], over: OverSeeds | None) -> FigureCard:
    words = figure_words
    return FigureCard(words.title(figure), words.value(figure), words.made(figure, over), words.explained(figure, over))


def dimensions(name: str, config: ModelConfig, split: str) -> None:
    """What each dimension tells, beside its distance from the model's own prior."""
    found = loaders.dimensions(name)
    heading(text("model.information", collapsed=int(found.collapsed.sum()), n=config.latent_dim))
    st.plotly_chart(charts.dimension_bars(found), config=CHART, key="model-dimensions")
    over = text(f"model.information_over_{split}", n=found.images, prior=text(f"model.prior_{config.prior_known}"))
    of_a_flow = text("model.information_flow") if config.posterior == "flow" else ""
    st.caption(paragraph(over, text("model.information_shared"), of_a_flow))
    with st.expander(text("model.bars_mean")):
        st.markdown(text("model.information_help"))


def training(history: list[dict[str, Any]]) -> None:
    """-ELBO by epoch, where the folder has it."""
    heading(text("model.training"))
    if history:
        st.plotly_chart(charts.training_curve(history), config=CHART, key="model-training")
    st.caption(text("model.training_note"))


def no_bound() -> None:
    """Why no curve stands here."""
    heading(text("model.no_bound"))
    st.caption(text("model.no_bound_note"))


def behind(figures: list[dict[str, Any]], name: str) -> None:
    """The charts of those figures that have one, beside each other: what N does, calibration, rate and distortion."""
    curves = {figure["name"]: figure for figure in figures if figure.get("curve")}
    drawn = []
    if "information I(x; z)" in curves:
        drawn.append(lambda: _sweep(curves["information I(x; z)"], curves.get("gap KL(q(z) || p(z))")))
    if "calibration error of grey pixels" in curves:
        drawn.append(lambda: _calibration(curves["calibration error of grey pixels"]))
    if len(kin := loaders.family(name)) > 1:
        drawn.append(lambda: _family(kin, name))
    for column, draw in zip(st.columns(max(1, len(drawn)), gap="large"), drawn, strict=False):
        with column:
            draw()


def _sweep(information: dict[str, Any], gap: dict[str, Any] | None) -> None:
    heading(text("model.sweep"))
    st.plotly_chart(charts.sweep(information, gap), config=CHART, key="model-sweep")
    st.caption(paragraph(text("model.sweep_note"), "" if gap else text("model.sweep_no_gap")))


def _calibration(figure: dict[str, Any]) -> None:
    heading(text("model.calibration"))
    st.plotly_chart(charts.reliability(figure["curve"]), config=CHART, key="model-calibration")
    st.caption(text("model.calibration_note"))


def _family(kin: list, name: str) -> None:
    heading(text("model.family"))
    st.plotly_chart(charts.rate_distortion(kin, name), config=CHART, key="model-family")
    st.caption(text("model.family_note"))
