"""A quantised model written down for the browser: encoder, decoder and prior as operations on named values.

Weights go by their names in `model.state_dict()`. The lattice is a constant of the graph: it has no weights.
"""

from __future__ import annotations

import math
from typing import Any

from vae_core.graph.chain import Writer
from vae_core.graph.kinds import SCHEMA
from vae_core.model.code_prior import HIDDEN, CodePrior
from vae_core.model.parts import lattice_points
from vae_core.model.quantised import QuantisedVAE


def grid_networks(model: QuantisedVAE, encoder: list[dict], decoder: list[dict]) -> dict[str, Any]:
    """The networks of a specification of the present schema, given the layers of the two bodies.

    `encoder` takes the image and makes the index of every cell, `decoder` the way back; `prior` takes a grid and makes
    the logits of every code in each cell, given the cells before it, (1, T, K).
    """
    shapes = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    return {
        "schema": SCHEMA,
        "encoder": _encoder(model, encoder, Writer(shapes)),
        "decoder": _decoder(model, decoder, Writer(shapes)),
        "prior": _prior(model.prior, Writer(shapes)),
    }


def _encoder(model: QuantisedVAE, layers: list[dict], write: Writer) -> dict[str, Any]:
    grid, start = model.grid, (1, *model.config.image_shape)
    _, x = write.through(layers, start, "x")
    x = write.add("permute", [write.act_of(x, "tanh")], dims=[0, 2, 3, 1])
    _, x = write.view(x, (1, grid.size, grid.dims, 1))
    ladder = _constant(write, [grid.levels], lattice_points(grid.levels, 1).ravel().tolist())
    far = write.of_two("sub", x, ladder)
    digit = write.add("arg", [write.of_two("mul", far, far)], fn="min", dim=3)  # (1, T, D, 1)
    counts = _constant(write, [grid.dims, 1], [float(grid.levels**d) for d in reversed(range(grid.dims))])
    index = write.add("reduce", [write.of_two("mul", digit, counts)], fn="sum", dims=[2])
    return _network(write, start, write.view(index, (1, grid.size))[1])


def _decoder(model: QuantisedVAE, layers: list[dict], write: Writer) -> dict[str, Any]:
    grid, rows = model.grid, model.grid.size // model.grid.columns
    table = _constant(write, [grid.codes, grid.dims], lattice_points(grid.levels, grid.dims).ravel().tolist())
    _, x = write.view(write.add("lookup", ["x", table], dim=0), (1, rows, grid.columns, grid.dims))
    x = write.add("permute", [x], dims=[0, 3, 1, 2])
    _, x = write.through(layers, (1, grid.dims, rows, grid.columns), x)
    return _network(write, (1, grid.size), x)


def _prior(prior: CodePrior, write: Writer) -> dict[str, Any]:
    width = prior.place.shape[1]
    x = write.add("slice", ["prior.table"], dim=0, start=prior.codes, end=prior.codes + 1, step=1)
    _, x = write.view(x, (1, 1, width))
    if prior.cells > 1:
        before = write.columns("x", 0, prior.cells - 1)
        x = write.add("cat", [x, write.add("lookup", [before, "prior.table"], dim=0)], dim=1)
    x = write.of_two("add", x, "prior.place")
    later = [HIDDEN * (column > row) for row in range(prior.cells) for column in range(prior.cells)]
    later = _constant(write, [prior.cells, prior.cells], later)
    for n, block in enumerate(prior.blocks):
        x = _block(write, f"prior.blocks.{n}.", x, (prior.cells, width, block.heads), later)
    x = _linear(write, "prior.head", _norm(write, "prior.norm", x))
    return _network(write, (1, prior.cells), x)


def _block(write: Writer, name: str, x: str, sizes: tuple[int, int, int], later: str) -> str:
    cells, width, heads = sizes
    normed = _norm(write, f"{name}first", x)
    query, key, value = (
        write.add("permute", [write.view(_linear(write, name + part, normed), (1, cells, heads, width // heads))[1]],
                  dims=dims)
        for part, dims in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3]))
    )  # fmt: skip
    scores = write.of_two("mul", write.add("matmul", [query, key]), 1 / math.sqrt(width // heads))
    shares = write.add("softmax", [write.of_two("add", scores, later)], dim=3)
    attended = write.add("permute", [write.add("matmul", [shares, value])], dims=[0, 2, 1, 3])
    x = write.of_two("add", x, _linear(write, f"{name}out", write.view(attended, (1, cells, width))[1]))
    wide = write.act_of(_linear(write, f"{name}wide", _norm(write, f"{name}second", x)), "silu")
    return write.of_two("add", x, _linear(write, f"{name}narrow", wide))


def _linear(write: Writer, name: str, x: str) -> str:
    return write.add("linear", [x, f"{name}.weight", f"{name}.bias"])


def _norm(write: Writer, name: str, x: str) -> str:
    return write.add("layer_norm", [x, f"{name}.weight", f"{name}.bias"], dims=1, eps=1e-5)


def _constant(write: Writer, shape: list[int], values: list[float]) -> str:
    return write.add("constant", [], shape=shape, values=values)


def _network(write: Writer, start: tuple[int, ...], output: str) -> dict[str, Any]:
    return {"input": "x", "shape": list(start), "ops": write.ops, "output": output}
