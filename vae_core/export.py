"""The network as a short list of operations, and the arrays of an atlas, for the browser.

One container for both: safetensors, a JSON header and raw little-endian arrays, which twenty lines of
JavaScript read. The layer kinds below are all that `networks.py` uses.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import numpy as np
from safetensors.numpy import save
from torch import nn

from vae_core.atlas import Atlas
from vae_core.model import VAE
from vae_core.networks import ChannelNorm, Residual, SoftClamp


def browser_model(model: VAE, name: str) -> bytes:
    """Encoder and decoder for the browser: an operation list and half-precision weights.

    Args:
        model: a model as `load_model` gives it; its weights are half-precision values already, so that the
            browser computes with the very weights of PyTorch.
        name: shown to people.

    Returns:
        A safetensors file. Its metadata holds `kind` ("model") and `spec`, a JSON object with the operation
        lists `encoder` (pixels, C H W order, in [0, 1] -> mu then log-variance) and `decoder` (z -> pixels).
    """
    weights: dict[str, np.ndarray] = {}
    spec = {
        "name": name,
        "latent_dim": model.config.latent_dim,
        "image_shape": list(model.config.image_shape),
        "likelihood": model.config.likelihood,
        "encoder": list(_operations(model.encoder, "encoder", weights)),
        "decoder": [*_operations(model.decoder, "decoder", weights), {"op": "act", "fn": "sigmoid"}],
    }
    spec["digest"] = digest(model)
    return save(weights, metadata={"kind": "model", "spec": json.dumps(spec)})


def browser_atlas(atlas: Atlas, name: str) -> bytes:
    """The codes, maps and statistics of the test set for the browser, as one safetensors file."""
    spec = {"name": name, "n": len(atlas.codes), "latent_dim": atlas.codes.shape[1]}
    spec |= {"class_names": list(atlas.class_names)}
    arrays = {field: np.ascontiguousarray(value) for field, value in atlas.arrays().items()}
    for field in ("labels", "logvar"):
        arrays[field] = arrays[field].astype({"labels": np.uint8, "logvar": np.float16}[field])
    return save(arrays, metadata={"kind": "atlas", "spec": json.dumps(spec)})


def digest(model: VAE) -> str:
    """Twelve hexadecimal digits that change with any weight: links and files name the model by it."""
    content = hashlib.sha256(json.dumps(model.config.to_json()).encode())
    for name, value in sorted(model.state_dict().items()):
        content.update(name.encode())
        content.update(value.half().numpy().tobytes())
    return content.hexdigest()[:12]


def _operations(layers: nn.Sequential, prefix: str, weights: dict[str, np.ndarray]) -> Iterator[dict]:
    for index, layer in enumerate(layers):
        name = f"{prefix}.{index}"
        for part, value in layer.named_parameters(recurse=False):
            weights[f"{name}.{part}"] = value.detach().half().numpy()
        named = {"weight": f"{name}.weight", "bias": f"{name}.bias"}
        match layer:
            case Residual():
                yield {"op": "residual", "ops": list(_operations(layer, name, weights))}
            case nn.Linear():
                yield {"op": "linear", **named}
            case nn.Conv2d() | nn.ConvTranspose2d():
                kind = "conv" if isinstance(layer, nn.Conv2d) else "conv_transpose"
                yield {"op": kind, **named, "stride": layer.stride[0], "padding": layer.padding[0]}
            case ChannelNorm() | nn.LayerNorm():
                yield {"op": "layer_norm", **named, "eps": layer.eps}
            case nn.SiLU():
                yield {"op": "act", "fn": "silu"}
            case nn.Unflatten():
                yield {"op": "reshape", "shape": list(layer.unflattened_size)}
            case nn.Flatten():
                yield {"op": "flatten"}
            case SoftClamp():
                yield {"op": "soft_clamp", "limit": layer.limit, "start": layer.start}
            case _:
                raise ValueError(f"the browser has no operation for {type(layer).__name__}")
