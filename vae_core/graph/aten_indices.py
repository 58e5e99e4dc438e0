"""What PyTorch's operators that compute whole numbers and read by them are written down as.

Which of several is least or most, entries by an index that is computed, one-hot vectors, distances to the rows of a
table: what a codebook is made of. An index is a float here; below 2^24 that is exact.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from vae_core.graph.aten import OPERATORS, Refused, operator
from vae_core.graph.writer import Value, Writer

# Operators that may give whole numbers, or true and false, of such: of floats only the first two do.
OF_INDICES = {"argmin", "argmax", "eq", "one_hot", "add", "sub", "mul", "permute", "transpose", "t", "slice", "select",
              "cat", "stack", "embedding", "index", "index_select", "gather", "scatter", "clone", "detach",
              "contiguous", "_to_copy", "to", "alias"}  # fmt: skip
OF_FLOATS = ("argmin", "argmax", "eq")


def _place(fn: str) -> Callable[..., str]:
    def written(write: Writer, self: str, dim: int | None = None, keepdim: bool = False) -> str:
        if dim is None:
            self, dim = write.view(self, (1, _count(write.shapes[self]))), 1
            return write.view(write.arg(self, fn, dim), (1,))
        return _squeezed(write, write.arg(self, fn, dim), dim, keepdim)

    return written


def _most(fn: str) -> Callable[..., Any]:
    def written(write: Writer, self: str, dim: int | None = None, keepdim: bool = False,
                other: Value | None = None) -> Any:  # fmt: skip
        if other is not None:
            return write.two("maximum" if fn == "max" else "minimum", self, other)
        if dim is None:
            return write.reduce(self, fn, [], False)
        return [write.reduce(self, fn, [dim], keepdim), _squeezed(write, write.arg(self, fn, dim), dim, keepdim)]

    return written


OPERATORS |= {"argmin": _place("min"), "argmax": _place("max"), "min": _most("min"), "max": _most("max")}


def _count(shape: tuple[int, ...]) -> int:
    return int(torch.Size(shape).numel())


def _squeezed(write: Writer, x: str, dim: int, keepdim: bool) -> str:
    shape = list(write.shapes[x])
    if not keepdim:
        shape.pop(dim)
    return write.view(x, shape or [1])


@operator("embedding")
def embedding(write: Writer, weight: str, indices: str, padding_idx: int = -1) -> str:
    return write.lookup(indices, weight, 0)  # what padding_idx says concerns training alone


@operator("gather")
def gather(write: Writer, self: str, dim: int, index: str) -> str:
    return write.add("gather", [self, index], write.shapes[index], dim=dim % len(write.shapes[self]))


@operator("eq")
def equal(write: Writer, self: Value, other: Value) -> str:
    return write.two("eq", self, other)


@operator("one_hot")
def one_hot(write: Writer, self: str, num_classes: int) -> str:
    if num_classes < 1:
        raise Refused("as many classes as it finds")
    index = write.view(self, (*write.shapes[self], 1))
    return write.two("eq", index, write.weight(torch.arange(num_classes)))


@operator("scatter")
def scatter(write: Writer, self: str, dim: int, index: str, value: Value | None = None, src: Any = None) -> str:
    """One place for each run of numbers along the dimension: what was there, or the value."""
    shape, places = write.shapes[self], write.shapes[index]
    dim %= len(shape)
    if value is None or places != (*shape[:dim], 1, *shape[dim + 1 :]):
        raise Refused("several places at once, or values that are tensors")
    row = [length if axis == dim else 1 for axis, length in enumerate(shape)]
    hot = write.two("eq", index, write.weight(torch.arange(shape[dim]).reshape(row)))
    return write.two("add", self, write.two("mul", hot, write.two("sub", value, self)))


@operator("cdist", "_cdist_forward")
def cdist(write: Writer, x1: str, x2: str, p: float) -> str:
    if p != 2:
        raise Refused(f"a norm of order {p}")
    one, two = write.shapes[x1], write.shapes[x2]
    far = write.two("sub", write.view(x1, (*one[:-1], 1, one[-1])), write.view(x2, (*two[:-2], 1, *two[-2:])))
    return write.act(write.reduce(write.two("mul", far, far), "sum", [-1], False), "sqrt")
