"""Models of one recipe, trained at several beta: their live planes, what beta changed in words, their figures."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ui.host import part
from ui.session import needed
from ui.words import paragraph, text
from vae_core.store import folder
from vae_core.store.siblings import DISTORTION, RATE

BETAS = ("mnist-2d-beta05", "mnist-2d", "mnist-2d-beta4")  # one recipe and seed, three betas


def betas_section(names: list[str]) -> None:
    """Draws those of the three models that are here and whole; the page sends them."""
    rows = [needed(_row, name) for name in names]
    part("betas", "betas", models=[{"name": row["name"], "beta": row["beta"]} for row in rows])
    st.markdown(paragraph(*what_beta_changed(rows)))
    with st.expander(text("learn.figures")):
        st.dataframe(_table(rows), hide_index=True, column_config=_columns())
        st.caption(text("learn.table"))


def what_beta_changed(rows: list[dict[str, Any]]) -> list[str]:
    """One sentence for each beta but 1: what code and picture cost beside the model at beta 1; none without it.

    Args:
        rows: `beta`, distortion and rate of each model, in nats per image.
    """
    whole = [row for row in rows if row.keys() >= {DISTORTION, RATE}]
    usual = next((row for row in whole if row["beta"] == 1), None)
    return [_beside(row, usual) for row in whole if usual and row["beta"] != 1]


def _beside(row: dict[str, Any], usual: dict[str, Any]) -> str:
    code, picture = row[RATE] - usual[RATE], row[DISTORTION] - usual[DISTORTION]
    which = f"{_more_or_less(code)}_{_more_or_less(picture)}"
    return text(f"learn.beta_{which}", beta=row["beta"], rate=row[RATE], code=abs(code), picture=abs(picture))


def _more_or_less(nats: float) -> str:
    return "more" if nats > 0 else "less"


def _row(name: str) -> dict[str, Any]:
    metrics = folder.load_metrics(name)
    figures = {figure["name"]: figure["value"] for figure in metrics.get("figures", [])}
    return {"name": name, "beta": metrics.get("recipe", {}).get("beta", 1)} | figures


def _table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows).reindex(columns=list(_columns()))


def _columns() -> dict[str, Any]:
    """What each column of the table is called; the names of figures are those of metrics.json."""
    nats = {"format": "%.2f"}
    return {
        "name": text("learn.column_name"),
        "beta": text("learn.column_beta"),
        DISTORTION: st.column_config.NumberColumn(text("learn.column_distortion"), **nats),
        RATE: st.column_config.NumberColumn(text("learn.column_rate"), **nats),
        "-ELBO": st.column_config.NumberColumn(text("learn.column_elbo"), **nats),
        "active units": text("learn.column_active"),
    }
