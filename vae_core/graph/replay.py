"""A network that was written down, run by PyTorch: what the browser's twin and the original are held to.

The list is of one image; where its operations leave the first dimension alone it runs for N as it is, else by
`torch.func.vmap`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from vae_core.graph.batch import for_many
from vae_core.graph.kinds import weights_of

NEAREST_TO_ONE = 1e-6  # a mean of exactly 1 would have an infinite logit


class Replay(nn.Module):
    """The network as a module: its input without the leading 1, (N, ...), to its output, (N, ...).

    Args:
        network: as kinds.py has it, checked.
        weights: by name; those that the network does not use are left out.
    """

    def __init__(self, network: dict[str, Any], weights: Mapping[str, Tensor]) -> None:
        super().__init__()
        self.network = network
        self.names = {name: name.partition(".")[2] for name in weights_of(network)}  # in the file, and here
        for name, here in self.names.items():
            self.register_parameter(here, nn.Parameter(weights[name].float(), requires_grad=False))
        self.many = for_many(network, {name: tuple(weights[name].shape) for name in self.names})

    def forward(self, x: Tensor) -> Tensor:
        return self.until(x)

    def until(self, x: Tensor, value: str = "") -> Tensor:
        """The value of that name, or the output, for every input."""
        known = {name: getattr(self, here) for name, here in self.names.items()}
        if self.many:
            return replay(self.many, known, x, value)
        return torch.func.vmap(lambda one: replay(self.network, known, one[None], value)[0])(x)


class ReplayedLogits(Replay):
    """Logits of a decoder that ends in [0, 1]: what its last sigmoid is given, or the inverse of one."""

    def __init__(self, network: dict[str, Any], weights: Mapping[str, Tensor], image_shape: tuple[int, ...]) -> None:
        super().__init__(network, weights)
        self.image_shape = image_shape

    def forward(self, x: Tensor) -> Tensor:
        before = _before_sigmoid(self.network)
        if before is None:
            return torch.logit(self.until(x), eps=NEAREST_TO_ONE)
        made = self.until(x, before)
        return made.reshape(-1, *self.image_shape)


def _before_sigmoid(network: dict[str, Any]) -> str | None:
    """The value whose sigmoid is the output, seen through views and a clamp to [0, 1]; None where there is none."""
    name = network["output"]
    for op in reversed(network["ops"]):
        if op["out"] != name:
            continue
        name = op["in"][0] if op["in"] else None
        if op["op"] == "act" and op["fn"] == "sigmoid":
            return name
        is_clamp = op["op"] == "act" and op["fn"] == "clamp" and op["p"] == [0, 1]
        if op["op"] != "view" and not is_clamp:
            return None
    return None


def replay(network: dict[str, Any], weights: Mapping[str, Tensor], x: Tensor, until: str = "") -> Tensor:
    """The output, or the value called `until`, for an input of the network's own shape, (1, ...)."""
    values = dict(weights) | {network["input"]: x}
    for operation in network["ops"]:
        given = [values[name] if isinstance(name, str) else name for name in operation["in"]]
        values[operation["out"]] = RUN[operation["op"]](operation, *given)
    return values[until or network["output"]]


def _pad(op: dict, x: Tensor) -> Tensor:
    sides = [side for pair in zip(reversed(op["before"]), reversed(op["after"]), strict=True) for side in pair]
    return F.pad(x, sides, value=op["value"])


def _slice(op: dict, x: Tensor) -> Tensor:
    return x[(slice(None),) * op["dim"] + (slice(op["start"], op["end"], op["step"]),)]


