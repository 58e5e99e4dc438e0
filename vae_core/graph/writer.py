"""Writes operations down one by one, and the weights that they name."""

from __future__ import annotations

import math
import re
from typing import Any

import torch
from torch import Tensor

Value = str | float


class Writer:
    """The list so far.

    Args:
        prefix: of the names of weights, such as "decoder.".
    """

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.ops: list[dict[str, Any]] = []
        self.weights: dict[str, Tensor] = {}
        self.shapes: dict[str, tuple[int, ...]] = {}
        self.shared: set[str] = set()  # values that more than one operation sees

    def add(self, kind: str, given: list[Value], makes: Any, **more: Any) -> str:
        """The name of the value of that shape which the operation makes."""
        name = f"v{len(self.ops)}"
        self.ops.append({"op": kind, "in": given, "out": name} | more)
        self.shapes[name] = tuple(int(size) for size in makes)
        return name

    def weight(self, tensor: Tensor, name: str | None = None) -> str:
        """The name of a weight in the file; the tensor is stored in single precision."""
        name = f"{self.prefix}w{len(self.weights)}_{re.sub('[^A-Za-z0-9]', '_', name or 'folded')[:80]}"
        self.weights[name] = tensor.detach().to(torch.float32).contiguous().clone()
        self.shapes[name] = tuple(tensor.shape)
        return name

    def view(self, x: str, shape: Any) -> str:
        shape = tuple(int(size) for size in shape)
        return x if self.shapes[x] == shape else self.add("view", [x], shape, shape=list(shape))

    def permute(self, x: str, dims: list[int]) -> str:
        if dims == sorted(dims):
            return x
        return self.add("permute", [x], [self.shapes[x][dim] for dim in dims], dims=dims)

    def cut(self, x: str, dim: int, start: int, end: int, step: int = 1) -> str:
        """Entries from start to end of a dimension."""
        shape = self.shapes[x]
        if (start, end, step) == (0, shape[dim], 1):
            return x
        shape = (*shape[:dim], len(range(start, end, step)), *shape[dim + 1 :])
        return self.add("slice", [x], shape, dim=dim, start=start, end=end, step=step)

    def take(self, x: str, dim: int, index: list[int]) -> str:
        shape = self.shapes[x]
        return self.add("take", [x], (*shape[:dim], len(index), *shape[dim + 1 :]), dim=dim, index=index)

    def lookup(self, index: str, table: str, dim: int) -> str:
        """Entries of a dimension of the table, by indices that are computed."""
        shape = self.shapes[table]
        return self.add("lookup", [index, table], (*shape[:dim], *self.shapes[index], *shape[dim + 1 :]), dim=dim)

    def arg(self, x: str, fn: str, dim: int) -> str:
        shape = self.shapes[x]
        dim %= len(shape)
        return self.add("arg", [x], (*shape[:dim], 1, *shape[dim + 1 :]), fn=fn, dim=dim)

    def act(self, x: str, fn: str, *p: float) -> str:
        return self.add("act", [x], self.shapes[x], fn=fn, p=[float(value) for value in p])

    def two(self, fn: str, a: Value, b: Value) -> str:
        """Of two values, numbers among them, with broadcasting; a number comes second or becomes a constant."""
        if not isinstance(a, str) and fn in ("add", "mul"):
            a, b = b, a
        if not isinstance(a, str):
            a = self.add("constant", [], (1,), shape=[1], values=[float(a)])
        if not isinstance(b, str):
            b = float(b)
        shape = torch.broadcast_shapes(self.shapes[a], self.shapes[b] if isinstance(b, str) else ())
        return self.add("binary", [a, b], shape, fn=fn)

    def reduce(self, x: str, fn: str, dims: list[int], keep: bool = True) -> str:
        shape = self.shapes[x]
        dims = sorted({dim % len(shape) for dim in dims} or range(len(shape)))
        kept = [1 if dim in dims else size for dim, size in enumerate(shape)]
        x = self.add("reduce", [x], kept, fn=fn, dims=dims)
        return x if keep else self.view(x, [size for dim, size in enumerate(shape) if dim not in dims] or [1])

    def variance(self, x: str, dims: list[int], correction: float, keep: bool) -> str:
        """Of the numbers along some dimensions, divided by their count less the correction."""
        rank = len(self.shapes[x])
        dims = sorted({dim % rank for dim in dims} or range(rank))
        count = math.prod(self.shapes[x][dim] for dim in dims)
        centred = self.two("sub", x, self.reduce(x, "mean", dims))
        total = self.reduce(self.two("mul", centred, centred), "sum", dims, keep)
        return self.two("div", total, float(count - correction))

    def matmul(self, a: str, b: str) -> str:
        one, two = self.shapes[a], self.shapes[b]
        shape = (*torch.broadcast_shapes(one[:-2], two[:-2]), one[-2], two[-1])
        return self.add("matmul", [a, b], shape)
