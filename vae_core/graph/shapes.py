"""The shape that every kind of operation makes, and its multiply-adds, from what it is given. No torch here.

Each function takes the operation and the shapes of its values (None for a number) and returns both, or raises
ValueError, KeyError or TypeError where they do not fit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any

from vae_core.fault import Fault
from vae_core.graph.kinds import ACTIVATIONS, BINARY, REDUCTIONS
from vae_core.graph.price import ELEMENT_COST

Shape = tuple[int, ...]
MAX_RANK = 8
MAX_SIZE = 2**26  # of one dimension, stride or padding
MAX_INDICES = 65_536  # of a list within an operation


def whole(values: Any, length: int | None = None, least: int = 1) -> Shape:
    """The values of a list as a tuple, all of them integers from `least` on."""
    if not isinstance(values, list) or (length is not None and len(values) != length) or len(values) > MAX_INDICES:
        raise Fault("a list of {length} is not {got}", length=length or "integers", got=str(values)[:40])
    if not all(type(value) is int and least <= value <= MAX_SIZE for value in values):
        raise Fault("{got} are not integers from {least}", got=str(values)[:40], least=least)
    return tuple(values)


def sizes_of(op: dict) -> Shape:
    """The shape that an operation names."""
    expect(isinstance(op["shape"], list) and len(op["shape"]) <= MAX_RANK)
    return whole(op["shape"])


def number(value: Any) -> float:
    """The value, a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Fault("{got} is not a finite number", got=str(value)[:40])
    return float(value)


def expect(fits: bool, *got: Any) -> None:
    """Raises where something does not fit: the shapes that came."""
    if not fits:
        raise Fault("its values have shapes {got}", got=", ".join(map(str, got))[:120])


def axis(op: dict, key: str, x: Shape) -> int:
    """A dimension of x that the operation names, from 0."""
    dim = op[key]
    expect(type(dim) is int and 0 <= dim < len(x), x, dim)
    return dim


def view(op: dict, x: Shape) -> tuple[Shape, int]:
    shape = sizes_of(op)
    expect(math.prod(shape) == math.prod(x), x, shape)
    return shape, 0


def permute(op: dict, x: Shape) -> tuple[Shape, int]:
    dims = whole(op["dims"], len(x), 0)
    expect(sorted(dims) == list(range(len(x))), x, dims)
    return tuple(x[dim] for dim in dims), 0


def expand(op: dict, x: Shape) -> tuple[Shape, int]:
    shape = sizes_of(op)
    expect(broadcast(x, shape) == shape, x, shape)
    return shape, 0


def slice_(op: dict, x: Shape) -> tuple[Shape, int]:
    dim = axis(op, "dim", x)
    start, end, step = op["start"], op["end"], op["step"]
    whole([start, end], least=0), whole([step])
    expect(start < end <= x[dim], x, start, end)
    return (*x[:dim], len(range(start, end, step)), *x[dim + 1 :]), 0


def take(op: dict, x: Shape) -> tuple[Shape, int]:
    dim, index = axis(op, "dim", x), whole(op["index"], least=0)
    expect(len(index) > 0 and max(index) < x[dim], x, len(index))
    shape = (*x[:dim], len(index), *x[dim + 1 :])
    return shape, math.prod(shape)


def cat(op: dict, *xs: Shape) -> tuple[Shape, int]:
    dim, first = axis(op, "dim", xs[0]), xs[0]
    expect(all((*x[:dim], *x[dim + 1 :]) == (*first[:dim], *first[dim + 1 :]) for x in xs), *xs)
    shape = (*first[:dim], sum(x[dim] for x in xs), *first[dim + 1 :])
    return shape, math.prod(shape)


def pad(op: dict, x: Shape) -> tuple[Shape, int]:
    before, after, _ = whole(op["before"], len(x), 0), whole(op["after"], len(x), 0), number(op["value"])
    shape = tuple(map(sum, zip(before, x, after, strict=True)))
    return shape, math.prod(x)


def constant(op: dict) -> tuple[Shape, int]:
    shape, values = sizes_of(op), op["values"]
    expect(isinstance(values, list) and math.prod(shape) == len(values) <= MAX_INDICES, shape)
    for value in values:
        number(value)
    return shape, 0


def linear(op: dict, x: Shape, weight: Shape, bias: Shape | None = None) -> tuple[Shape, int]:
    expect(len(weight) == 2 and x[-1] == weight[1] and bias in (None, weight[:1]), x, weight, bias)
    return (*x[:-1], weight[0]), math.prod(x) * weight[0]


