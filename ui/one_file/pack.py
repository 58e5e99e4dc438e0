"""What the one-file explorer holds of a model: weights, codes and maps in half precision, packed for a text file.

Axes: N images, D latent dimensions, K reference codes.
"""

from __future__ import annotations

import base64
import gzip
import json

import numpy as np
import torch
from safetensors.numpy import load

from vae_core.graph.kinds import weights_of
from vae_core.measure.reference import reference
from vae_core.store import browser
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model

EXACT_CODES_BYTES = 200_000  # codes above this go in half precision
MEASURED = 1000
DTYPES = {"float32": "F32", "float16": "F16", "int32": "I32", "uint8": "U8"}
HALF = ("tsne", "pca", "nats", "recon_nats")  # read off a screen: half precision is a thousandth of the map


def packed(kind: str, spec: dict, arrays: dict[str, np.ndarray]) -> str:
    """Safetensors with the bytes of each tensor sorted by significance, then gzip, then base64: one_file/unpack.js.

    The container is written here because safetensors' own writer puts its metadata in another order every time.
    """
    header, parts, end = {"__metadata__": {"kind": kind, "spec": json.dumps(spec)}}, [], 0
    for name, array in sorted(arrays.items()):
        parts.append(np.frombuffer(array.tobytes(), np.uint8).reshape(-1, array.itemsize).T.tobytes())
        start, end = end, end + array.nbytes
        header[name] = {"dtype": DTYPES[array.dtype.name], "shape": array.shape, "data_offsets": [start, end]}
    written = json.dumps(header).encode()
    written += b" " * (-len(written) % 8)  # arrays stay aligned
    stored = len(written).to_bytes(8, "little") + written + b"".join(parts)
    return base64.b64encode(gzip.compress(stored, 9, mtime=0)).decode()


def model_parts(name: str) -> tuple[dict, dict[str, np.ndarray]]:
    """Specification and weights, in half precision where they fit into it."""
    stored = browser.model_bytes(name)
    return browser.spec_in(stored), {key: _halved(value) for key, value in load(stored).items()}


def atlas_parts(name: str) -> tuple[dict, dict[str, np.ndarray]]:
    """Specification and arrays of the atlas, with pixels by which the file measures itself."""
    stored = browser.atlas_bytes(name)
    arrays = load(stored)
    codes = load_atlas(name).codes
    z, pixels = reference(load_model(name), codes)  # for the file to measure itself
    arrays |= {field: arrays[field].astype(np.float16) for field in HALF if field in arrays}
    if codes.nbytes > EXACT_CODES_BYTES:
        arrays["codes"] = codes.astype(np.float16)
    return browser.spec_in(stored), arrays | {"reference_z": z, "reference_pixels": pixels}


def weight_names(spec: dict) -> list[str]:
    """Every weight that the networks of a specification name."""
    networks = [spec.get(part) for part in ("decoder", "encoder", "classifier", "prior")]
    return [name for network in networks if network for name in weights_of(network)]


def differences(name: str, weights: dict[str, np.ndarray], arrays: dict[str, np.ndarray]) -> tuple[float, float]:
    """Largest differences of a pixel between the model and the file, over evenly chosen codes, (MEASURED, D)."""
    model, codes = load_model(name), load_atlas(name).codes
    rows = np.linspace(0, len(codes) - 1, min(MEASURED, len(codes))).astype(int)
    exact, rounded = (torch.from_numpy(stored[rows].astype(np.float32)) for stored in (codes, arrays["codes"]))
    pixels, moved = model.decode(exact), model.decode(rounded)
    model.load_state_dict({key: torch.from_numpy(value.astype(np.float32)) for key, value in weights.items()})
    return tuple(float((other - pixels).abs().max()) for other in (model.decode(exact), moved))


def _halved(weights: np.ndarray) -> np.ndarray:
    fits = np.abs(weights).max(initial=0) <= np.finfo(np.float16).max
    return weights.astype(np.float16) if fits else weights  # it would be infinite, and every picture NaN
