"""Whether a network that was written down for one image runs for many at once as it is, and the list that does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vae_core.graph.shapes import MADE, Shape


def for_many(network: dict[str, Any], weights: Mapping[str, Shape]) -> dict[str, Any] | None:
    """The network with a first dimension of any length; None where an operation mixes or moves that dimension.

    Args:
        network: checked.
        weights: shapes by name.
    """
    shapes: dict[str, Shape] = dict(weights) | {network["input"]: tuple(network["shape"])}
    live, ops = {network["input"]}, []
    for op in network["ops"]:
        given = [shapes[name] if isinstance(name, str) else None for name in op["in"]]
        shapes[op["out"]] = MADE[op["op"]](op, *given)[0]
        if live.intersection(name for name in op["in"] if isinstance(name, str)):
            if shapes[op["out"]][:1] != (1,) or not _keeps_first(op, shapes, live):
                return None
            live.add(op["out"])
            op = op | {"shape": [-1, *op["shape"][1:]]} if op["op"] in ("view", "expand") else op
        ops.append(op)
    return network | {"ops": ops} if network["output"] in live else None


def _keeps_first(op: dict, shapes: dict[str, Shape], live: set[str]) -> bool:
    """Whether every image of a batch would be treated by itself."""
    named = [name for name in op["in"] if isinstance(name, str)]
    moving, still = [shapes[name] for name in named if name in live], [shapes[n] for n in named if n not in live]
    if any(shape[:1] != (1,) or len(shape) != len(moving[0]) for shape in moving):
        return False
    match op["op"]:
        case "permute":
            return op["dims"][0] == 0
        case "expand":
            return len(op["shape"]) == len(moving[0])
        case "cat":
            return op["dim"] != 0 and not still
        case "lookup":
            return op["dim"] == 0 and op["in"][1] not in live
        case "gather":
            return op["dim"] != 0 and not still
        case "slice" | "take" | "softmax" | "sort" | "cumsum" | "arg":
            return op["dim"] != 0
        case "grid_sample":
            return not still
        case "pad":
            return op["before"][0] == op["after"][0] == 0
        case "reduce":
            return 0 not in op["dims"]
        case "layer_norm":
            return op["dims"] < len(moving[0])
        case "binary":
            return all(len(shape) <= len(moving[0]) for shape in still)
        case "matmul":
            is_left = op["in"][0] in live
            return all(len(shape) <= max(2, len(moving[0]) - 1) for shape in still) and (
                len(moving[0]) > 2 or (is_left and len(moving) == 1))  # fmt: skip
    return True
