"""What PyTorch's operators are written down as: functions of every number by itself.

Shapes, sums and layers are in files of their own beside this one.

A function here is called by the names of the operator's arguments. What it does not take must have its usual value:
nothing of an operator is dropped in silence. Values come as names, constants among them, or as numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from vae_core.graph.kinds import UNBOUNDED
from vae_core.graph.writer import Value, Writer

Written = str | list[str]
OPERATORS: dict[str, Callable[..., Written]] = {}
NOTHING = ("detach", "clone", "contiguous", "alias", "lift_fresh_copy", "_to_copy", "to", "positive")
PLAIN = ("relu", "silu", "tanh", "sigmoid", "mish", "hardswish", "hardsigmoid", "log_sigmoid", "exp", "log", "sqrt",
         "rsqrt", "reciprocal", "neg", "abs", "sin", "cos", "erf")  # fmt: skip


class Refused(Exception):
    """Why an operator that is known cannot be written down as it was called."""


def operator(*names: str) -> Callable:
    """The function below writes these operators down."""

    def kept(function: Callable[..., Written]) -> Callable[..., Written]:
        OPERATORS.update(dict.fromkeys(names, function))
        return function

    return kept


for _name in PLAIN:
    OPERATORS[_name] = lambda write, self, fn=_name: write.act(self, fn)
for _name in NOTHING:
    OPERATORS[_name] = lambda write, self=None, input=None: self or input


@operator("dropout", "feature_dropout", "alpha_dropout")
def dropout(write: Writer, input: str, p: float, train: bool) -> str:
    if train and p:
        raise Refused("dropout in training mode: call .eval() on the module")
    return input


@operator("gelu")
def gelu(write: Writer, self: str, approximate: str) -> str:
    return write.act(self, "gelu" if approximate == "none" else "gelu_tanh")


@operator("leaky_relu")
def leaky_relu(write: Writer, self: str, negative_slope: float) -> str:
    return write.act(self, "leaky_relu", negative_slope)


@operator("elu")
def elu(write: Writer, self: str, alpha: float, scale: float, input_scale: float) -> str:
    return write.act(self, "elu", alpha, scale, input_scale)


@operator("celu")
def celu(write: Writer, self: str, alpha: float) -> str:
    return write.act(self, "elu", alpha, 1, 1 / alpha)


@operator("selu")
def selu(write: Writer, self: str) -> str:
    return write.act(self, "elu", 1.6732632423543772, 1.0507009873554805, 1)


@operator("softplus")
def softplus(write: Writer, self: str, beta: float, threshold: float) -> str:
    return write.act(self, "softplus", beta, threshold)


@operator("relu6")
def relu6(write: Writer, self: str) -> str:
    return write.act(self, "clamp", 0, 6)


@operator("hardtanh")
def hardtanh(write: Writer, self: str, min_val: float, max_val: float) -> str:
    return write.act(self, "clamp", min_val, max_val)


@operator("clamp", "clamp_min", "clamp_max")
def clamp(write: Writer, self: str, min: float | None = None, max: float | None = None) -> str:
    if isinstance(min, str) or isinstance(max, str):
        raise Refused("limits that are tensors")
    return write.act(self, "clamp", -UNBOUNDED if min is None else min, UNBOUNDED if max is None else max)


@operator("prelu")
def prelu(write: Writer, self: str, weight: str) -> str:
    shape = (math.prod(write.shapes[weight]), *[1] * (len(write.shapes[self]) - 2))  # a slope for each channel
    return write.two("prelu", self, write.view(weight, shape))


def _sum_of(fn: str) -> Callable[..., str]:
    def written(write: Writer, self: Value, other: Value, alpha: float = 1) -> str:
        if alpha != 1:
            other = write.two("mul", other, alpha) if isinstance(other, str) else other * alpha
        return write.two(fn, self, other)

    return written


OPERATORS |= {"add": _sum_of("add"), "sub": _sum_of("sub")}
for _name, _fn in {"mul": "mul", "multiply": "mul", "div": "div", "true_divide": "div", "maximum": "maximum",
                   "minimum": "minimum"}.items():  # fmt: skip
    OPERATORS[_name] = lambda write, self, other, fn=_fn: write.two(fn, self, other)


@operator("rsub")
def rsub(write: Writer, self: Value, other: Value) -> str:
    return write.two("sub", other, self)


@operator("pow")
def power(write: Writer, self: Value, exponent: Value) -> str:
    return write.two("mul", self, self) if exponent == 2 else write.two("pow", self, exponent)


@operator("square")
def square(write: Writer, self: str) -> str:
    return write.two("mul", self, self)


@operator("glu")
def glu(write: Writer, self: str, dim: int) -> str:
    dim %= len(write.shapes[self])
    half = write.shapes[self][dim] // 2
    return write.two("mul", write.cut(self, dim, 0, half), write.act(write.cut(self, dim, half, 2 * half), "sigmoid"))
