"""Figures of a run as it trains; all are there from the start, so that nothing moves when they fill."""

from __future__ import annotations

from itertools import count

import numpy as np
import plotly.graph_objects as go

from ui.log_axis import show_whole
from ui.palette import CLASS_COLOURS, INK, SYMBOLS
from ui.plain import plain_in_plotly
from ui.words import text
from vae_core.runs.live import Live
from vae_core.shared import SHARED

HEIGHT_PX = 280
ACCENT = {theme: colours["primary"] for theme, colours in SHARED["theme"].items()}
QUIET = {"light": "#9aa3b5", "dark": "#6f7a94"}
ELBO = ("train_elbo", "val_elbo")
ACTIVE_NATS = 0.05  # mean KL below which a dimension carries next to nothing
FEW_LOOKS = 20
MOST_IN_LEGEND = 12  # classes: more would cover the map, and their points still answer the pointer
GRID = "rgba(128,128,128,0.18)"


def elbo_curve(history: list[dict[str, float]], epochs: int, theme: str) -> go.Figure:
    """-ELBO of every epoch on training and held-out images, whole."""
    values = {text(f"train.line_{key}"): [-entry[key] for entry in history] for key in ELBO}
    return show_whole(_lines(history, epochs, values, theme), [value for line in values.values() for value in line])


def terms_curve(history: list[dict[str, float]], epochs: int, theme: str) -> go.Figure:
    """The two terms of -ELBO on held-out images: what the picture costs, and what the code costs."""
    recon, kl = ([sign * entry[key] for entry in history] for sign, key in ((-1, "val_recon"), (1, "val_kl")))
    lines = {text("train.line_kl"): kl, text("train.line_reconstruction"): recon}
    return _lines(history, epochs, lines, theme).update_yaxes(rangemode="tozero")


def kl_by_dimension(live: Live | None, epochs: int, theme: str, standard: bool = True) -> go.Figure:
    """KL of every dimension to N(0, 1): a line over the epochs, and beside them a bar for the present.

    Of a run that is over and was looked at once there are no lines: the bars have all the room.

    Under a standard normal prior a dimension next to 0 tells nothing, and is grey.
    """
    figure = go.Figure(layout=_layout(int(live.epochs[-1]) if live else 0, epochs))
    figure.update_layout(
        xaxis={"domain": [0, 0.62]}, xaxis2={"domain": [0.68, 1], "showticklabels": False, "fixedrange": True},
        yaxis={"rangemode": "tozero"}, bargap=0.15, showlegend=False,
    )  # fmt: skip
    if live is None:
        return figure
    now = live.kl_per_dim[-1]
    is_all = len(live.epochs) == 1 and live.epochs[-1] >= epochs
    mode = "lines" if len(live.epochs) > FEW_LOOKS else "lines+markers"  # what is between looks is not known
    colours = [(ACCENT if kl > ACTIVE_NATS or not standard else QUIET)[theme] for kl in now]
    for dim, colour in enumerate(() if is_all else colours):
        figure.add_scatter(
            x=live.epochs, y=live.kl_per_dim[:, dim], name=f"z{dim + 1}", mode=mode,
            line={"color": colour, "width": 1.5}, opacity=0.8, hovertemplate=text("train.hover_nats"),
        )  # fmt: skip
    order = np.argsort(-now)
    figure.add_bar(
        x=[f"z{dim + 1}" for dim in order], y=now[order], xaxis="x2", name=text("train.line_now"),
        marker={"color": [colours[dim] for dim in order]}, hovertemplate=text("train.hover_dimension"),
    )  # fmt: skip
    if is_all:
        figure.update_layout(xaxis={"visible": False}, xaxis2={"domain": [0, 1], "showticklabels": True})
    return figure


def forming_map(live: Live | None, theme: str) -> go.Figure:
    """Codes coloured by class, on axes that move in whole steps."""
    reach = 1.0 if live is None else max(1.0, float(np.ceil(np.percentile(np.abs(live.points), 99.8))))
    axis = {"range": [-reach, reach], "visible": False, "fixedrange": True}
    figure = go.Figure(layout={
        "height": HEIGHT_PX, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "xaxis": axis,
        "yaxis": axis | {"scaleanchor": "x"}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": live is not None and 1 < len(live.class_names) <= MOST_IN_LEGEND, "font": {"color": INK[theme]},
        "legend": {"orientation": "h", "y": 0, "yanchor": "top", "x": 0, "itemsizing": "constant"}, "dragmode": False,
    })  # fmt: skip
    if live is None:
        return figure
    colours = CLASS_COLOURS[theme]
    for label, name in enumerate(live.class_names):
        rows = live.labels == label
        marker = {"size": 4.5, "opacity": 0.75, "color": colours[label % len(colours)], "line": {"width": 0},
                  "symbol": SYMBOLS[label % len(SYMBOLS)]}  # fmt: skip
        figure.add_scatter(  # not scattergl: a changed figure is a new chart, and browsers keep 16 WebGL contexts
            x=live.points[rows, 0], y=live.points[rows, 1], mode="markers", name=plain_in_plotly(name), marker=marker,
            hovertemplate="%{fullData.name}<extra></extra>",
        )  # fmt: skip
    return figure


def _lines(history: list[dict[str, float]], epochs: int, lines: dict[str, list[float]], theme: str) -> go.Figure:
    figure = go.Figure(layout=_layout(len(history), epochs))
    mode = "lines" if len(history) > 2 else "lines+markers"  # a line needs two points to be seen
    looks = ({"dash": "dot", "color": QUIET[theme]}, {"color": ACCENT[theme]})
    for (name, values), look in zip(lines.items(), looks, strict=True):
        x = [entry["epoch"] for entry in history]
        figure.add_scatter(x=x, y=values, name=name, mode=mode, line=look, hovertemplate="%{y:.2f}")
    return figure


def _layout(done: int, epochs: int) -> dict:
    # the axis doubles now and then, so that early epochs can be seen and the lines seldom move
    steps = (10 * 2**k for k in count())
    end = min(next(step for step in steps if step >= done), max(epochs, 1))
    axis = {"fixedrange": True, "gridcolor": GRID, "showticklabels": done > 0}
    return {
        "height": HEIGHT_PX,
        "margin": {"l": 36, "r": 4, "t": 26, "b": 40},
        "xaxis": axis
        | {"title": {"text": text("train.axis_epoch") if done else "", "standoff": 4}, "range": [0, end * 1.02]},
        "yaxis": axis,
        "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        "hovermode": "x unified",
    }
