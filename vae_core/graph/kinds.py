"""What a network is written down as: a list of operations on named values. No torch here.

A network is a dict ready for JSON: `input` and its `shape`, the `ops` in the order in which they run, and the name of
the `output`. An operation is `{"op": kind, "in": [names], "out": name, ...}`; a name is that of the input, of an
earlier operation's output or of a weight in the file. Shapes are PyTorch's with one image: (1, D), (1, C, H, W).

Kinds and what they have beside `in`, which starts with the value that they change:

    view         shape                             permute      dims
    expand       shape                             cat          dim; any number of values
    slice        dim, start, end, step             take         dim, index: entries of a dimension, in any order
    pad          before, after, value              constant     shape, values; nothing in
    linear       x, weight, bias or none
    conv         x, weight, bias or none; stride, padding, dilation, groups
    conv_transpose  as conv, and output_padding
    scale_shift  x, scale, shift: by channel       binary       fn; two values, the second may be a number
    act          fn, p: its parameters             matmul       two values
    group_norm   groups, eps; x, weight and bias or none
    layer_norm   dims: how many last ones, eps; x, weight and bias or none
    softmax      dim                               reduce       fn, dims: they stay, as 1
    upsample     mode, size, step: what one new pixel is in old ones, align
    lookup       dim of a table; indices, table: the entries that any shape of indices names
    gather       dim; x, index: of every place of the index the entry that it names along the dimension
    arg          fn, dim, which stays, as 1: where the least or the most is
    nearest      x, table: which row of the table is nearest to each vector of the last dimension
    pool         fn, kernel, stride, padding, size, whole: whether an average counts the padding

An index is a float, rounded and held within what it reads.

Only PyTorch knows these, so that a decoder with one of them is run by Python (lane.py):

    sort         dim, descending: the values       cumsum       dim
    grid_sample  mode, padding, align; x, grid
"""

from __future__ import annotations

SCHEMA = 2  # 1 was a chain of layers: chain.py

# Functions of one value, with the number of their parameters.
ACTIVATIONS = {
    "relu": 0, "silu": 0, "gelu": 0, "gelu_tanh": 0, "tanh": 0, "sigmoid": 0, "mish": 0, "hardswish": 0,
    "hardsigmoid": 0, "log_sigmoid": 0, "exp": 0, "log": 0, "sqrt": 0, "rsqrt": 0, "reciprocal": 0, "neg": 0,
    "abs": 0, "sin": 0, "cos": 0, "erf": 0,
    "leaky_relu": 1,  # slope
    "elu": 3,  # alpha, scale, scale of the input
    "softplus": 2,  # beta, threshold
    "clamp": 2,  # least, most
}  # fmt: skip
BINARY = ("add", "sub", "mul", "div", "pow", "maximum", "minimum", "prelu", "eq")
REDUCTIONS = ("mean", "sum", "max", "min")
PYTHON_ALONE = ("sort", "cumsum", "grid_sample")
UNBOUNDED = 3.4e38  # where a clamp has no limit


def weights_of(network: dict) -> list[str]:
    """Names in a network's operations that no operation makes: its weights, each once."""
    made = {network["input"], *(operation["out"] for operation in network["ops"])}
    named = [name for operation in network["ops"] for name in operation["in"] if isinstance(name, str)]
    return list(dict.fromkeys(name for name in named if name not in made))
