"""ONNX's operators in PyTorch: how each is computed, for what common exporters write of encoders and decoders.

Source: ONNX operators, https://onnx.ai/onnx/operators. Maps have two dimensions of space. What an exporter computes of
shapes comes as numpy arrays and stays that (onnx_network.py), so that nothing here depends on values.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

Attributes = dict[str, Any]
OPERATORS: dict[str, Callable[..., Any]] = {}
SPACE = 2


class Unfit(Exception):
    """Why an operator that is known cannot be computed as it is used."""


def _kept(*names: str) -> Callable:
    def kept(function: Callable) -> Callable:
        OPERATORS.update(dict.fromkeys(names, function))
        return function

    return kept


def ints(value: Any) -> list[int]:
    """Whole numbers that are known before anything runs."""
    if isinstance(value, Tensor):
        raise Unfit("sizes or places that depend on the values it is given")
    return [int(one) for one in np.atleast_1d(value)]


def _simple(function: Callable) -> Callable:
    return lambda a, *xs: function(*xs)


OPERATORS |= {
    name: _simple(function)
    for name, function in {
        "Relu": F.relu, "Sigmoid": torch.sigmoid, "Tanh": torch.tanh, "Exp": torch.exp, "Log": torch.log,
        "Sqrt": torch.sqrt, "Neg": torch.neg, "Abs": torch.abs, "Reciprocal": torch.reciprocal, "Sin": torch.sin,
        "Cos": torch.cos, "Erf": torch.erf, "Softplus": F.softplus, "Mish": F.mish, "HardSwish": F.hardswish,
        "Add": torch.add, "Sub": torch.sub, "Mul": torch.mul, "Div": torch.div, "Pow": torch.pow,
        "MatMul": torch.matmul, "Identity": lambda x: x, "Dropout": lambda x, *_: x,
        "Max": lambda *xs: _folded(torch.maximum, xs), "Min": lambda *xs: _folded(torch.minimum, xs),
        "GlobalAveragePool": lambda x: x.mean((2, 3), keepdim=True),
        "GlobalMaxPool": lambda x: x.amax((2, 3), keepdim=True),
        "PRelu": lambda x, slope: torch.where(x > 0, x, slope * x) if slope.numel() == 1 else F.prelu(
            x, slope.flatten()),
    }.items()
}  # fmt: skip
OPERATORS |= {
    "LeakyRelu": lambda a, x: F.leaky_relu(x, a.get("alpha", 0.01)),
    "Elu": lambda a, x: F.elu(x, a.get("alpha", 1.0)),
    "Celu": lambda a, x: F.celu(x, a.get("alpha", 1.0)),
    "Selu": lambda a, x: F.selu(x),
    "Gelu": lambda a, x: F.gelu(x, approximate=a.get("approximate", b"none").decode()),
    "HardSigmoid": lambda a, x: (a.get("alpha", 0.2) * x + a.get("beta", 0.5)).clamp(0, 1),
    "Softmax": lambda a, x: torch.softmax(x, a.get("axis", -1)),
    "Transpose": lambda a, x: x.permute(a.get("perm", list(range(x.ndim))[::-1])),
    "Concat": lambda a, *xs: torch.cat(xs, a["axis"]),
    "Flatten": lambda a, x: x.reshape(math.prod(x.shape[: a.get("axis", 1)]), -1),
    "Cast": lambda a, x: x,  # floats alone are computed; the rest is known before
    "ArgMax": lambda a, x: _place(torch.argmax, a, x),
    "ArgMin": lambda a, x: _place(torch.argmin, a, x),
}


def _folded(function: Callable, xs: tuple) -> Tensor:
    made = xs[0]
    for x in xs[1:]:
        made = function(made, x)
    return made


def _place(function: Callable, a: Attributes, x: Tensor) -> Tensor:
    return function(x, dim=a.get("axis", 0), keepdim=bool(a.get("keepdims", 1)))


@_kept("Gemm")
def _gemm(a: Attributes, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    x = x.t() if a.get("transA") else x
    weight = a.get("alpha", 1.0) * (weight if a.get("transB") else weight.t())
    return F.linear(x, weight) if bias is None else F.linear(x, weight) + a.get("beta", 1.0) * bias


@_kept("Clip")
def _clip(a: Attributes, x: Tensor, least: Any = None, most: Any = None) -> Tensor:
    least, most = a.get("min", least), a.get("max", most)
    return x.clamp(None if least is None else float(least), None if most is None else float(most))


@_kept("Reshape")
def _reshape(a: Attributes, x: Tensor, shape: Any) -> Tensor:
    sizes = ints(shape)
    return x.reshape([x.shape[i] if size == 0 and not a.get("allowzero") else size for i, size in enumerate(sizes)])


@_kept("Squeeze")
def _squeeze(a: Attributes, x: Tensor, axes: Any = None) -> Tensor:
    axes = a.get("axes", axes)
    return x.squeeze() if axes is None else x.squeeze(tuple(ints(axes)))


@_kept("Unsqueeze")
def _unsqueeze(a: Attributes, x: Tensor, axes: Any = None) -> Tensor:
    axes = ints(a.get("axes", axes))
    for axis in sorted(axis % (x.ndim + len(axes)) for axis in axes):
        x = x.unsqueeze(axis)
    return x


@_kept("Expand")
def _expand(a: Attributes, x: Tensor, shape: Any) -> Tensor:
    return x.expand(torch.broadcast_shapes(x.shape, tuple(ints(shape))))


@_kept("Slice")
def _slice(a: Attributes, x: Tensor, starts: Any = None, ends: Any = None, axes: Any = None, steps: Any = None) -> Any:
    starts, ends = ints(a.get("starts", starts)), ints(a.get("ends", ends))
    axes = a.get("axes", axes)
    axes = list(range(len(starts))) if axes is None else ints(axes)
    for start, end, axis, step in zip(starts, ends, axes, [1] * len(axes) if steps is None else ints(steps),
                                      strict=True):  # fmt: skip
        kept = list(range(*slice(start, end, step).indices(x.shape[axis])))
        x = x.index_select(axis % x.ndim, torch.tensor(kept))
    return x


@_kept("Split")
def _split(a: Attributes, x: Tensor, sizes: Any = None) -> tuple[Tensor, ...]:
    axis, sizes = a.get("axis", 0), a.get("split", sizes)
    if sizes is None:
        sizes = math.ceil(x.shape[axis] / a.get("num_outputs", a["outputs"]))
        return x.split(sizes, axis)
    return x.split(ints(sizes), axis)


@_kept("Gather")
def _gather(a: Attributes, x: Tensor, index: Any) -> Tensor:
    axis = a.get("axis", 0) % x.ndim
    index = index if isinstance(index, Tensor) else torch.from_numpy(np.asarray(index, np.int64)) % x.shape[axis]
    return x[(slice(None),) * axis + (index,)]


@_kept("Pad")
def _pad(a: Attributes, x: Tensor, pads: Any = None, value: Any = None, axes: Any = None) -> Tensor:
    pads = ints(a.get("pads", pads))
    chosen = list(range(x.ndim)) if axes is None else [axis % x.ndim for axis in ints(axes)]
    sides = {axis: (pads[i], pads[len(chosen) + i]) for i, axis in enumerate(chosen)}
    listed = [side for axis in reversed(range(x.ndim)) for side in sides.get(axis, (0, 0))]
    mode = {"edge": "replicate", "wrap": "circular"}.get(kind := a.get("mode", b"constant").decode(), kind)
    if mode == "constant":
        return F.pad(x, listed, value=float(a.get("value", 0.0) if value is None else value))
    return F.pad(x, listed[: 2 * SPACE], mode=mode)


def _framed(a: Attributes, x: Tensor, kernel: list[int], value: float = 0.0) -> Tensor:
    """The map with what `auto_pad` or uneven `pads` put around it."""
    stride, dilation = a.get("strides", [1] * SPACE), a.get("dilations", [1] * SPACE)
    pads, auto = a.get("pads", [0] * 2 * SPACE), a.get("auto_pad", b"NOTSET").decode()
    if len(kernel) != SPACE or x.ndim != 2 + SPACE:
        raise Unfit("a map that has not two dimensions of space")
    if auto.startswith("SAME"):
        total = [max(0, (math.ceil(n / s) - 1) * s + d * (k - 1) + 1 - n)
                 for n, s, d, k in zip(x.shape[2:], stride, dilation, kernel, strict=True)]  # fmt: skip
        less = [t // 2 if auto == "SAME_UPPER" else t - t // 2 for t in total]
        pads = [*less, *(t - one for t, one in zip(total, less, strict=True))]
    return F.pad(x, [pads[1], pads[3], pads[0], pads[2]], value=value) if any(pads) else x


@_kept("Conv")
def _conv(a: Attributes, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    kernel, pads = list(weight.shape[2:]), a.get("pads", [0] * 2 * SPACE)
    geometry = {"stride": a.get("strides", 1), "dilation": a.get("dilations", 1), "groups": a.get("group", 1)}
    if len(kernel) == SPACE and a.get("auto_pad", b"NOTSET") == b"NOTSET" and pads[:SPACE] == pads[SPACE:]:
        return F.conv2d(x, weight, bias, padding=tuple(pads[:SPACE]), **geometry)
    return F.conv2d(_framed(a, x, kernel), weight, bias, **geometry)


@_kept("ConvTranspose")
def _conv_transpose(a: Attributes, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    if x.ndim != 2 + SPACE:
        raise Unfit("a map that has not two dimensions of space")
    stride, dilation = a.get("strides", [1] * SPACE), a.get("dilations", [1] * SPACE)
    extra, auto = a.get("output_padding", [0] * SPACE), a.get("auto_pad", b"NOTSET").decode()
    made = F.conv_transpose2d(x, weight, bias, stride, 0, extra, a.get("group", 1), dilation)
    pads, wanted = a.get("pads", [0] * 2 * SPACE), a.get("output_shape")
    if auto.startswith("SAME") or wanted:
        wanted = (wanted or [n * s for n, s in zip(x.shape[2:], stride, strict=True)])[-SPACE:]
        total = [n - w for n, w in zip(made.shape[2:], wanted, strict=True)]
        less = [t - t // 2 if auto == "SAME_LOWER" or auto == "NOTSET" else t // 2 for t in total]
        pads = [*less, *(t - one for t, one in zip(total, less, strict=True))]
    return F.pad(made, [-pads[1], -pads[3], -pads[0], -pads[2]]) if any(pads) else made


@_kept("MaxPool")
def _max_pool(a: Attributes, x: Tensor) -> Tensor:
    kernel = a["kernel_shape"]
    x = _framed(a, x, kernel, -1e30)  # an infinity would not survive a product with 0
    return F.max_pool2d(x, kernel, a.get("strides", 1), 0, a.get("dilations", 1), bool(a.get("ceil_mode", 0)))


@_kept("AveragePool")
def _average_pool(a: Attributes, x: Tensor) -> Tensor:
    kernel, framed = a["kernel_shape"], _framed(a, x, a["kernel_shape"])
    if framed is not x and not a.get("count_include_pad", 0):
        count = F.avg_pool2d(_framed(a, torch.ones(1, 1, *x.shape[2:]), kernel), kernel, a.get("strides", 1))
        return F.avg_pool2d(framed, kernel, a.get("strides", 1)) / count
    return F.avg_pool2d(framed, kernel, a.get("strides", 1), 0, bool(a.get("ceil_mode", 0)))
