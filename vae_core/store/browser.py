"""What the browser gets: the model file and the atlas of a folder, as safetensors bytes. No torch here.

One container for both, a JSON header and raw little-endian arrays, which twenty lines of JavaScript read.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from vae_core.fault import Fault
from vae_core.graph.chain import of_chain
from vae_core.model.config import ADOPTED, PRIORS_IN_WORDS
from vae_core.model.parts import stored_parts
from vae_core.store.atlas import HALF_PRECISION, load_atlas
from vae_core.store.folder import (
    MAX_SENT_BYTES,
    CheckpointError,
    check_size,
    checkpoint_dir,
    load_config,
    load_metrics,
    reading,
)
from vae_core.store.information import information_of
from vae_core.store.meter_file import read_meter
from vae_core.store.model_spec import checked_spec
from vae_core.store.seeds import tables_of_seeds

HEADER_LENGTH_BYTES = 8
MAX_HEADER_BYTES = 1_000_000


def model_bytes(name: str) -> bytes:
    """The weights and operation lists of a model; its metadata's `spec` also names it and holds digest and lane.

    Of a model that Python decodes (graph/lane.py) the specification goes alone; an encoder that is too heavy for a
    browser stays here as well.

    Raises:
        CheckpointError: if the file is missing, damaged, not finite, not that of the config, was not written by
            `save_model`, or asks more than even Python can bear.
    """
    path = checkpoint_dir(name) / "model.safetensors"
    config = load_config(name)
    check_size(path)
    with reading(path):
        stored = path.read_bytes()
    try:
        length = int.from_bytes(stored[:HEADER_LENGTH_BYTES], "little")
        end = HEADER_LENGTH_BYTES + length
        if not 0 < length <= min(MAX_HEADER_BYTES, len(stored)):
            raise Fault("its header has {length} bytes", length=length)
        header = json.loads(stored[HEADER_LENGTH_BYTES:end])
        for weights in load(stored).values():
            if weights.dtype not in (np.float16, np.float32) or not np.isfinite(weights).all():
                raise Fault("it holds NaN or infinity, or no float16 or float32")
        spec = json.loads(header["__metadata__"]["spec"])
        if spec["latent_dim"] != config.code_length or spec["image_shape"] != list(config.image_shape):
            raise Fault("config.json belongs to another model")
        shapes = {name: tuple(entry["shape"]) for name, entry in header.items() if "shape" in entry}
        spec = checked_spec(spec, shapes)
        if stored_parts(spec) != config.parts:
            raise Fault("config.json belongs to another model")
        spec |= {"name": name, "digest": hashlib.sha256(stored).hexdigest()[:12]}
        spec |= _parity(name) if config.network == ADOPTED else {}
    except (SafetensorError, ValueError, KeyError, TypeError, RecursionError) as error:
        damaged = "{model}: model.safetensors is damaged ({reason})"
        raise CheckpointError(damaged, model=name, reason=error) from None
    if "server" in (spec["lane"], spec["encoder_lane"]):
        spec["encoder"] = spec["classifier"] = None
    if spec["lane"] == "server":
        spec["decoder"] = spec["prior"] = None
        return _file({"__metadata__": header["__metadata__"] | {"spec": json.dumps(spec)}}, b"")
    header["__metadata__"]["spec"] = json.dumps(spec)
    return _file(header, stored[end:])


def _file(header: dict, content: bytes) -> bytes:
    written = json.dumps(header).encode()
    written += b" " * (-len(written) % HEADER_LENGTH_BYTES)  # arrays stay aligned
    return len(written).to_bytes(HEADER_LENGTH_BYTES, "little") + written + content


def spec_in(sent: bytes) -> dict:
    """The specification in bytes that are for a browser."""
    length = int.from_bytes(sent[:HEADER_LENGTH_BYTES], "little")
    header = json.loads(sent[HEADER_LENGTH_BYTES : HEADER_LENGTH_BYTES + length])
    return json.loads(header["__metadata__"]["spec"])


def atlas_bytes(name: str) -> bytes:
    """Codes, maps and statistics of a model's atlas, its prior and its trust meter.

    Raises:
        CheckpointError: if the atlas is missing or damaged.
    """
    atlas, config = load_atlas(name), load_config(name)
    prior, parts = config.prior_known, [part.to_json() for part in config.parts]
    spec = {"name": name, "n": len(atlas.codes), "latent_dim": atlas.codes.shape[1]}
    spec |= {"class_names": list(atlas.class_names), "split": atlas.split_in_words}
    spec |= {"trained": atlas.trained} if atlas.trained else {}
    if (told := information_of(name, config.code_length)) is not None:
        spec["factor_information"] = told
        spec |= {"factor_seeds": seeds} if (seeds := tables_of_seeds(name, config.code_length)) else {}
    spec |= {"parts": parts} if config.parts_are_told else {}
    spec |= {"prior": prior, "prior_in_words": PRIORS_IN_WORDS[prior], "data": _known_set(name, atlas.data)}
    if (size := sum(value.nbytes for value in atlas.arrays().values())) > MAX_SENT_BYTES:
        raise CheckpointError(
            "{model}: atlas.npz has {size:,} bytes of numbers; at most {most:,}",
            model=name,
            size=size,
            most=MAX_SENT_BYTES,
        )
    small = {name: np.float16 for name in HALF_PRECISION}
    small["labels"] = np.uint8 if len(atlas.class_names) <= 256 else np.int32
    arrays = {
        field: np.ascontiguousarray(value, dtype=small.get(field, np.float32))
        for field, value in atlas.arrays().items()
        if value.size
    }
    spec["meter"], meter = read_meter(name, atlas.codes) or (None, {})
    arrays |= {f"meter.{field}": value for field, value in meter.items()}
    if spec["meter"] and (judge := spec["meter"]["judge"]):
        shapes = {field: value.shape for field, value in meter.items()}
        judge["graph"] = of_chain(judge.pop("ops"), shapes, tuple(judge["image_shape"]))
    return save(arrays, metadata={"kind": "atlas", "spec": json.dumps(spec)})


def _parity(name: str) -> dict[str, float]:
    """The largest difference of a pixel to the original of an adopted model, where its folder says so."""
    with suppress(CheckpointError):  # the pages that show the figures say what is wrong with them
        kept = load_metrics(name).get("adopted", {})
        return {"parity": max(kept["parity"], kept.get("engine_parity", 0))} if "parity" in kept else {}
    return {}


def _known_set(name: str, data: str) -> str:
    """The data set of an atlas, by name; empty for a folder of images, whose place is nobody's business."""
    if not data:
        try:
            data = load_metrics(name).get("data", "")
        except CheckpointError:  # the pages that show the figures say what is wrong with them
            return ""
    return "" if {"/", "\\"} & set(data) else data
