"""Layers as a chain of operations: those that networks.py uses, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from torch import nn

from vae_core.fault import Fault
from vae_core.model.networks import ChannelNorm, Residual, SoftClamp


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
