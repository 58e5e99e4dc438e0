"""The trust meter on the Model page: what it is, what it tells apart for this model, and the judge's accuracy."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ui.model.figures import heading
from ui.plain import plain
from ui.words import paragraph, text
from vae_core.store.atlas import Atlas
from vae_core.store.meter_file import read_meter


def meter_section(name: str, atlas: Atlas) -> None:
    """Explanation and table; a sentence where the folder has no meter. Raises CheckpointError."""
    heading(text("model.meter"))
    stored = read_meter(name, atlas.codes)
    if stored is None:
        st.caption(plain(text("model.no_meter", name=name)))
        return
    spec, _ = stored
    left, right = st.columns(2, gap="large")
    left.caption(explanation(spec))
    right.dataframe(_table(spec), hide_index=True, width="content")
    right.caption(text("model.meter_note"))


def explanation(spec: dict[str, Any]) -> str:
    """What the meter of a folder is made of, for the reader."""
    parts = [text(f"model.meter_part_{part}") for part in spec["parts"]]
    judge = ""
    if found := spec["judge"]:
        judge = text("model.meter_judge", accuracy=100 * found["accuracy"], images=found["images"])
    return paragraph(text("model.meter_code"), *parts, text("model.meter_calibration"), judge)


def _table(spec: dict[str, Any]) -> pd.DataFrame:
    """How well each set of points is told from the codes of held-out images."""
    titles = {name: text(f"model.meter_column_{name}") for name in ("points", "auroc", "median")}
    rows = [
        (_set(kind, spec), f"{told:.2f}", text("model.meter_percent", median=median))
        for kind, (told, median) in spec["checks"].items()
    ]
    return pd.DataFrame(rows, columns=list(titles.values()))


def _set(kind: str, spec: dict[str, Any]) -> str:
    if kind == "midpoints" and not spec["judge"]:
        return text("model.meter_set_midpoints_unlabelled")
    return text(f"model.meter_set_{kind}")
