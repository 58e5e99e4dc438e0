"""The network as a short list of operations, for the browser.

The layer kinds below are all that `networks.py` uses; the browser's twin is web/engine/network.js.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from torch import nn

from vae_core.fault import Fault
from vae_core.model.couplings import Couplings
from vae_core.model.networks import ChannelNorm, Residual, SoftClamp
from vae_core.model.vae import VAE


def operations(model: VAE) -> dict[str, Any]:
    """Encoder and decoder as operation lists; weights are named as in `model.state_dict()`.

    Returns:
        `latent_dim` (numbers of the flat z), `image_shape`, `likelihood`, `posterior`, `parts` where z is no plain
        vector, and the lists `encoder` (pixels in C H W order, in [0, 1], then the weights of the classes where they
        are given -> mu, then log-variance of the vector) and `decoder` (z -> pixels in [0, 1]), with `classifier`
        (pixels -> logits of q(y|x)) of a model that infers the class; ready for `json.dumps`.

    Raises:
        ValueError: if a layer has no operation in the browser.
    """
    parts = [part.to_json() for part in model.parts]
    return {
        "latent_dim": model.config.code_length,
        "image_shape": list(model.config.image_shape),
        "likelihood": model.config.likelihood,
        "posterior": model.config.posterior,
        **({"parts": parts} if len(parts) > 1 else {}),
        "encoder": [*_operations(model.encoder, "encoder"), *_couplings(model.flow)],
        "decoder": [*_operations(model.decoder, "decoder"), {"op": "act", "fn": "sigmoid"}],
        **({"classifier": list_operations(model.classifier, "classifier")} if model.config.infers_class else {}),
    }


def _couplings(flow: Couplings | None) -> Iterator[dict]:
    if flow is not None:
        nets = [list(_operations(net, f"flow.nets.{index}")) for index, net in enumerate(flow.nets)]
        yield {"op": "couplings", "dims": flow.latent_dim, "nets": nets}


def list_operations(layers: nn.Sequential, prefix: str) -> list[dict[str, Any]]:
    """The operations of some layers whose weights are called `prefix.index.weight`.

    Raises:
        ValueError: if a layer has no operation in the browser.
    """
    return list(_operations(layers, prefix))


def _operations(layers: nn.Sequential, prefix: str) -> Iterator[dict]:
    for index, layer in enumerate(layers):
        name = f"{prefix}.{index}"
        named = {"weight": f"{name}.weight", "bias": f"{name}.bias"}
        match layer:
            case Residual():
                yield {"op": "residual", "ops": list(_operations(layer, name))}
            case nn.Linear():
                yield {"op": "linear", **named}
            case nn.Conv2d() | nn.ConvTranspose2d():
                kind = "conv" if isinstance(layer, nn.Conv2d) else "conv_transpose"
                yield {"op": kind, **named, "stride": layer.stride[0], "padding": layer.padding[0]}
            case ChannelNorm() | nn.LayerNorm():
                yield {"op": "layer_norm", **named, "eps": layer.eps}
            case nn.SiLU() | nn.ReLU():
                yield {"op": "act", "fn": type(layer).__name__.lower()}
            case nn.Unflatten():
                yield {"op": "reshape", "shape": list(layer.unflattened_size)}
            case nn.Flatten():
                yield {"op": "flatten"}
            case SoftClamp():
                yield {"op": "soft_clamp", "limit": layer.limit, "start": layer.start}
            case _:
                raise Fault("the browser has no operation for {layer}", layer=type(layer).__name__)
