"""Chains of layers, as files of schema 1 keep networks, written as operations on named values. No torch here.

A chain is a list of layers without names: each takes what the one before it gives. It has been checked
(model/operations_check.py) before it comes here.
"""

from __future__ import annotations

import math
from typing import Any

from vae_core.graph.kinds import SCHEMA
from vae_core.graph.shapes import Shape


def upgraded(spec: dict[str, Any], weights: dict[str, Shape], taken: Shape | None = None) -> dict[str, Any]:
    """The specification of a model file in the present schema; one that already is comes back as it is.

    Args:
        spec: as it was checked.
        weights: shapes of the weights in the file, by name.
        taken: the shape that the encoder takes; that of the image unless given.
    """
    if spec.get("schema") == SCHEMA:
        return spec
    code, image = (spec["latent_dim"],), tuple(spec["image_shape"])
    starts = {"decoder": code, "encoder": taken or image, "classifier": image, "energy": code}
    ends = {"decoder": image}
    here = {part: start for part, start in starts.items() if spec.get(part)}
    made = {part: of_chain(spec[part], weights, start, ends.get(part)) for part, start in here.items()}
    return spec | {"schema": SCHEMA} | made


def of_chain(chain: list[dict], weights: dict[str, Shape], start: Shape, end: Shape | None = None) -> dict[str, Any]:
    """The network of a chain.

    Args:
        chain: as it was checked.
        weights: shapes of the weights in the file, by name.
        start: the shape that it takes, (n,) or (C, H, W).
        end: the shape that the output takes on, where the chain may end in another of the same size.
    """
    writer = Writer(weights)
    shape, name = writer.through(chain, (1, *start), "x")
    if end and shape != (1, *end):
        shape, name = writer.view(name, (1, *end))
    return {"input": "x", "shape": [1, *start], "ops": writer.ops, "output": name}


