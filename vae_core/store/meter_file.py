"""`meter.safetensors` of a model folder: the trust meter's tables and the judge's weights. No torch here.

Its metadata's `spec` holds `parts` (names of the picture's parts), `codes` (a checksum of the atlas that it belongs
to), `checks` (meter_checks.py) and, where there are classes, `judge`: image shape, class names, accuracy, images and
operations.
"""

from __future__ import annotations

import json
import math
import os
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from vae_core.fault import Fault
from vae_core.model.operations_check import check_network
from vae_core.shared import SHARED
from vae_core.store.folder import CheckpointError, check_size, checkpoint_dir, load_config, write_whole
from vae_core.store.label import label, reason_of

NAME = "meter.safetensors"
PARTS = ("doubt", "grey", "unlike")
SETS = {  # points that a meter is checked on, and what they are called
    "draws": "draws from the posteriors of real images",
    "midpoints": "midpoints between images of two classes",
    "prior": "draws from the prior",
    "wide": "draws from N(0, 4 I)",
}
MAX_VALUE = 1e6  # of a weight or a feature
MAX_BYTES = 16_000_000  # 64 x 64 colour pictures without classes take 1 MB


def checksum(codes: np.ndarray) -> int:
    """What tells the codes of an atlas from those of another."""
    return zlib.crc32(np.ascontiguousarray(codes, np.float32).tobytes())


def write_meter(folder: Path, spec: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
    """Writes the file whole or not at all."""
    kept = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    metadata = {"kind": "meter", "spec": json.dumps(spec)}
    write_whole(folder / NAME, lambda path: save_file(kept, path, metadata))


def read_meter(name_or_path: str | Path, codes: np.ndarray) -> tuple[dict[str, Any], dict[str, np.ndarray]] | None:
    """Specification and arrays; None where a folder has no meter, or one of another atlas: `atlas` computes it anew.

    Args:
        name_or_path: a model's name or folder.
        codes: of its atlas, (N, D).

    Raises:
        CheckpointError: if the file is damaged or too large.
    """
    path = checkpoint_dir(name_or_path) / NAME
    if not os.path.lexists(path):
        return None
    check_size(path, MAX_BYTES)
    try:
        with safe_open(path, framework="numpy") as stored:
            spec = json.loads(stored.metadata()["spec"])
            arrays = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
        _check(spec, arrays, len(codes), load_config(path.parent).image_shape)
        if spec["judge"]:
            spec["judge"]["class_names"] = [label(name) for name in spec["judge"]["class_names"]]
    except (SafetensorError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        damaged = "{model}: meter.safetensors is damaged ({reason})"
        raise CheckpointError(damaged, model=path.parent.name, reason=reason_of(error)) from None
    return (spec, arrays) if spec["codes"] == checksum(codes) else None


def _check(spec: dict[str, Any], arrays: dict[str, np.ndarray], count: int, image_shape: tuple[int, int, int]) -> None:
    parts, judge, _ = spec["parts"], spec["judge"], int(spec["codes"])
    if not parts or not set(parts) <= set(PARTS) or ("doubt" in parts and not judge):
        raise Fault("its parts are {parts!r:.60}", parts=parts)
    if arrays["tables"].shape != (3 + len(parts), SHARED["meter"]["percentiles"]):
        raise Fault("tables has shape {got}", got=arrays["tables"].shape)
    for name, array in arrays.items():
        if array.dtype not in (np.float16, np.float32, np.int32) or not np.isfinite(array).all():
            raise Fault("{name} holds NaN or infinity, or no float16, float32 or int32", name=name)
        if name != "tables" and array.size and np.abs(array.astype(np.float32)).max() > MAX_VALUE:
            raise Fault("{name} holds values beyond ±{most:,}", name=name, most=MAX_VALUE)
    if (np.diff(arrays["tables"]) < 0).any():
        raise Fault("a row of tables decreases")
    if judge:
        _check_judge(judge, {name: array.shape for name, array in arrays.items()}, image_shape)
    if "unlike" in parts:
        _check_unlike(arrays, count, math.prod(image_shape))
    for name, value in spec["checks"].items():
        if name not in SETS:
            raise Fault("its check {name!r:.40} is unknown", name=name)
        if not isinstance(value, list) or len(value) != 2 or not all(0 <= float(v) <= 100 for v in value):
            raise Fault("its check {name!r:.40} is not two numbers", name=name)


def _check_judge(judge: dict[str, Any], shapes: dict[str, tuple[int, ...]], image_shape: tuple[int, int, int]) -> None:
    names = judge["class_names"]
    if not (isinstance(names, list) and len(names) > 1 and all(isinstance(name, str) for name in names)):
        raise Fault("its judge has no class names")
    if not (0 <= float(judge["accuracy"]) <= 1 and int(judge["images"]) > 0):
        raise Fault("its judge has no accuracy or images")
    if tuple(judge["image_shape"]) != image_shape:
        raise Fault("its judge is of pictures of another shape than {image_shape}", image_shape=image_shape)
    check_network(judge["ops"], shapes, image_shape, len(names))


def _check_unlike(arrays: dict[str, np.ndarray], count: int, expected: int) -> None:
    (pixels, features), rows = arrays["unlike.basis"].shape, arrays["unlike.rows"]
    if pixels != expected:
        raise Fault("unlike.basis is of {pixels} pixels; expected {expected}", pixels=pixels, expected=expected)
    shapes = {"mean": (pixels,), "features": (len(rows), features), "rows": (len(rows),)}
    for name, shape in shapes.items():
        got = arrays[f"unlike.{name}"].shape
        if got != shape:
            raise Fault("unlike.{name} has shape {got}; expected {shape}", name=name, got=got, shape=shape)
    if rows.min() < 0 or rows.max() >= count:
        raise Fault("unlike.rows names images that the atlas lacks")
