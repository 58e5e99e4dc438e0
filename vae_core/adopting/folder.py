"""Writes everything of an adopted model's folder: weights, figures, atlas, trust meter, tour, thumbnail."""

from __future__ import annotations

import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from vae_core.adopting.engine import decoded_by_engine
from vae_core.atlas.build import compute_atlas
from vae_core.atlas.thumbnail import write_thumbnail
from vae_core.atlas.tour import find_stops
from vae_core.atlas.tour_file import save_tour
from vae_core.data.sets import ImageData, data_title
from vae_core.measure.evaluate import evaluate
from vae_core.measure.meter_build import write_meter_of
from vae_core.measure.sampling import at_most
from vae_core.model.config import ModelConfig
from vae_core.store.atlas import load_atlas
from vae_core.store.browser import model_bytes, spec_in
from vae_core.store.checkpoint import load_model, save_adopted
from vae_core.store.folder import write_json

MEASURED = 2000  # images of the figures
HELD_OUT = 5  # every fifth image is one that the judge of pictures never sees


def write_folder(
    folder: Path, config: ModelConfig, networks: dict[str, Any], weights: dict[str, Tensor], data: ImageData,
    new: dict[str, np.ndarray], made: dict[str, Any], on_progress: Callable[[str, int, int], None],
) -> float | None:  # fmt: skip
    """Writes the folder and reads it back; the engine's largest difference of a pixel, or None without Node or where
    Python decodes.

    Args:
        folder: an empty one.
        config: of the model.
        networks: its encoder and decoder as graphs.
        weights: by name.
        data: images and labels of the map.
        new: `z` that no image has, (32, D), and the module's `pictures` of them, flat.
        made: how it was adopted, for the record: `guessed`, `parity`, `encoder`, `decoder`, `data`.
        on_progress: called with the stage, the units done and their total.
    """
    save_adopted(folder, config, networks, weights)
    model = load_model(folder)
    engine, ms = _by_engine(folder, **new)
    on_progress("figures", 0, 1)
    some = data.images[at_most(len(data), MEASURED)]
    source = f"{data_title(made['data'])} {made['split']}" if made["data"] else "the images given"
    figures = evaluate(model, some, source)
    parities = {"parity": made["parity"], "engine_parity": engine, "engine_ms": ms}
    record = {name: made[name] for name in ("encoder", "decoder")} | parities
    record["guessed"] = [
        {"sentence": str(one), "template": one.template, "holes": one.holes} for one in made["guessed"]
    ]
    record = {name: value for name, value in record.items() if value is not None}
    versions = {"python": platform.python_version(), "torch": torch.__version__}
    metrics = {"adopted": record, "versions": versions, "test_images": len(some)}
    metrics |= {"data": made["data"]} if made["data"] else {}
    write_json(folder / "metrics.json", metrics | {"figures": [figure.to_json() for figure in figures]})
    compute_atlas(model, data, on_progress=on_progress, split=made["split"]).save(folder)
    atlas = load_atlas(folder)
    write_meter_of(model, atlas, data.images, *_halves(data), folder, on_progress=on_progress)
    save_tour(folder, find_stops(atlas, model))
    write_thumbnail(model, atlas, folder)
    return engine


def _by_engine(folder: Path, z: np.ndarray, pictures: np.ndarray) -> tuple[float | None, float | None]:
    """Largest difference of a pixel between the browser's engine and the module, and the time of a decode in ms."""
    sent = folder.parent / "model.bin"
    sent.write_bytes(made := model_bytes(str(folder)))
    found = None if spec_in(made)["lane"] == "server" else decoded_by_engine(sent, z)
    return (None, None) if found is None else (float(np.abs(found[0] - pictures).max()), round(found[1], 3))


def _halves(data: ImageData) -> tuple[ImageData, ImageData]:
    """What the judge is trained on, and what it is measured on."""
    is_held_out = np.arange(len(data)) % HELD_OUT == 0
    parts = (~is_held_out, is_held_out)
    return tuple(ImageData(data.images[rows], data.labels[rows], data.class_names) for rows in parts)
