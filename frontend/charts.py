"""Plotly figures of the pages that are not the map; colours and fonts come from Streamlit's theme."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

HEIGHT_PX = 280
MARGIN = {"l": 8, "r": 8, "t": 8, "b": 8}
ACTIVE, INACTIVE = "#3f5bd8", "#9aa3b5"


def kl_bars(kl_per_dim: np.ndarray, active: np.ndarray) -> go.Figure:
    """Mean KL to N(0, 1) of every dimension, (D,), largest first; inactive ones in grey and hatched."""
    order = np.argsort(-kl_per_dim)
    bars = go.Bar(
        x=[f"z{dim + 1}" for dim in order],
        y=kl_per_dim[order],
        marker={
            "color": [ACTIVE if active[dim] else INACTIVE for dim in order],
            "pattern": {"shape": ["" if active[dim] else "/" for dim in order]},
        },
        hovertemplate="%{x}: %{y:.2f} nats<extra></extra>",
    )
    return go.Figure(bars, _layout("", "KL to N(0, 1), nats per image"))


def training_curve(history: list[dict[str, Any]]) -> go.Figure:
    """-ELBO of every epoch on training and validation images, nats per image."""
    epochs = [entry["epoch"] for entry in history]
    figure = go.Figure(layout=_layout("epoch", "-ELBO, nats per image"))
    for key, name, dash in (("train_elbo", "training", "dot"), ("val_elbo", "validation (averaged weights)", "solid")):
        values = [-entry[key] for entry in history]
        figure.add_scatter(x=epochs, y=values, name=name, mode="lines", line={"dash": dash})
    settled = [-entry["val_elbo"] for entry in history[len(history) // 10 :]]
    best, lowest = min(settled), min(*settled, *(-entry["train_elbo"] for entry in history))
    figure.update_yaxes(range=[lowest - 1, best + max(10, 2 * (settled[len(settled) // 4] - best))])
    return figure


def _layout(x_title: str, y_title: str) -> dict[str, Any]:
    return {
        "height": HEIGHT_PX,
        "margin": MARGIN,
        "xaxis": {"title": x_title, "fixedrange": True},
        "yaxis": {"title": y_title, "fixedrange": True},
        "legend": {"orientation": "h", "y": 1.12, "x": 0},
    }
