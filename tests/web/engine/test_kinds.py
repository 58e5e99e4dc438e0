"""Every kind of operation over random shapes: the browser's engine against PyTorch, and the shape that was foretold."""

import math

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from run_graph import assert_same

from vae_core.graph.check import check_network
from vae_core.graph.kinds import ACTIVATIONS, BINARY, PYTHON_ALONE
from vae_core.graph.replay import replay
from vae_core.graph.shapes import MADE

ARGUMENTS = {"leaky_relu": [0.1], "elu": [1.3, 0.9, 0.7], "softplus": [2.0, 3.0], "clamp": [-0.4, 0.6]}
POSITIVE = ("log", "sqrt", "rsqrt", "pow")
sizes, pairs = st.integers(1, 6), st.tuples(st.integers(1, 3), st.integers(1, 3)).map(list)
shapes = st.lists(sizes, min_size=1, max_size=4).map(lambda rest: [1, *rest])
maps = st.tuples(sizes, st.integers(3, 8), st.integers(3, 8)).map(lambda rest: [1, *rest])


def op(kind, *given, out="y", **more):
    return {"op": kind, "in": list(given), "out": out, **more}


@st.composite
def laid_out(draw, of=shapes):
    """A shape that a permuted, sliced value has, and the operations that lead to it: no kind may count on a layout."""
    shape = draw(of)
    order = draw(st.permutations(range(1, len(shape))))
    before = [1, *([0] * (len(shape) - 1))]
    for place, dim in enumerate(order, 1):
        before[dim] = shape[place]
    stored = [*before[:1], *before[1:]]
    if not draw(st.booleans()):
        return shape, shape, [op("view", "in", out="x", shape=shape)]
    dim = draw(st.integers(1, len(shape) - 1))
    stored[dim] += 2
    cut = op("slice", "in", out="cut", dim=dim, start=1, end=1 + before[dim], step=1)
    return shape, stored, [cut, op("permute", "cut", out="x", dims=[0, *order])]


def weights_for(**shapes):
    return {
        name: torch.randn(*shape) if shape else torch.randn(()) for name, shape in shapes.items() if shape is not None
    }


KINDS = {}


def kind(function):
    KINDS[function.__name__] = st.composite(function)
    return function


