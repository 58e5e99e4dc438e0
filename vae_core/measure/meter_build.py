"""Makes a model's trust meter and judge from images, measures the meter, and reads both back.

Axes: N images of the atlas, Q draws, D latent dimensions, C H W.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from vae_core.data.sets import ImageData
from vae_core.measure.draws import decoder, posterior_draws
from vae_core.measure.judge import Judge, Measured, measured, train_judge
from vae_core.measure.meter import Meter
from vae_core.measure.meter_checks import check_meter
from vae_core.measure.mixture import LEAST_CODES
from vae_core.measure.picture_parts import COMPARED, Doubt, Grey, PicturePart, Unlike, unlike
from vae_core.measure.sampling import at_most
from vae_core.model.layer_list import list_operations
from vae_core.model.vae import VAE
from vae_core.store.atlas import Atlas, load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import CheckpointError
from vae_core.store.label import reason_of
from vae_core.store.meter_file import checksum, read_meter, write_meter

CALIBRATION = 4000  # draws, of evenly chosen images: a percentile errs by less than one
LEAST_ACCURACY = 0.8  # of a judge whose doubt says something of a picture
Progress = Callable[[str, int, int], None]


def write_meter_of(
    model: VAE, atlas: Atlas, images: np.ndarray, train: ImageData, test: ImageData, folder: Path,
    seed: int = 0, on_progress: Progress = lambda stage, done, total: None,
) -> None:  # fmt: skip
    """Trains the judge, calibrates the meter, measures it and writes `meter.safetensors`; nothing for a few codes.

    Args:
        model: on the CPU.
        atlas: of it, as stored.
        images: those of the atlas, uint8 (N, C, H, W).
        train: what the judge is trained on; it is left out where this has one class.
        test: what its accuracy is measured on.
        folder: of the model.
        seed: of the judge and the draws.
        on_progress: called with the stage, the units done and their total.
    """
    if len(atlas.codes) < LEAST_CODES:
        return
    judge = measured(train_judge(model, train, seed, on_progress), test) if len(train.class_names) > 1 else None
    on_progress("meter", 0, 3)
    parts = picture_parts(model, atlas, images, judge, seed)
    meter = Meter(atlas.codes, atlas.logvar, decoder(model), parts, z_parts=model.parts)
    rows = at_most(len(atlas.labels[atlas.measured]), CALIBRATION)  # held out: it is surer of what it was trained on
    meter.calibrate(posterior_draws(model, images, rows, seed, atlas.labels), rows)
    on_progress("meter", 2, 3)
    checks = check_meter(meter, model, atlas, images, seed)
    write_meter(folder, *_stored(meter, judge, checks, atlas.codes))


def picture_parts(
    model: VAE, atlas: Atlas, images: np.ndarray, judge: Measured | None, seed: int = 0
) -> list[PicturePart]:
    """What a model's pictures are measured by: the judge's doubt, or without a good judge grey and likeness."""
    if judge and judge.accuracy >= LEAST_ACCURACY:
        return [Doubt(judge.judge)]
    rows = at_most(len(atlas.codes), COMPARED)
    is_bernoulli = model.config.likelihood == "bernoulli"
    pictures = decoder(model)(torch.from_numpy(posterior_draws(model, images, rows, seed + 1, atlas.labels)))
    compared = unlike(pictures, rows.astype(np.int32), is_bernoulli)
    return [Grey(), compared] if is_bernoulli else [compared]


def load_judge(name_or_path: str | Path) -> Measured | None:
    """The judge of a model folder; None where it has none.

    Raises:
        CheckpointError: if its file or the atlas is missing or damaged.
    """
    stored = read_meter(name_or_path, load_atlas(name_or_path).codes)
    return _judge_of(*stored) if stored else None


def load_meter(name_or_path: str | Path) -> Meter | None:
    """The trust meter of a model folder; None where it has none: `python -m vae_core atlas` makes it.

    Raises:
        CheckpointError: if its file, the atlas or the model is missing or damaged.
    """
    model, atlas = load_model(name_or_path), load_atlas(name_or_path)
    stored = read_meter(name_or_path, atlas.codes)
    if not stored:
        return None
    spec, arrays = stored
    judge = _judge_of(spec, arrays)
    kept = {name.removeprefix("unlike."): array for name, array in arrays.items() if name.startswith("unlike.")}
    floats = {name: array if name == "rows" else array.astype(np.float32) for name, array in kept.items()}
    made = {"doubt": lambda: Doubt(judge.judge), "grey": Grey, "unlike": lambda: Unlike(spec["angles"], **floats)}
    parts = [made[part]() for part in spec["parts"]]
    return Meter(atlas.codes, atlas.logvar, decoder(model), parts, arrays["tables"], model.parts)


def _stored(
    meter: Meter, judge: Measured | None, checks: dict[str, list[float]], codes: np.ndarray
) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    spec: dict[str, Any] = {"parts": [part.name for part in meter.parts], "codes": checksum(codes), "checks": checks}
    arrays = {"tables": meter.tables}
    for part in meter.parts:
        if isinstance(part, Unlike):
            spec["angles"] = part.angles
            halves = {name: getattr(part, name).astype(np.float16) for name in ("mean", "basis", "features")}
            arrays |= {f"unlike.{name}": array for name, array in (halves | {"rows": part.rows}).items()}
    spec["judge"] = None
    if judge:
        weights = judge.judge.state_dict()
        arrays |= {f"judge.{name}": value.half().numpy() for name, value in weights.items()}
        spec["judge"] = {"image_shape": list(judge.judge.image_shape), "class_names": list(judge.class_names),
                         "accuracy": judge.accuracy, "images": judge.images,
                         "ops": list_operations(judge.judge.layers, "judge.layers")}  # fmt: skip
    return spec, arrays


def _judge_of(spec: dict[str, Any], arrays: dict[str, np.ndarray]) -> Measured | None:
    if not (known := spec["judge"]):
        return None
    weights = {name.removeprefix("judge."): torch.from_numpy(array.astype(np.float32))
               for name, array in arrays.items() if name.startswith("judge.")}  # fmt: skip
    try:
        judge = Judge(tuple(known["image_shape"]), len(known["class_names"]))
        judge.load_state_dict(weights)
    except (RuntimeError, ValueError, TypeError) as error:
        raise CheckpointError("the judge's weights do not fit ({reason})", reason=reason_of(error)) from None
    return Measured(judge.eval(), tuple(known["class_names"]), known["accuracy"], known["images"])
