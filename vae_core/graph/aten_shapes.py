"""What PyTorch's operators that only move numbers are written down as."""

from __future__ import annotations

import math
from typing import Any

from vae_core.graph.aten import Refused, operator
from vae_core.graph.writer import Writer


@operator("permute")
def permute(write: Writer, self: str, dims: list[int]) -> str:
    return write.permute(self, [dim % len(dims) for dim in dims])


@operator("transpose", "t")
def transpose(write: Writer, self: str, dim0: int = 0, dim1: int = 1) -> str:
    order = list(range(len(write.shapes[self])))
    order[dim0], order[dim1] = order[dim1], order[dim0]
    return write.permute(self, order)


@operator("slice")
def cut(write: Writer, self: str, dim: int, start: int | None, end: int | None, step: int) -> str:
    dim %= len(write.shapes[self])
    start, end, step = slice(start, end, step).indices(write.shapes[self][dim])
    return write.cut(self, dim, start, end, step)


@operator("select")
def select(write: Writer, self: str, dim: int, index: int) -> str:
    shape = write.shapes[self]
    dim, index = dim % len(shape), index % shape[dim]
    return write.view(write.cut(self, dim, index, index + 1), (*shape[:dim], *shape[dim + 1 :]))


@operator("narrow")
def narrow(write: Writer, self: str, dim: int, start: int, length: int) -> str:
    return write.cut(self, dim % len(write.shapes[self]), start, start + length)


@operator("unbind")
def unbind(write: Writer, self: str, dim: int) -> list[str]:
    return [select(write, self, dim, index) for index in range(write.shapes[self][dim])]


@operator("split", "split_with_sizes", "unsafe_split")
def split(write: Writer, self: str, dim: int, split_size: Any = None, split_sizes: Any = None) -> list[str]:
    dim %= len(write.shapes[self])
    length, sizes, parts = write.shapes[self][dim], split_size or split_sizes, []
    sizes = sizes if isinstance(sizes, list | tuple) else [sizes] * math.ceil(length / sizes)
    start = 0
    for size in sizes:
        parts.append(write.cut(self, dim, start, min(length, start + size)))
        start += size
    return parts


@operator("chunk")
def chunk(write: Writer, self: str, chunks: int, dim: int) -> list[str]:
    return split(write, self, dim, math.ceil(write.shapes[self][dim] / chunks))


@operator("cat")
def cat(write: Writer, tensors: list[str], dim: int) -> str:
    shapes = [write.shapes[one] for one in tensors]
    dim %= len(shapes[0])
    total = sum(shape[dim] for shape in shapes)
    return write.add("cat", list(tensors), (*shapes[0][:dim], total, *shapes[0][dim + 1 :]), dim=dim)


@operator("stack")
def stack(write: Writer, tensors: list[str], dim: int) -> str:
    shape = write.shapes[tensors[0]]
    dim %= len(shape) + 1
    return cat(write, [write.view(one, (*shape[:dim], 1, *shape[dim:])) for one in tensors], dim)


@operator("flip")
def flip(write: Writer, self: str, dims: list[int]) -> str:
    for dim in dims:
        dim %= len(write.shapes[self])
        self = write.take(self, dim, list(range(write.shapes[self][dim]))[::-1])
    return self


@operator("roll")
def roll(write: Writer, self: str, shifts: list[int], dims: list[int]) -> str:
    if not dims:
        raise Refused("roll of all dimensions at once")
    for shift, dim in zip(shifts, dims, strict=True):
        dim %= len(write.shapes[self])
        length = write.shapes[self][dim]
        self = write.take(self, dim, [(index - shift) % length for index in range(length)])
    return self


@operator("pad", "constant_pad_nd")
def pad(write: Writer, self: str, pad: list[int], mode: str = "constant", value: float | None = None) -> str:
    shape = write.shapes[self]
    rest = len(shape) - len(pad) // 2
    sides = [(0, 0)] * rest + list(zip(pad[::2], pad[1::2], strict=True))[::-1]
    if mode == "constant":
        for dim, (before, after) in enumerate(sides):
            self = write.cut(self, dim, max(0, -before), shape[dim] + min(0, after))
        before, after = ([max(0, side[end]) for side in sides] for end in (0, 1))
        shape = map(sum, zip(before, write.shapes[self], after, strict=True))
        return write.add("pad", [self], shape, before=before, after=after, value=float(value or 0))
    for dim, (before, after) in enumerate(sides):
        if before or after:
            places = range(-before, shape[dim] + after)
            self = write.take(self, dim, [_reflected(place, shape[dim], mode) for place in places])
    return self


def _reflected(place: int, length: int, mode: str) -> int:
    """Where a place outside is taken from."""
    if mode == "circular":
        return place % length
    if mode == "replicate":
        return min(max(place, 0), length - 1)
    if mode != "reflect":
        raise Refused(f"padding mode {mode}")
    return length - 1 - abs(length - 1 - abs(place))


@operator("index_select")
def index_select(write: Writer, self: str, dim: int, index: str | list[int]) -> str:
    return _entries(write, self, dim % len(write.shapes[self]), index)


@operator("index")
def index(write: Writer, self: str, indices: list) -> str:
    for dim, one in enumerate(indices):
        if one is not None:
            if sum(other is not None for other in indices) > 1:
                raise Refused("two lists of indices")
            self = _entries(write, self, dim, one)
    return self


def _entries(write: Writer, x: str, dim: int, index: str | list[int]) -> str:
    """By indices that are known, or that are computed."""
    return write.lookup(index, x, dim) if isinstance(index, str) else write.take(x, dim, index)