@kind
def view(draw):
    shape, *start = draw(laid_out())
    split = [
        n for length in shape for n in ((length // 2, 2) if length % 2 == 0 and draw(st.booleans()) else (length,))
    ]
    return start, [op("view", "x", shape=[*split[1:], 1] if draw(st.booleans()) else [math.prod(shape)])], {}


@kind
def expand(draw):
    shape, *start = draw(laid_out())
    wide = [3 if length == 1 else length for length in shape]
    return start, [op("expand", "x", shape=[2, *wide])], {}


@kind
def slice(draw):
    shape, *start = draw(laid_out())
    dim = draw(st.integers(0, len(shape) - 1))
    first = draw(st.integers(0, shape[dim] - 1))
    end = draw(st.integers(first + 1, shape[dim]))
    return start, [op("slice", "x", dim=dim, start=first, end=end, step=draw(st.integers(1, 3)))], {}


@kind
def take(draw):
    shape, *start = draw(laid_out())
    dim = draw(st.integers(0, len(shape) - 1))
    index = draw(st.lists(st.integers(0, shape[dim] - 1), min_size=1, max_size=7))
    return start, [op("take", "x", dim=dim, index=index)], {}


@kind
def cat(draw):
    shape, *start = draw(laid_out())
    dim = draw(st.integers(0, len(shape) - 1))
    other = [*shape[:dim], 2, *shape[dim + 1 :]]
    return start, [op("cat", "x", "w", "x", dim=dim)], weights_for(w=other)


@kind
def pad(draw):
    shape, *start = draw(laid_out())
    before, after = ([draw(st.integers(0, 2)) for _ in shape] for _ in range(2))
    return start, [op("pad", "x", before=before, after=after, value=draw(st.sampled_from([0.0, 1.5])))], {}


@kind
def constant(draw):
    shape, *start = draw(laid_out())
    ops = [op("constant", out="c", shape=[3, 1], values=[1.0, 2.0, 4.0])]
    return (
        start,
        [*ops, op("view", "x", out="row", shape=[1, math.prod(shape)]), op("binary", "c", "row", fn="mul")],
        {},
    )


@kind
def linear(draw):
    shape, *start = draw(laid_out())
    outputs = draw(st.integers(1, 9))
    bias = draw(st.booleans())
    weights = weights_for(w=(outputs, shape[-1]), b=(outputs,) if bias else None)
    return start, [op("linear", "x", *weights)], weights


@kind
def conv(draw):
    (_, channels, h, w), *start = draw(laid_out(maps))
    groups = draw(st.sampled_from([g for g in (1, 2, 3, channels) if channels % g == 0]))
    kernel, dilation = draw(pairs), draw(pairs)
    padding = [draw(st.integers(max(0, math.ceil((d * (k - 1) + 1 - n) / 2)), 3))
               for n, k, d in zip((h, w), kernel, dilation, strict=True)]  # fmt: skip
    out = groups * draw(st.integers(1, 5))
    weights = weights_for(w=(out, channels // groups, *kernel), b=(out,) if draw(st.booleans()) else None)
    geometry = {"stride": draw(pairs), "padding": padding, "dilation": dilation, "groups": groups}
    return start, [op("conv", "x", *weights, **geometry)], weights


@kind
def conv_transpose(draw):
    (_, channels, h, w), *start = draw(laid_out(maps))
    groups = draw(st.sampled_from([g for g in (1, 2, 3, channels) if channels % g == 0]))
    kernel, dilation, stride = draw(pairs), draw(pairs), draw(pairs)
    extra = [draw(st.integers(0, max(s, d) - 1)) for s, d in zip(stride, dilation, strict=True)]
    most = [((n - 1) * s + d * (k - 1) + e) // 2
            for n, s, k, d, e in zip((h, w), stride, kernel, dilation, extra, strict=True)]  # fmt: skip
    padding = [draw(st.integers(0, min(3, top))) for top in most]
    out = draw(st.integers(1, 5))
    weights = weights_for(w=(channels, out, *kernel), b=(out * groups,) if draw(st.booleans()) else None)
    geometry = {"stride": stride, "padding": padding, "output_padding": extra, "dilation": dilation, "groups": groups}
    return start, [op("conv_transpose", "x", *weights, **geometry)], weights


@kind
def scale_shift(draw):
    shape, *start = draw(laid_out())
    return start, [op("scale_shift", "x", "w", "b")], weights_for(w=shape[1:2], b=shape[1:2])


@kind
def act(draw):
    fn = draw(st.sampled_from(sorted(ACTIVATIONS)))
    _, *start = draw(laid_out())
    given = [op("act", "x", out="positive", fn="exp", p=[])] if fn in POSITIVE else []
    return start, [*given, op("act", "positive" if given else "x", fn=fn, p=ARGUMENTS.get(fn, []))], {}


@kind
def binary(draw):
    fn = draw(st.sampled_from(BINARY))
    shape, *start = draw(laid_out())
    other = [1 if draw(st.booleans()) else length for length in shape][draw(st.integers(0, len(shape) - 1)) :]
    weights = {"w": torch.rand(*other) + 0.5}
    given = [op("act", "x", out="positive", fn="exp", p=[])] if fn == "pow" else []
    x = "positive" if given else "x"
    second = draw(st.sampled_from(["w", "w", 0.7, x]))
    if fn == "div" and second == "x":
        second = 0.7
    return start, [*given, op("binary", x, second, fn=fn)], weights if second == "w" else {}


@kind
def matmul(draw):
    shape, *start = draw(laid_out(st.lists(sizes, min_size=2, max_size=4).map(lambda rest: [1, *rest])))
    batch = [1 if draw(st.booleans()) else length for length in shape[:-2]][draw(st.integers(0, len(shape) - 2)) :]
    weights = weights_for(w=[*batch, shape[-1], draw(sizes)])
    return start, [op("matmul", "x", "w")], weights


@kind
def group_norm(draw):
    shape, *start = draw(laid_out())
    groups = draw(st.sampled_from([g for g in (1, 2, 3, shape[1]) if shape[1] % g == 0]))
    weights = weights_for(w=shape[1:2], b=shape[1:2]) if draw(st.booleans()) else {}
    return start, [op("group_norm", "x", *weights, groups=groups, eps=1e-2)], weights


@kind
def layer_norm(draw):
    shape, *start = draw(laid_out())
    dims = draw(st.integers(1, len(shape) - 1))
    weights = weights_for(w=shape[-dims:], b=shape[-dims:]) if draw(st.booleans()) else {}
    return start, [op("layer_norm", "x", *weights, dims=dims, eps=1e-2)], weights


@kind
def softmax(draw):
    shape, *start = draw(laid_out())
    return start, [op("softmax", "x", dim=draw(st.integers(0, len(shape) - 1)))], {}


@kind
def reduce(draw):
    shape, *start = draw(laid_out())
    dims = draw(st.lists(st.integers(0, len(shape) - 1), min_size=1, unique=True))
    return start, [op("reduce", "x", fn=draw(st.sampled_from(["mean", "sum", "max", "min"])), dims=dims)], {}


@kind
def upsample(draw):
    (_, _, h, w), *start = draw(laid_out(maps))
    size, align = [draw(st.integers(1, 17)) for _ in range(2)], draw(st.booleans())
    mode = draw(st.sampled_from(["nearest", "bilinear"]))
    step = [(n - 1) / max(1, m - 1) if align and mode == "bilinear" else n / m
            for n, m in zip((h, w), size, strict=True)]  # fmt: skip
    return start, [op("upsample", "x", mode=mode, size=size, step=step, align=align)], {}


@kind
def pool(draw):
    (_, _, h, w), *start = draw(laid_out(maps))
    kernel, stride, up = draw(pairs), draw(pairs), draw(st.booleans())
    padding = [draw(st.integers(0, k // 2)) for k in kernel]
    size = []
    for n, k, s, p in zip((h, w), kernel, stride, padding, strict=True):
        count = (math.ceil if up else math.floor)((n + 2 * p - k) / s) + 1
        size.append(count - (up and (count - 1) * s >= n + p))
    more = {"fn": draw(st.sampled_from(["max", "mean"])), "whole": draw(st.booleans())}
    return start, [op("pool", "x", kernel=kernel, stride=stride, padding=padding, size=size, **more)], {}


INDICES = [op("binary", "x", 2.5, out="index", fn="mul")]  # some lie outside of what they read


@kind
def lookup(draw):
    _, *start = draw(laid_out())
    table = draw(st.lists(sizes, min_size=1, max_size=3))
    dim = draw(st.integers(0, len(table) - 1))
    return start, [*INDICES, op("lookup", "index", "w", dim=dim)], weights_for(w=table)


@kind
def gather(draw):
    shape, *start = draw(laid_out())
    dim = draw(st.integers(0, len(shape) - 1))
    index = [draw(sizes) if d == dim else draw(st.integers(1, length)) for d, length in enumerate(shape)]
    return start, [op("gather", "x", "w", dim=dim)], {"w": 2 + 2.5 * torch.randn(*index)}


@kind
def arg(draw):
    shape, *start = draw(laid_out())
    floor = op("binary", "x", -0.25, out="floored", fn="maximum")  # of equals the first
    return start, [floor, op("arg", "floored", fn=draw(st.sampled_from(["min", "max"])),
                               dim=draw(st.integers(0, len(shape) - 1)))], {}  # fmt: skip


@kind
def nearest(draw):
    shape, *start = draw(laid_out())
    return start, [op("nearest", "x", "w")], weights_for(w=(draw(st.integers(1, 40)), shape[-1]))


def test_every_kind_is_here():
    assert {*KINDS, "permute"} == set(MADE) - set(PYTHON_ALONE)


@pytest.mark.parametrize("name", KINDS)
def test_the_engine_makes_what_pytorch_makes(node, name):
    @settings(max_examples=25, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(KINDS[name]())
    def holds(drawn):
        (stored, first), ops, weights = drawn
        graph = {"input": "in", "shape": stored, "ops": [*first, *ops], "output": "y"}
        x = torch.randn(stored, generator=torch.Generator().manual_seed(math.prod(stored)))
        expected = replay(graph, weights, x)
        foretold = check_network(graph, {key: tuple(value.shape) for key, value in weights.items()})
        assert foretold == tuple(expected.shape)
        assert_same(node, graph, weights, x.numpy(), expected)

    torch.manual_seed(0)
    holds()
