"""The one-file explorer: model, codes, maps and the browser's own modules as one HTML file that needs nothing else.

It opens from the disk, in an iframe or from any web server, and its content security policy names no host.
Axes: N images, D latent dimensions, K reference codes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
from dataclasses import dataclass, replace
from string import Template
from typing import Any

import numpy as np
import torch
from safetensors.numpy import load

from ui.bundle import WEB, bundle
from ui.model.words import dimensions
from vae_core.measure.reference import reference
from vae_core.store import browser, folder
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.store.label import without_folders

HERE = WEB / "one_file"
# What may still be sent by e-mail, or sit in a course page: aims; a large model is written all the same.
AIM_BYTES_2D, AIM_BYTES = 3_200_000, 6_000_000
EXACT_CODES_BYTES = 200_000  # codes above this go in half precision
MEASURED = 1000
DTYPES = {"float32": "F32", "float16": "F16", "int32": "I32", "uint8": "U8"}
HALF = ("tsne", "pca", "nats", "recon_nats")  # read off a screen: half precision is a thousandth of the map


@dataclass(frozen=True)
class OneFile:
    """The file and what was measured while it was made."""

    html: str
    has_encoder: bool
    codes_dtype: str
    weights_difference: float  # largest over pixels, the file's weights against the model's, at the same codes
    codes_difference: float  # the same, the file's codes against the atlas's

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.html.encode())


def one_file(name: str, deck: dict[str, Any] | None = None) -> OneFile:
    """The explorer of a model as one HTML file, the same bytes whenever it is made of the same model.

    Args:
        name: a shipped model or a folder.
        deck: stops to present, as `web/talk/deck.js` describes them; those of other models are left out.

    Weights are stored in half precision where they fit into it. The encoder is left out where that keeps the file
    within 3.2 MB (two latent dimensions or fewer) or 6 MB (more); without it ± std shows the posterior of the nearest
    code. A model whose decoder alone is larger keeps its encoder: no size is refused.

    Raises:
        CheckpointError: if the model or its atlas is missing or damaged.
        ValueError: if no stop of the deck is of this model.
    """
    aim = AIM_BYTES_2D if folder.load_config(name).latent_dim <= 2 else AIM_BYTES
    if deck is not None:
        deck = _stops_of(deck, folder.checkpoint_dir(name).name)
    atlas_spec, arrays = _atlas(name)
    spec, weights = _model(name)
    spec["name"] = atlas_spec["name"] = folder.checkpoint_dir(name).name  # a path stays on this machine
    differences = _measure(name, weights, arrays)
    atlas = packed("atlas", atlas_spec, arrays)

    def build(has_encoder: bool) -> OneFile:
        shown = spec if has_encoder else spec | {"encoder": None}
        named = set(_names(shown))
        model = packed("model", shown, {key: value for key, value in weights.items() if key in named})
        about = OneFile("", has_encoder, str(arrays["codes"].dtype), *differences)
        return replace(about, html=_page(name, shown, about, model, atlas, deck))

    whole = build(has_encoder=True)
    if whole.size <= aim:
        return whole
    decoder_alone = build(has_encoder=False)
    return decoder_alone if decoder_alone.size <= aim else whole


def _page(name: str, spec: dict, about: OneFile, model: str, atlas: str, deck: dict | None) -> str:
    script = bundle(HERE / "main.js").replace("</script", "<\\/script")
    return Template((HERE / "page.html").read_text(encoding="utf-8")).substitute(
        title=html.escape(f"{spec['name']} - Latent Lens"),
        heading=html.escape(_heading(name)),
        about=html.escape(_about(about, spec)),
        facts=_in_script(json.dumps({"name": spec["name"], "latent_dim": spec["latent_dim"], "deck": deck})),
        model=model,
        atlas=atlas,
        script=script,
        script_hash="sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


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


def _model(name: str) -> tuple[dict, dict[str, np.ndarray]]:
    stored = browser.model_bytes(name)
    return _spec(stored), {key: _halved(value) for key, value in load(stored).items()}


def _halved(weights: np.ndarray) -> np.ndarray:
    fits = np.abs(weights).max(initial=0) <= np.finfo(np.float16).max
    return weights.astype(np.float16) if fits else weights  # it would be infinite, and every picture NaN


def _names(value: object) -> list[str]:
    """Every weight that an operation list names."""
    if isinstance(value, dict):
        return [value[key] for key in ("weight", "bias") if key in value] + _names(list(value.values()))
    return [name for entry in value for name in _names(entry)] if isinstance(value, list) else []


def _atlas(name: str) -> tuple[dict, dict[str, np.ndarray]]:
    stored = browser.atlas_bytes(name)
    arrays = load(stored)
    codes = load_atlas(name).codes
    z, pixels = reference(load_model(name), codes)  # for the file to measure itself
    arrays |= {field: arrays[field].astype(np.float16) for field in HALF}
    if codes.nbytes > EXACT_CODES_BYTES:
        arrays["codes"] = codes.astype(np.float16)
    return _spec(stored), arrays | {"reference_z": z, "reference_pixels": pixels}


def _spec(stored: bytes) -> dict:
    length = int.from_bytes(stored[:8], "little")
    return json.loads(json.loads(stored[8 : 8 + length])["__metadata__"]["spec"])


def _measure(name: str, weights: dict[str, np.ndarray], arrays: dict[str, np.ndarray]) -> tuple[float, float]:
    """Largest differences of a pixel between the model and the file, over evenly chosen codes, (MEASURED, D)."""
    model, codes = load_model(name), load_atlas(name).codes
    rows = np.linspace(0, len(codes) - 1, min(MEASURED, len(codes))).astype(int)
    exact, rounded = (torch.from_numpy(stored[rows].astype(np.float32)) for stored in (codes, arrays["codes"]))
    pixels, moved = model.decode(exact), model.decode(rounded)
    model.load_state_dict({key: torch.from_numpy(value.astype(np.float32)) for key, value in weights.items()})
    return tuple(float((other - pixels).abs().max()) for other in (model.decode(exact), moved))


def _heading(name: str) -> str:
    config, metrics = folder.load_config(name), folder.load_metrics(name)
    figure = next((figure for figure in metrics.get("figures", []) if figure["name"] == "-ELBO"), None)
    nats = f", -ELBO {figure['value']:.1f} nats per image" if figure else ""
    data = without_folders(metrics.get("data", "own data"))
    return f"{folder.checkpoint_dir(name).name}: a VAE with {dimensions(config.latent_dim)}, {data}{nats}"


def _about(about: OneFile, spec: dict) -> str:
    changed = f"a decoded pixel changes by at most {about.weights_difference:.1e}"
    weights = changed if about.weights_difference else "no difference to PyTorch: it reads the same"
    codes = "codes in single precision"
    if about.codes_dtype == "float16":
        codes = f"codes in half precision: a decoded pixel moves by at most {about.codes_difference:.1e}"
    left_out = "" if about.has_encoder else "; the encoder is left out for size: ± std is of the nearest code"
    return f"Weights {spec['digest']} in half precision ({weights}); {codes}{left_out}."


def _stops_of(deck: dict[str, Any], name: str) -> dict[str, Any]:
    stops = deck.get("stops") if isinstance(deck, dict) else None
    if not isinstance(stops, list):
        raise ValueError("a deck is a JSON object with a list of stops")
    kept = [stop for stop in stops if isinstance(stop, dict) and stop.get("model") == name]
    if not kept:
        raise ValueError(f"none of the deck's {len(stops)} stops is of {name}")
    return {**deck, "stops": kept}


def _in_script(text: str) -> str:
    return text.replace("<", "\\u003c")  # nothing in a data block can end its element