class Writer:
    """Puts operations one behind the other; a value is its shape and its name."""

    def __init__(self, weights: dict[str, Shape]) -> None:
        self.weights, self.ops = weights, []

    def add(self, kind: str, given: list, **more: Any) -> str:
        self.ops.append({"op": kind, "in": given, "out": f"v{len(self.ops)}"} | more)
        return self.ops[-1]["out"]

    def through(self, chain: list[dict], shape: Shape, name: str) -> tuple[Shape, str]:
        for layer in chain:
            shape, name = getattr(self, layer["op"])(layer, shape, name)
        return shape, name

    def view(self, name: str, shape: Shape) -> tuple[Shape, str]:
        return shape, self.add("view", [name], shape=list(shape))

    def act_of(self, name: str, fn: str, *p: float) -> str:
        return self.add("act", [name], fn=fn, p=list(p))

    def of_two(self, fn: str, a: str, b: str | float) -> str:
        return self.add("binary", [a, b], fn=fn)

    def columns(self, name: str, start: int, end: int) -> str:
        return self.add("slice", [name], dim=1, start=start, end=end, step=1)

    def linear(self, layer: dict, shape: Shape, name: str) -> tuple[Shape, str]:
        outputs = self.weights[layer["weight"]][0]
        return (1, outputs), self.add("linear", [name, layer["weight"], layer["bias"]])

    def conv(self, layer: dict, shape: Shape, name: str) -> tuple[Shape, str]:
        out, _, *kernel = self.weights[layer["weight"]]
        stride, padding = layer.get("stride", 1), layer.get("padding", 0)
        sizes = [(n + 2 * padding - k) // stride + 1 for n, k in zip(shape[2:], kernel, strict=True)]
        return (1, out, *sizes), self._convolution("conv", layer, name)

    def conv_transpose(self, layer: dict, shape: Shape, name: str) -> tuple[Shape, str]:
        _, out, *kernel = self.weights[layer["weight"]]
        stride, padding = layer.get("stride", 1), layer.get("padding", 0)
        sizes = [(n - 1) * stride - 2 * padding + k for n, k in zip(shape[2:], kernel, strict=True)]
        return (1, out, *sizes), self._convolution("conv_transpose", layer, name, output_padding=[0, 0])

    def _convolution(self, kind: str, layer: dict, name: str, **more: Any) -> str:
        stride, padding = ([layer.get(key, usual)] * 2 for key, usual in (("stride", 1), ("padding", 0)))
        given = [name, layer["weight"], layer["bias"]]
        return self.add(kind, given, stride=stride, padding=padding, dilation=[1, 1], groups=1, **more)

    def layer_norm(self, layer: dict, shape: Shape, name: str) -> tuple[Shape, str]:
        """Over the numbers of a vector, or the channels of each position."""
        affine, eps = [layer["weight"], layer["bias"]], layer.get("eps", 1e-5)
        if len(shape) == 2:
            return shape, self.add("layer_norm", [name, *affine], dims=1, eps=eps)
        name = self.add("permute", [name], dims=[0, 2, 3, 1])
        name = self.add("layer_norm", [name, *affine], dims=1, eps=eps)
        return shape, self.add("permute", [name], dims=[0, 3, 1, 2])

    def act(self, layer: dict, shape: Shape, name: str) -> tuple[Shape, str]:
        usual = {"elu": (1.0, 1.0, 1.0), "softplus": (1.0, 20.0)}
        return shape, self.act_of(name, layer["fn"], *usual.get(layer["fn"], ()))

    def residual(self, layer: dict, shape: Shape, name: str) -> tuple[Shape, str]:
        return shape, self.of_two("add", name, self.through(layer["ops"], shape, name)[1])

    def reshape(self, layer: dict, shape: Shape, name: str) -> tuple[Shape, str]:
        return self.view(name, (1, *layer["shape"]))

    def flatten(self, layer: dict, shape: Shape, name: str) -> tuple[Shape, str]:
        return self.view(name, (1, math.prod(shape)))

    def upsample(self, layer: dict, shape: Shape, name: str) -> tuple[Shape, str]:
        factor = layer["factor"]
        size = [factor * length for length in shape[2:]]
        name = self.add("upsample", [name], mode="nearest", size=size, step=[1 / factor] * 2, align=False)
        return (*shape[:2], *size), name

    def soft_clamp(self, layer: dict, shape: Shape, name: str) -> tuple[Shape, str]:
        """Values from `start` on squashed into (-limit, limit); those before it pass."""
        start, limit, total = layer["start"], layer["limit"], math.prod(shape)
        shape, name = self.view(name, (1, total))
        if start == total:
            return shape, name
        squashed = self.act_of(self.of_two("div", self.columns(name, start, total), limit), "tanh")
        squashed = self.of_two("mul", squashed, limit)
        return shape, self.add("cat", [self.columns(name, 0, start), squashed], dim=1) if start else squashed

    def couplings(self, layer: dict, shape: Shape, name: str) -> tuple[Shape, str]:
        """A flow posterior: mu, log-variance and context, of which every coupling moves half of the first two."""
        dims, total = layer["dims"], shape[1]
        mu, logvar = self.columns(name, 0, dims), self.columns(name, dims, 2 * dims)
        context = [self.columns(name, 2 * dims, total)] if total > 2 * dims else []
        for index, net in enumerate(layer["nets"]):
            kept = [float(dim % 2 == index % 2) for dim in range(dims)]
            keep, move = (self.add("constant", [], shape=[1, dims], values=values)
                          for values in (kept, [1 - value for value in kept]))  # fmt: skip
            seen = self.add("cat", [self.of_two("mul", mu, keep), *context], dim=1)
            moves = self.through(net, (1, total - dims), seen)[1]
            shift = self.of_two("mul", self.columns(moves, 0, dims), move)
            raw = self.act_of(self.of_two("div", self.columns(moves, dims, 2 * dims), 2.0), "tanh")
            log_scale = self.of_two("mul", self.of_two("mul", raw, move), 2.0)
            mu = self.of_two("mul", self.of_two("add", mu, shift), self.act_of(log_scale, "exp"))
            logvar = self.of_two("add", logvar, self.of_two("mul", log_scale, 2.0))
        return (1, 2 * dims), self.add("cat", [mu, logvar], dim=1)