def conv(op: dict, x: Shape, weight: Shape, bias: Shape | None = None) -> tuple[Shape, int]:
    stride, padding, dilation, groups = _geometry(op, x, weight)
    out, inside, *kernel = weight
    expect(out % groups == 0 and x[1] == inside * groups and bias in (None, (out,)), x, weight, bias)
    framed = [length + 2 * edge for length, edge in zip(x[2:], padding, strict=True)]
    sizes = [(n - d * (k - 1) - 1) // s + 1 for n, d, k, s in zip(framed, dilation, kernel, stride, strict=True)]
    expect(min(sizes) > 0 and math.prod(framed) <= MAX_SIZE, x, weight)
    # the kernel's columns are spread out with zeros, and four products are made at once
    spread = kernel[0] * (dilation[1] * (kernel[1] - 1) + 1)
    return (1, out, *sizes), math.prod(sizes) * out * inside * spread + math.prod(framed) * x[1]


def conv_transpose(op: dict, x: Shape, weight: Shape, bias: Shape | None = None) -> tuple[Shape, int]:
    stride, padding, dilation, groups = _geometry(op, x, weight)
    extra = whole(op["output_padding"], 2, 0)
    inside, out, *kernel = weight
    expect(x[1] == inside and inside % groups == 0 and bias in (None, (out * groups,)), x, weight, bias)
    expect(all(e < max(s, d) for e, s, d in zip(extra, stride, dilation, strict=True)), x, extra, stride)
    spread = [d * (k - 1) + 1 for d, k in zip(dilation, kernel, strict=True)]
    sizes = [(n - 1) * s - 2 * p + k + e
             for n, s, p, k, e in zip(x[2:], stride, padding, spread, extra, strict=True)]  # fmt: skip
    expect(min(sizes) > 0 and max(spread) <= 1_000, x, weight)
    return (1, out * groups, *sizes), math.prod(x) * out * math.prod(spread)


def _geometry(op: dict, x: Shape, weight: Shape) -> tuple[Shape, Shape, Shape, int]:
    expect(len(x) == 4 and x[0] == 1 and len(weight) == 4, x, weight)
    stride, dilation, (groups,) = whole(op["stride"], 2), whole(op["dilation"], 2), whole([op["groups"]])
    return stride, whole(op["padding"], 2, 0), dilation, groups


def scale_shift(op: dict, x: Shape, scale: Shape, shift: Shape) -> tuple[Shape, int]:
    expect(len(x) >= 2 and scale == shift == x[1:2], x, scale, shift)
    return x, math.prod(x)


def act(op: dict, x: Shape) -> tuple[Shape, int]:
    if not isinstance(op["fn"], str) or op["fn"] not in ACTIVATIONS:
        raise Fault("the function {got!r} is unknown", got=str(op["fn"])[:40])
    expect(len(op["p"]) == ACTIVATIONS[op["fn"]], x, *op["p"])
    for value in op["p"]:
        number(value)
    return x, ELEMENT_COST * math.prod(x)


def binary(op: dict, a: Shape, b: Shape | None) -> tuple[Shape, int]:
    if op["fn"] not in BINARY:
        raise Fault("the function {got!r} is unknown", got=str(op["fn"])[:40])
    shape = broadcast(a, b or (1,))
    return shape, math.prod(shape)


def matmul(op: dict, a: Shape, b: Shape) -> tuple[Shape, int]:
    expect(len(a) >= 2 and len(b) >= 2 and a[-1] == b[-2], a, b)
    shape = (*broadcast(a[:-2], b[:-2]), a[-2], b[-1])
    return shape, 10 * math.prod(shape) * a[-1]  # in plain JavaScript


def group_norm(op: dict, x: Shape, *affine: Shape) -> tuple[Shape, int]:
    (groups,) = whole([op["groups"]])
    expect(len(x) >= 2 and x[1] % groups == 0 and affine in ((), (x[1:2], x[1:2])), x, *affine)
    return x, _normalisation(op, x)


def layer_norm(op: dict, x: Shape, *affine: Shape) -> tuple[Shape, int]:
    (dims,) = whole([op["dims"]])
    expect(dims <= len(x) and affine in ((), (x[-dims:], x[-dims:])), x, *affine)
    return x, _normalisation(op, x)


def _normalisation(op: dict, x: Shape) -> int:
    if not 0 < number(op["eps"]) < 1:
        raise Fault("its eps must lie between 0 and 1")
    return ELEMENT_COST * math.prod(x)


def softmax(op: dict, x: Shape) -> tuple[Shape, int]:
    axis(op, "dim", x)
    return x, ELEMENT_COST * math.prod(x)


def reduce(op: dict, x: Shape) -> tuple[Shape, int]:
    dims = whole(op["dims"], least=0)
    expect(op["fn"] in REDUCTIONS and dims and len(set(dims)) == len(dims) and max(dims) < len(x), x, dims)
    return tuple(1 if dim in dims else length for dim, length in enumerate(x)), math.prod(x)


def upsample(op: dict, x: Shape) -> tuple[Shape, int]:
    size = whole(op["size"], 2)
    expect(len(x) == 4 and x[0] == 1 and op["mode"] in ("nearest", "bilinear"), x)
    expect(len(op["step"]) == 2 and all(0 <= number(step) <= MAX_SIZE for step in op["step"]), op["step"])
    expect(isinstance(op["align"], bool), op["align"])
    shape = (*x[:2], *size)
    return shape, 4 * math.prod(shape)


def pool(op: dict, x: Shape) -> tuple[Shape, int]:
    kernel, stride, padding = whole(op["kernel"], 2), whole(op["stride"], 2), whole(op["padding"], 2, 0)
    size = whole(op["size"], 2)
    expect(len(x) == 4 and x[0] == 1 and op["fn"] in ("mean", "max") and isinstance(op["whole"], bool), x)
    starts = [(n - 1) * s - p for n, s, p in zip(size, stride, padding, strict=True)]
    fits = [2 * p <= k and start < n for p, k, start, n in zip(padding, kernel, starts, x[2:], strict=True)]
    ends = [start + k >= n - s for start, k, n, s in zip(starts, kernel, x[2:], stride, strict=True)]
    expect(all(fits) and all(ends), x, size)
    shape = (*x[:2], *size)
    return shape, math.prod(shape) * math.prod(kernel)


def lookup(op: dict, x: Shape, table: Shape) -> tuple[Shape, int]:
    dim = axis(op, "dim", table)
    shape = (*table[:dim], *x, *table[dim + 1 :])
    expect(len(shape) > 0, x, table)
    return shape, math.prod(shape)


def gather(op: dict, x: Shape, index: Shape) -> tuple[Shape, int]:
    dim = axis(op, "dim", x)
    fits = len(x) == len(index) and all(n <= m for d, (n, m) in enumerate(zip(index, x, strict=True)) if d != dim)
    expect(fits, x, index)
    return index, math.prod(index)


def arg(op: dict, x: Shape) -> tuple[Shape, int]:
    dim = axis(op, "dim", x)
    expect(op["fn"] in ("min", "max"), x)
    return (*x[:dim], 1, *x[dim + 1 :]), math.prod(x)


def nearest(op: dict, x: Shape, table: Shape) -> tuple[Shape, int]:
    expect(len(x) > 1 and len(table) == 2 and x[-1] == table[1], x, table)
    return x[:-1], math.prod(x[:-1]) * table[0] * (table[1] + 1)


def sort(op: dict, x: Shape) -> tuple[Shape, int]:
    axis(op, "dim", x)
    expect(isinstance(op["descending"], bool), x)
    return x, ELEMENT_COST * math.prod(x)


def cumsum(op: dict, x: Shape) -> tuple[Shape, int]:
    axis(op, "dim", x)
    return x, math.prod(x)


def grid_sample(op: dict, x: Shape, grid: Shape) -> tuple[Shape, int]:
    expect(len(x) == len(grid) == 4 and x[0] == grid[0] == 1 and grid[3] == 2, x, grid)
    expect(op["mode"] in ("bilinear", "nearest") and op["padding"] in ("zeros", "border", "reflection"), x, grid)
    expect(isinstance(op["align"], bool), x, grid)
    shape = (*x[:2], *grid[1:3])
    return shape, 8 * math.prod(shape)


def broadcast(a: Sequence[int], b: Sequence[int]) -> Shape:
    """The shape that two shapes have together, or ValueError."""
    pairs = list(zip_longest(reversed(a), reversed(b), fillvalue=1))
    expect(all(m == n or 1 in (m, n) for m, n in pairs), tuple(a), tuple(b))
    return tuple(max(pair) for pair in reversed(pairs))


MADE: dict[str, Callable[..., tuple[Shape, int]]] = {
    kind.__name__.rstrip("_"): kind
    for kind in (view, permute, expand, slice_, take, cat, pad, constant, linear, conv, conv_transpose, scale_shift,
                 act, binary, matmul, group_norm, layer_norm, softmax, reduce, upsample, pool, lookup, gather,
                 arg, nearest, sort, cumsum, grid_sample)
}  # fmt: skip
