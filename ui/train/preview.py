"""What a zip or a folder holds, shown before anything is started: a few of its pictures, and its classes."""

from __future__ import annotations

import numpy as np
import streamlit as st

from ui import pictures
from ui.plain import plain
from ui.words import text
from vae_core.data.preview import Preview

GAP = 2  # pixels between pictures
NAMED = 6  # classes


def show_preview(seen: Preview) -> None:
    """Draws the pictures in a row and, where there are several classes, how many images each has."""
    theme = st.context.theme.type or "light"
    pictures.show(_row(seen.pictures, theme), text("train.preview_pictures", n=len(seen.pictures)))
    if len(seen.classes) > 1:
        most = sorted(seen.classes.items(), key=lambda item: (-item[1], item[0]))
        named = text("train.between_classes").join(
            text("train.class_count", name=name, count=count) for name, count in most[:NAMED]
        )
        rest = len(most) - NAMED
        st.caption(plain(text("train.more_classes", named=named, n=rest) if rest > 0 else named))


def _row(images: np.ndarray, theme: str) -> np.ndarray:
    """uint8, (K, C, S, S) -> [0, 1], (C, 2 S, K / 2 S) with gaps: two rows."""
    count = len(images) // 2 * 2 or 1
    page = 1.0 if theme == "light" else 0.1
    framed = np.pad(images[:count] / np.float32(255), ((0, 0), (0, 0), (0, GAP), (0, GAP)), constant_values=page)
    rows = np.split(framed, 2) if count > 1 else [framed]
    return np.concatenate([pictures.strip(row) for row in rows], axis=1)
