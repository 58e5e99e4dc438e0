"""The operation lists of a model file, held to its weights, its config and what a browser can bear. No torch here.

A list is data that anybody may write: a folder of 200 kB could ask for minutes of work a frame, or for a gigabyte. The
browser's twin of the limits is web/engine/plan.js. Shapes are PyTorch's, without the batch: (n,) or (C, H, W).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from vae_core.fault import Fault
from vae_core.graph.price import ELEMENT_COST, Price, for_python
from vae_core.model.parts import classifier_end, encoder_shapes
from vae_core.shared import SHARED

MAX_DEPTH = SHARED["operations"]["deepest"]  # of lists within lists
OF_NETWORKS = (
    "encoder.",
    "decoder.",
    "classifier.",
    "prior.energy.",
    "twin.",
    "critic.",
)  # how the names of their weights begin
ACTIVATIONS = ("silu", "relu", "gelu", "elu", "tanh", "sigmoid", "softplus")

Shape = tuple[int, ...]


def check_operations(spec: dict[str, Any], tensors: dict[str, Shape]) -> None:
    """Raises where encoder and decoder are not the networks that the weights and the config describe.

    Args:
        spec: the `spec` of the file's metadata.
        tensors: shapes of the weights in the file, by name.

    Raises:
        ValueError: one sentence: an operation is unknown or malformed, does not fit its weights, leaves some of them
            out or uses them twice, ends in another shape than the config has, or costs more than the limits allow.
    """
    code, image = (spec["latent_dim"],), tuple(spec["image_shape"])
    walk = _Walk(tensors, price=for_python())
    end = walk.through(spec["decoder"], code)
    if math.prod(end) != math.prod(image):
        raise Fault("its decoder ends in shape {end}; expected {image}", end=end, image=image)
    if spec["decoder"][-1] != {"op": "act", "fn": "sigmoid"}:
        raise Fault("its decoder does not end with a sigmoid: pixels must lie from 0 to 1")
    taken, made = encoder_shapes(spec)
    end = walk.through(spec["encoder"], taken)
    if end != made:
        raise Fault("its encoder ends in shape {end}; expected {expected} numbers", end=end, expected=made[0])
    if "classifier" in spec:
        end = walk.through(spec["classifier"], image)
        if end != (made := classifier_end(spec)):
            raise Fault("its classifier ends in shape {end}; expected {expected} numbers", end=end, expected=made[0])
    if "energy" in spec and (end := walk.through(spec["energy"], code)) != (1,):
        raise Fault("its energy ends in shape {end}; expected one number", end=end)
    left = [name for name in tensors if name.startswith(OF_NETWORKS) and name not in walk.used]
    if left:
        raise Fault(
            "its operation lists leave out {count} weights, first {first}", count=len(left), first=min(left)[:60]
        )


def check_network(operations: object, tensors: dict[str, Shape], start: Shape, outputs: int) -> None:
    """Raises ValueError, one sentence, unless a list of operations turns a shape into so many numbers."""
    end = _Walk(tensors).through(operations, start)
    if math.prod(end) != outputs:
        raise Fault("its operations end in shape {end}; expected {outputs} numbers", end=end, outputs=outputs)


@dataclass
class _Walk:
    """A shape on its way through the lists, and what they have cost so far."""

    tensors: dict[str, Shape]
    used: set[str] = field(default_factory=set)
    price: Price = field(default_factory=Price)

    def through(self, operations: object, shape: Shape, depth: int = 0) -> Shape:
        if not isinstance(operations, list) or depth > MAX_DEPTH:
            raise Fault("an operation list must be a list, at most {most} deep", most=MAX_DEPTH)
        for operation in operations:
            shape = self._after(operation, shape, depth)
            self.price.spend(floats=math.prod(shape), operations=1)
        return shape

    def _after(self, operation: object, shape: Shape, depth: int) -> Shape:
        kind = operation.get("op") if isinstance(operation, dict) else None
        if not isinstance(kind, str) or kind not in _STEPS:
            raise Fault(
                "its operation {got!r} is unknown; expected one of {known}", got=str(kind)[:40], known=", ".join(_STEPS)
            )
        try:
            return _STEPS[kind](self, operation, shape, depth)
        except (KeyError, TypeError) as error:
            raise Fault("its operation {kind} is malformed ({reason})", kind=kind, reason=str(error)[:60]) from None

    def weight(self, operation: dict, key: str, shape: Shape) -> Shape:
        """The shape of a weight, -1 standing for any length; each may be used once."""
        name = operation[key]
        found = self.tensors.get(name)
        if found is None or len(found) != len(shape) or any(-1 != a != b for a, b in zip(shape, found, strict=True)):
            wanted = " x ".join("any" if length == -1 else str(length) for length in shape)
            raise Fault(
                "{operation} needs {weight} of shape {wanted}; the file has {found}",
                operation=operation["op"],
                weight=str(name)[:60],
                wanted=wanted,
                found=found,
            )
        if name in self.used:
            raise Fault("{operation} uses {weight} a second time", operation=operation["op"], weight=name[:60])
        self.used.add(name)
        self.price.spend(floats=math.prod(found))
        return found

    def linear(self, operation: dict, shape: Shape, depth: int) -> Shape:
        outputs, inputs = self.weight(operation, "weight", (-1, math.prod(shape) if len(shape) == 1 else 0))
        self.weight(operation, "bias", (outputs,))
        self.price.spend(products=outputs * inputs)
        return (outputs,)

    def conv(self, operation: dict, shape: Shape, depth: int) -> Shape:
        channels, height, width = _map(operation, shape)
        stride, padding = _geometry(operation)
        out, _, rows, columns = self.weight(operation, "weight", (-1, channels, -1, -1))
        self.weight(operation, "bias", (out,))
        size = [(length + 2 * padding - kernel) // stride + 1 for length, kernel in ((height, rows), (width, columns))]
        self.price.spend(math.prod(_positive(operation, size)) * out * channels * rows * columns,
                    channels * (height + 2 * padding) * (width + 2 * padding))  # fmt: skip
        return (out, *size)

    def conv_transpose(self, operation: dict, shape: Shape, depth: int) -> Shape:
        channels, height, width = _map(operation, shape)
        stride, padding = _geometry(operation)
        _, out, rows, columns = self.weight(operation, "weight", (channels, -1, -1, -1))
        self.weight(operation, "bias", (out,))
        ends = ((height, rows), (width, columns))
        size = [(length - 1) * stride - 2 * padding + kernel for length, kernel in ends]
        self.price.spend(height * width * out * channels * rows * columns,
                    channels * (height + 2 * rows) * (width + 2 * columns))  # fmt: skip
        return (out, *_positive(operation, size))

    def layer_norm(self, operation: dict, shape: Shape, depth: int) -> Shape:
        width = shape[0]  # the numbers of a vector, the channels of a map
        for key in ("weight", "bias"):
            self.weight(operation, key, (width,))
        if not 0 < operation.get("eps", 1e-5) < 1:
            raise Fault("layer_norm needs an eps between 0 and 1; got {got}", got=str(operation["eps"])[:40])
        return self._each(shape)

    def act(self, operation: dict, shape: Shape, depth: int) -> Shape:
        if operation["fn"] not in ACTIVATIONS:
            raise Fault("its activation {got!r} is unknown", got=str(operation["fn"])[:40])
        return self._each(shape)

    def residual(self, operation: dict, shape: Shape, depth: int) -> Shape:
        if (end := self.through(operation["ops"], shape, depth + 1)) != shape:
            raise Fault("residual turns shape {shape} into {end}; both must be the same", shape=shape, end=end)
        return shape

    def reshape(self, operation: dict, shape: Shape, depth: int) -> Shape:
        new = tuple(operation["shape"])
        if len(new) != 3 or len(shape) != 1 or math.prod(_positive(operation, new)) != shape[0]:
            raise Fault("reshape cannot turn shape {shape} into {new}", shape=shape, new=str(new)[:60])
        return new

    def flatten(self, operation: dict, shape: Shape, depth: int) -> Shape:
        return (math.prod(shape),)

    def upsample(self, operation: dict, shape: Shape, depth: int) -> Shape:
        channels, height, width = _map(operation, shape)
        (factor,) = _positive(operation, [operation["factor"]])
        return (channels, height * factor, width * factor)

    def soft_clamp(self, operation: dict, shape: Shape, depth: int) -> Shape:
        if not operation["limit"] > 0 or not 0 <= operation["start"] <= math.prod(shape):
            raise Fault("soft_clamp needs a positive limit and a start within its numbers")
        return self._each(shape)

    def couplings(self, operation: dict, shape: Shape, depth: int) -> Shape:
        dims, nets = operation["dims"], operation["nets"]
        fits = isinstance(dims, int) and dims > 0 and len(shape) == 1 and shape[0] >= 2 * dims
        if not fits or not isinstance(nets, list):
            raise Fault("couplings need dims, nets and a vector of at least twice dims; got shape {shape}", shape=shape)
        for net in nets:
            self.price.spend(floats=2 * shape[0])
            if (end := self.through(net, (shape[0] - dims,), depth + 1)) != (2 * dims,):
                raise Fault("a coupling must move {expected} numbers; got shape {end}", expected=2 * dims, end=end)
        return (2 * dims,)

    def _each(self, shape: Shape) -> Shape:
        self.price.spend(products=ELEMENT_COST * math.prod(shape))
        return shape


_STEPS: dict[str, Callable[[_Walk, dict, Shape, int], Shape]] = {
    name: getattr(_Walk, name)
    for name in ("linear", "conv", "conv_transpose", "layer_norm", "act", "residual", "reshape", "flatten", "upsample",
                 "soft_clamp", "couplings")
}  # fmt: skip


def _map(operation: dict, shape: Shape) -> Shape:
    if len(shape) != 3:
        raise Fault(
            "{operation} needs a map of channels, rows and columns; got shape {shape}",
            operation=operation["op"],
            shape=shape,
        )
    return shape


def _geometry(operation: dict) -> tuple[int, int]:
    stride, padding = operation.get("stride", 1), operation.get("padding", 0)
    if not all(isinstance(value, int) and least <= value <= 1_000 for value, least in ((stride, 1), (padding, 0))):
        raise Fault(
            "{operation} needs a whole stride and padding; got {got}",
            operation=operation["op"],
            got=str([stride, padding])[:60],
        )
    return stride, padding


def _positive(operation: dict, sizes: Any) -> Any:
    if not all(isinstance(size, int) and 0 < size < 2**31 for size in sizes):
        found = str(list(sizes))[:60]
        raise Fault(
            "{operation} makes a map of size {found}; expected whole positive numbers",
            operation=operation["op"],
            found=found,
        )
    return sizes
