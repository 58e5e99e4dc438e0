"""Walks that need Python: along real codes and along geodesics, computed once per choice of waypoints."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import streamlit as st

from ui import loaders
from ui.point import MAX_COORDINATE
from vae_core.shared import SHARED
from vae_core.store.folder import load_config

METHODS = SHARED["walks"]["from_python"]
SAMPLES_PER_LEG = SHARED["walks"]["samples_per_leg"]  # the browser bends playback to constant speed between them
LEAST_SAMPLES = SHARED["walks"]["least_samples"]
MOST_WAYPOINTS = SHARED["walks"]["most_waypoints"]


def walks(name: str, asked: Any, latent_dim: int) -> dict[str, Any]:
    """Small JSON for the part: each method's path (float32, base64), note and cost, and which request it answers.

    Args:
        name: a model.
        asked: {"id": str, "model": str, "waypoints": [[float]]} from the browser; anything else gives nothing,
            and so do waypoints of several classes.
        latent_dim: D.
    """
    if not isinstance(asked, dict) or asked.get("model") != name or not _are_codes(asked.get("waypoints"), latent_dim):
        return {}
    from vae_core.walks.given import is_held  # torch: not on the way to the first picture

    if not is_held(load_config(name).parts, np.array(asked["waypoints"], np.float32)):
        return {}
    points = tuple(tuple(float(value) for value in point) for point in asked["waypoints"])
    found = {method: _walk(name, loaders.stamp(name), method, points) for method in METHODS}
    return {"answers": asked.get("id"), "walks": found}


@st.cache_data(show_spinner=False, max_entries=512)
def _walk(name: str, stamp: float, method: str, points: tuple[tuple[float, ...], ...]) -> dict[str, Any]:
    frames = max(LEAST_SAMPLES, SAMPLES_PER_LEG * (len(points) - 1) + 1)
    walk = walker(name, stamp).walk(method, np.array(points, np.float32), frames)
    path = base64.b64encode(walk.z.numpy().astype("<f4").tobytes()).decode()
    return {"path": path, "note": walk.note, "cost": walk.cost}


@st.cache_resource(show_spinner=False, max_entries=loaders.MODELS_KEPT)
def walker(name: str, stamp: float) -> Any:
    """The walker of a model, its graph and geodesics included: seconds the first time."""
    from vae_core.measure.meter_build import load_judge
    from vae_core.walks.walker import walker_of

    made = walker_of(loaders.model(name), loaders.atlas(name), load_judge(name))
    if made.is_of_vector:
        made.geodesics, made.geodesics_near_data  # noqa: B018 - builds what the first walk would wait for
    return made


def _are_codes(points: Any, width: int) -> bool:
    if not isinstance(points, list) or not 2 <= len(points) <= MOST_WAYPOINTS:
        return False
    codes = [point for point in points if isinstance(point, list) and len(point) == width]
    values = [value for code in codes for value in code]
    return len(codes) == len(points) and all(isinstance(v, int | float) and abs(v) <= MAX_COORDINATE for v in values)
