"""The figures of a model in a grid, and the charts behind them, for the Model page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui import loaders
from ui.model import charts, words
from ui.plain import plain
from vae_core.model.config import PRIORS, ModelConfig

COLUMNS = 5
CHART = {"displayModeBar": False}


def grid(figures: list[dict[str, Any]], config: ModelConfig) -> None:
    """Every figure with its spread, what it is, and what it means when asked."""
    figures = sorted(figures, key=lambda figure: words.ORDER.get(figure["name"], len(words.ORDER)))
    for start in range(0, len(figures), COLUMNS):
        for column, figure in zip(st.columns(COLUMNS), figures[start : start + COLUMNS], strict=False):
            meaning = words.how(figure, PRIORS[config.prior])
            column.metric(plain(figure["name"]), words.value(figure), help=plain(meaning))
            column.caption(plain(words.made(figure)))


def dimensions(name: str, config: ModelConfig, split_in_words: str) -> None:
    """What each dimension tells, beside its distance from the model's own prior."""
    found = loaders.dimensions(name)
    collapsed = f"{int(found.collapsed.sum())} of {config.latent_dim} collapsed"
    st.markdown(f"**Information in each dimension**: {collapsed}", help=words.DIMENSIONS)
    st.plotly_chart(charts.dimension_bars(found), config=CHART, key="model-dimensions")
    notes = [f"{found.images:,} {split_in_words} images, against this model's {PRIORS[config.prior]}."]
    notes += ["Dimensions share what they tell: the bars do not add up to what z tells."]
    notes += ["Of a Gaussian near each flow q."] if config.posterior == "flow" else []
    st.caption(" ".join(notes))


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
    st.markdown("**What the number of images does**")
    st.plotly_chart(charts.sweep(information, gap), config=CHART, key="model-sweep")
    at_most = "Information among N images is log N nats at most (dotted): near that line it only counts images."
    st.caption(at_most if gap else f"{at_most} So no gap to the prior is given for this model.")


def _calibration(figure: dict[str, Any]) -> None:
    st.markdown("**Pixel calibration**")
    st.plotly_chart(charts.reliability(figure["curve"]), config=CHART, key="model-calibration")
    st.caption("Of the pixels that the decoder gives p, the share that is on, in test images. Fresh: binarised anew.")


def _family(kin: list, name: str) -> None:
    st.markdown("**Rate and distortion** of one recipe at several beta")
    st.plotly_chart(charts.rate_distortion(kin, name), config=CHART, key="model-family")
    st.caption("Each point is a model, named by its beta. Dotted: places of equal -ELBO, through this model.")