def _conv(op: dict, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    return F.conv2d(x, weight, bias, op["stride"], op["padding"], op["dilation"], op["groups"])


def _conv_transpose(op: dict, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    geometry = op["stride"], op["padding"], op["output_padding"], op["groups"], op["dilation"]
    return F.conv_transpose2d(x, weight, bias, *geometry)


def _by_channel(vector: Tensor, x: Tensor) -> Tensor:
    return vector.reshape(-1, *[1] * (x.ndim - 2))


def _layer_norm(op: dict, x: Tensor, *affine: Tensor) -> Tensor:
    return F.layer_norm(x, x.shape[x.ndim - op["dims"] :], *affine, eps=op["eps"])


def _upsample(op: dict, x: Tensor) -> Tensor:
    rows, columns = (_sources(op, axis, x.shape[2 + axis]) for axis in (0, 1))
    x = x[:, :, rows[0]] * (1 - rows[2])[:, None] + x[:, :, rows[1]] * rows[2][:, None]
    return x[..., columns[0]] * (1 - columns[2]) + x[..., columns[1]] * columns[2]


def _sources(op: dict, axis: int, length: int) -> tuple[Tensor, Tensor, Tensor]:
    """For every new row or column the two old ones that it lies between, and how far it is towards the second."""
    place = torch.arange(op["size"][axis], dtype=torch.float64)
    if op["mode"] == "nearest" or op["align"]:
        place = place * op["step"][axis]
    else:
        place = ((place + 0.5) * op["step"][axis] - 0.5).clamp(min=0)
    first = place.floor().long().clamp(max=length - 1)
    towards = torch.zeros_like(place) if op["mode"] == "nearest" else (place - first).clamp(0, 1)
    return first, (first + 1).clamp(max=length - 1), towards.float()


def _pool(op: dict, x: Tensor) -> Tensor:
    edges = [
        (size - 1) * stride + kernel - length - pad
        for size, stride, kernel, length, pad in zip(
            op["size"], op["stride"], op["kernel"], x.shape[2:], op["padding"], strict=True
        )
    ]
    (top, left), (bottom, right) = op["padding"], edges
    if op["fn"] == "max":
        return F.max_pool2d(F.pad(x, (left, right, top, bottom), value=-torch.inf), op["kernel"], op["stride"])
    inside = F.pad(torch.ones_like(x[:1, :1]), (left, left, top, top), value=float(op["whole"]))
    edges = (0, right - left, 0, bottom - top)  # what rounding up adds is never counted
    x, inside = F.pad(F.pad(x, (left, left, top, top)), edges), F.pad(inside, edges)
    return F.avg_pool2d(x, op["kernel"], op["stride"]) / F.avg_pool2d(inside, op["kernel"], op["stride"])


def _places(index: Tensor, length: int) -> Tensor:
    return torch.floor(index + 0.5).long().clamp(0, length - 1)


def _lookup(op: dict, x: Tensor, table: Tensor) -> Tensor:
    return table[(slice(None),) * op["dim"] + (_places(x, table.shape[op["dim"]]),)]


def _nearest(op: dict, x: Tensor, table: Tensor) -> Tensor:
    return (table.square().sum(1) - 2 * x @ table.T).argmin(-1).float()


ACT: dict[str, Callable[..., Tensor]] = {
    "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
    "log_sigmoid": F.logsigmoid,
    "elu": lambda x, alpha, scale, inner: torch.where(x > 0, scale * x, scale * alpha * torch.expm1(inner * x)),
    "clamp": torch.clamp,
    **{name: getattr(F, name) for name in
       ("relu", "silu", "gelu", "mish", "hardswish", "hardsigmoid", "leaky_relu", "softplus")},
    **{name: getattr(torch, name) for name in
       ("tanh", "sigmoid", "exp", "log", "sqrt", "rsqrt", "reciprocal", "neg", "abs", "sin", "cos",
        "erf")},
}  # fmt: skip
BINARY: dict[str, Callable[..., Tensor]] = {
    "maximum": lambda a, b: torch.maximum(a, torch.as_tensor(b, dtype=a.dtype)),
    "minimum": lambda a, b: torch.minimum(a, torch.as_tensor(b, dtype=a.dtype)),
    "eq": lambda a, b: (a == b).float(),
    "prelu": lambda x, slope: torch.where(x > 0, x, slope * x),
    **{name: getattr(torch, name) for name in ("add", "sub", "mul", "div", "pow")},
}
REDUCE = {"mean": torch.mean, "sum": torch.sum, "max": torch.amax, "min": torch.amin}
RUN: dict[str, Callable[..., Tensor]] = {
    "view": lambda op, x: x.reshape(op["shape"]),
    "permute": lambda op, x: x.permute(op["dims"]),
    "expand": lambda op, x: x.expand(op["shape"]),
    "slice": _slice,
    "take": lambda op, x: x.index_select(op["dim"], torch.tensor(op["index"], device=x.device)),
    "cat": lambda op, *xs: torch.cat(xs, op["dim"]),
    "pad": _pad,
    "constant": lambda op: torch.tensor(op["values"], dtype=torch.float32).reshape(op["shape"]),
    "linear": lambda op, x, weight, bias=None: F.linear(x, weight, bias),
    "conv": _conv,
    "conv_transpose": _conv_transpose,
    "scale_shift": lambda op, x, scale, shift: x * _by_channel(scale, x) + _by_channel(shift, x),
    "act": lambda op, x: ACT[op["fn"]](x, *op["p"]),
    "binary": lambda op, a, b: BINARY[op["fn"]](a, b),
    "matmul": lambda op, a, b: torch.matmul(a, b),
    "group_norm": lambda op, x, *affine: torch.group_norm(x, op["groups"], *affine, eps=op["eps"]),
    "layer_norm": _layer_norm,
    "softmax": lambda op, x: torch.softmax(x, op["dim"]),
    "reduce": lambda op, x: REDUCE[op["fn"]](x, dim=op["dims"], keepdim=True),
    "upsample": _upsample,
    "pool": _pool,
    "lookup": _lookup,
    "gather": lambda op, x, index: torch.gather(x, op["dim"], _places(index, x.shape[op["dim"]])),
    "arg": lambda op, x: getattr(torch, f"arg{op['fn']}")(x, dim=op["dim"], keepdim=True).float(),
    "nearest": _nearest,
    "sort": lambda op, x: torch.sort(x, dim=op["dim"], descending=op["descending"])[0],
    "cumsum": lambda op, x: torch.cumsum(x, op["dim"]),
    "grid_sample": lambda op, x, grid: F.grid_sample(x, grid, op["mode"], op["padding"], op["align"]),
}
