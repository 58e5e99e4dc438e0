"""What only Python knows about a point: the original images, where they are on this machine, and PyTorch's own pixels.

The browser finds the nearest codes itself, and asks for an original once, in a quiet moment. PyTorch's pixels of a few
codes are asked for once per model: the browser's decoder is the same function at every point.
"""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import streamlit as st

from ui import loaders
from ui.originals import images_of, why_none
from ui.words import text

MOST_ASKED = 64  # originals in one answer; the page shows six


def evidence(name: str, asked: Any) -> dict[str, Any]:
    """Small JSON for the part: what was asked for, or nothing.

    Args:
        name: a model.
        asked: {"model": str, "originals": [index], "reference": bool} from the browser; anything else gives nothing.

    Raises:
        CheckpointError: if the model is not good, or is another one by now.
    """
    if not isinstance(asked, dict) or asked.get("model") != name:
        return {}
    answer = {"model": name, "originals": None, "hint": text("explore.above_and_below")}
    images = images_of(name)
    if images is None:
        answer["hint"] = why_none(name)
    else:
        wanted = [index for index in _indices(asked.get("originals")) if index < len(images)]
        answer["originals"] = {index: _base64(images[index]) for index in wanted}
    if asked.get("reference"):
        answer["reference"] = _reference(name, loaders.stamp(name))
    return {"answer": answer}


def _indices(asked: Any) -> list[int]:
    rows = asked[:MOST_ASKED] if isinstance(asked, list) else []
    return [row for row in rows if isinstance(row, int) and row >= 0]


@st.cache_data(show_spinner=False, max_entries=loaders.MODELS_KEPT)
def _reference(name: str, stamp: float) -> dict[str, str]:
    from vae_core.measure.reference import reference  # torch: not on the way to the first picture

    z, pixels = reference(loaders.model(name), loaders.atlas(name).codes)
    return {"z": _base64(z.astype("<f4")), "pixels": _base64(pixels.astype("<f4"))}


def _base64(values: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()
