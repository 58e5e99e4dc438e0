"""A network that came from a file, held to its weights, to what each operation can take and to what a browser can bear.

No torch here. The work is bounded by the length of the list, which is bounded too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from vae_core.fault import Fault
from vae_core.graph.price import Price
from vae_core.graph.shapes import MADE, MAX_RANK, MAX_SIZE, Shape, sizes_of

NAME_LENGTH = 200
# Kinds whose values after the first are known before they run: the browser packs them once.
OF_WEIGHTS = ("linear", "conv", "conv_transpose", "scale_shift", "group_norm", "layer_norm", "nearest")


def check_network(network: Any, weights: Mapping[str, Shape], price: Price | None = None) -> Shape:
    """The shape of the output, once everything in the network is known to fit.

    Args:
        network: as kinds.py has it, or anything.
        weights: the shapes of those in the file, by name.
        price: what is spent is added to it.

    Raises:
        ValueError: one sentence: an operation is unknown or malformed, does not fit what it is given, names a value
            that is not there yet, or costs more than the limits allow.
    """
    price = price or Price()
    if not isinstance(network, dict) or not isinstance(network.get("ops"), list):
        raise Fault("a network must be an object with a list of operations")
    values: dict[str, Shape] = {_name(network.get("input"), weights): _start(network)}
    paid: set[str] = set()
    for operation in network["ops"]:
        price.spend(operations=1)
        shape, products = _made(operation, values, weights)
        name = _name(operation.get("out"), weights)
        if name in values:
            raise Fault("two operations make {name}", name=name)
        values[name] = shape
        fresh = [one for one in operation["in"] if isinstance(one, str) and one in weights and one not in paid]
        paid.update(fresh)
        if math.prod(shape) > MAX_SIZE or len(shape) > MAX_RANK:
            raise Fault("{kind} makes a value of shape {shape}", kind=operation["op"], shape=str(shape)[:60])
        price.spend(products, math.prod(shape) + sum(math.prod(weights[one]) for one in fresh))
    output = network.get("output")
    if not isinstance(output, str) or output not in values:
        raise Fault("its output is made by none of its operations")
    return values[output]


def _start(network: dict) -> Shape:
    shape = sizes_of(network)
    if not 1 < len(shape) <= MAX_RANK or shape[0] != 1 or math.prod(shape) > MAX_SIZE:
        raise Fault("its input has shape {shape}; expected 1, then sizes", shape=str(shape)[:60])
    return shape


def _name(name: Any, weights: Mapping[str, Shape]) -> str:
    if not isinstance(name, str) or not 0 < len(name) <= NAME_LENGTH:
        raise Fault("a value must have a name of at most {most} characters", most=NAME_LENGTH)
    if name in weights:
        raise Fault("the value {name} has the name of a weight", name=name[:60])
    return name


def _made(operation: Any, values: Mapping[str, Shape], weights: Mapping[str, Shape]) -> tuple[Shape, int]:
    kind = operation.get("op") if isinstance(operation, dict) else None
    if not isinstance(kind, str) or kind not in MADE:
        raise Fault(
            "its operation {got!r} is unknown; expected one of {known}", got=str(kind)[:40], known=", ".join(MADE)
        )
    try:
        given = operation["in"]
        if kind in OF_WEIGHTS and not all(name in weights for name in given[1:]):
            raise Fault("what follows its first value must be weights of the file")
        return MADE[kind](operation, *[_shape_of(name, kind, values, weights) for name in given])
    except (KeyError, TypeError, IndexError, ValueError) as error:
        reason = error if isinstance(error, Fault) else str(error)[:60]
        raise Fault("its operation {kind} is malformed ({reason})", kind=kind, reason=reason) from None


def _shape_of(name: Any, kind: str, values: Mapping[str, Shape], weights: Mapping[str, Shape]) -> Shape | None:
    if isinstance(name, int | float) and not isinstance(name, bool) and kind == "binary" and math.isfinite(name):
        return None
    if isinstance(name, str) and (shape := values.get(name, weights.get(name))) is not None:
        return shape
    raise Fault("{name} is made by no operation before it and is no weight", name=str(name)[:60])
