"""Plotly figures of the pages that are not the map; colours and fonts come from Streamlit's theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from ui.log_axis import show_whole
from ui.plain import plain_in_plotly
from ui.words import text
from vae_core.shared import SHARED

if TYPE_CHECKING:
    from vae_core.measure.dimensions import Dimensions
    from vae_core.store.siblings import Point

HEIGHT_PX = 280
MARGIN = {"l": 8, "r": 8, "t": 8, "b": 8}
ACTIVE, INACTIVE, ACCENT = SHARED["theme"]["light"]["primary"], "#9aa3b5", "#d8713f"


def dimension_bars(found: Dimensions) -> go.Figure:
    """Information of every dimension and, above it, what its distance from the prior is more; largest first."""
    order = np.argsort(-found.information)
    names = [f"z{dim + 1}" for dim in order]
    hatched = ["/" if found.collapsed[dim] else "" for dim in order]
    mismatch = np.maximum(0, found.to_prior - found.information)
    figure = go.Figure(layout=_layout("", text("model.axis_nats_per_image")) | {"barmode": "stack"})
    figure.update_layout(legend={"traceorder": "normal"})
    bars = [(text("model.line_informative"), found.information, ACTIVE)]
    bars += [(text("model.line_mismatch"), mismatch, INACTIVE)]
    for name, values, colour in bars:
        figure.add_bar(
            x=names, y=values[order], name=name, marker={"color": colour, "pattern": {"shape": hatched}},
            hovertemplate=text("model.hover_nats"),
        )  # fmt: skip
    return figure


def training_curve(history: list[dict[str, Any]]) -> go.Figure:
    """-ELBO of every epoch on training and validation images, nats per image, whole."""
    epochs = [entry["epoch"] for entry in history]
    figure = go.Figure(layout=_layout(text("model.axis_epoch"), text("model.axis_elbo")))
    drawn = []
    lines = [("train_elbo", text("model.line_training"), "dot"), ("val_elbo", text("model.line_validation"), "solid")]
    for key, name, dash in lines:
        values = [-entry[key] for entry in history]
        drawn += values
        mode = "lines" if len(values) > 2 else "lines+markers"
        figure.add_scatter(x=epochs, y=values, name=name, mode=mode, line={"dash": dash}, hovertemplate="%{y:.2f}")
    return show_whole(figure, drawn)


def sweep(information: dict[str, Any], gap: dict[str, Any] | None) -> go.Figure:
    """Information and, where it is a figure, gap against the number of images, with the ceiling log N."""
    figure = go.Figure(layout=_layout(text("model.axis_images"), text("model.axis_nats")))
    figure.update_xaxes(type="log", dtick=1)
    sizes = np.array([row[0] for row in information["curve"]])
    dotted = {"dash": "dot", "color": INACTIVE}
    figure.add_scatter(x=sizes, y=np.log(sizes), name=text("model.line_ceiling"), mode="lines", line=dotted)
    lines = [(text("model.line_information"), information, ACTIVE), (text("model.line_gap"), gap, ACCENT)]
    for name, of, colour in lines:
        if of:
            x, y = zip(*(row[:2] for row in of["curve"]), strict=True)
            figure.add_scatter(x=x, y=y, name=name, mode="lines+markers", line={"color": colour},
                               hovertemplate=text("model.hover_images"))  # fmt: skip
    return figure.update_yaxes(rangemode="tozero")


def reliability(curve: list[list[float]]) -> go.Figure:
    """Share of pixels that are on against the probability they were given, (B, 3 or 4), with the line of no error."""
    figure = go.Figure(layout=_layout(text("model.axis_probability"), text("model.axis_share")))
    figure.add_scatter(
        x=[0, 1], y=[0, 1], name=text("model.line_ideal"), mode="lines", line={"dash": "dot", "color": INACTIVE}
    )
    rows = np.array(curve).T  # probability, share on, pixels, share on in a fresh binarisation
    lines = [(text("model.line_encoded"), 1, ACTIVE)] + [(text("model.line_fresh"), 3, ACCENT)] * (len(rows) > 3)
    for name, row, colour in lines:
        figure.add_scatter(
            x=rows[0], y=rows[row], name=name, mode="lines+markers", line={"color": colour},
            customdata=rows[min(2, len(rows) - 1)],
            hovertemplate=text("model.hover_pixels"),
        )  # fmt: skip
    return figure.update_xaxes(range=[0, 1]).update_yaxes(range=[0, 1])


def rate_distortion(kin: list[Point], name: str) -> go.Figure:
    """Models by rate and distortion, joined in the order of beta; the present one is filled."""
    figure = go.Figure(layout=_layout(text("model.axis_rate"), text("model.axis_distortion")))
    here = next(point for point in kin if point.name == name)
    rates, distortions = [point.rate for point in kin], [point.distortion for point in kin]
    ends, spread = np.array([min(rates), max(rates)]), max(distortions) - min(distortions)
    figure.add_scatter(x=ends, y=here.rate + here.distortion - ends, name=text("model.line_equal_elbo"), mode="lines",
                       line={"dash": "dot", "color": INACTIVE}, hoverinfo="skip")  # fmt: skip
    figure.add_scatter(
        x=rates, y=distortions, name=text("model.line_models"), mode="lines+markers+text", line={"color": ACTIVE},
        text=[f"{point.beta:g}" for point in kin], textposition="top right", cliponaxis=False,
        marker={"size": 11, "symbol": ["circle" if point.name == name else "circle-open" for point in kin]},
        customdata=[plain_in_plotly(point.name) for point in kin],
        hovertemplate=text("model.hover_model"),
    )  # fmt: skip
    room = 0.25 * spread + 0.1  # for the names above the points
    return figure.update_yaxes(range=[min(distortions) - room, max(distortions) + room])


def _layout(x_title: str, y_title: str) -> dict[str, Any]:
    return {
        "height": HEIGHT_PX,
        "margin": MARGIN,
        "xaxis": {"title": x_title, "fixedrange": True},
        "yaxis": {"title": y_title, "fixedrange": True},
        "legend": {"orientation": "h", "y": 1.12, "x": 0},
    }
