"""Any trained module written down as a network: `torch.export`, constants folded, each operator translated.

Batch 1, evaluation, non-strict, and `run_decompositions({})`: that makes the graph functional and leaves composites
such as SiLU, attention and group norm whole; the default table takes them apart, and some of what it makes fails.
A `.pt2` file is never read: `torch.export.load` may unpickle.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import logging
import operator
import re
import warnings
from typing import Any

import torch
from torch import Tensor, fx, nn

from vae_core.fault import Fault
from vae_core.graph import aten_layers, aten_python, aten_shapes, aten_sums  # noqa: F401 each adds its operators
from vae_core.graph.aten import OPERATORS, Refused
from vae_core.graph.aten_indices import OF_FLOATS, OF_INDICES
from vae_core.graph.kinds import weights_of
from vae_core.graph.own_checks import own_checks_pass
from vae_core.graph.source_line import every_frame, line_of, user_line
from vae_core.graph.writer import Writer

# Arguments that say where and how to compute, not what
OF_PLACE = {"memory_format", "dtype", "layout", "device", "pin_memory", "non_blocking", "copy", "momentum",
            "cudnn_enabled", "cudnn_enable", "half_to_float", "inplace", "implicit"}  # fmt: skip
VIEWS = ("view", "reshape", "_unsafe_view", "flatten", "unflatten", "unsqueeze", "squeeze", "expand", "expand_as",
         "view_as", "reshape_as", "_reshape_alias")  # fmt: skip
DRAWS = re.compile("rand|native_dropout|bernoulli|normal|multinomial|poisson|exponential|uniform")
IN_TRAINING = "is dropout in training mode: call .eval() on the module"
OF_INTEGERS = ("index", "index_select")


def write_down(module: nn.Module, example: Tensor, part: str) -> tuple[dict[str, Any], dict[str, Tensor]]:
    """The network of a module, and its weights by the names that it uses for them.

    Args:
        module: one tensor to one tensor, in evaluation mode, on the CPU.
        example: an input of one image, (1, ...).
        part: what the names of weights start with: "encoder", "decoder".

    Raises:
        ValueError: the first thing that cannot be written down, with the line of the module's own source.
    """
    program = _exported(module, example, part)
    network, weights = _Translation(program, part).network(example)
    return network, {name: weights[name] for name in weights_of(network)}


def _exported(module: nn.Module, example: Tensor, part: str) -> torch.export.ExportedProgram:
    level = logging.getLogger("torch").level
    quiet = contextlib.redirect_stderr(io.StringIO())  # where torch gives up, it prints the whole graph
    checks = own_checks_pass(module, example)
    try:
        with warnings.catch_warnings(action="ignore"), torch.no_grad(), checks, quiet, every_frame():
            logging.getLogger("torch").setLevel(logging.CRITICAL)
            return torch.export.export(module, (example,), strict=False).run_decompositions({})
    except Exception as error:  # whatever torch meets in somebody's code
        reason = str(error).strip().partition("\n")[0][:160] or type(error).__name__
        where = line_of(error) or user_line(str(error))
        if "data-dependent" in str(error) or "DataDependent" in type(error).__name__:
            sentence = "the {part} decides by the values that it computes{where}: it must do the same for every input"
            raise Fault(sentence, part=part, where=where) from None
        raise Fault("the {part} cannot be traced{where} ({reason})", part=part, where=where, reason=reason) from None
    finally:
        logging.getLogger("torch").setLevel(level)


class _Translation:
    """A walk through a functional graph: constants are computed, everything else is written down."""

    def __init__(self, program: torch.export.ExportedProgram, part: str) -> None:
        self.program, self.part = program, part
        self.write = Writer(f"{part}.")
        self.live: dict[fx.Node, str | list[str]] = {}
        self.constant: dict[fx.Node, Any] = {}
        self.stored: dict[fx.Node, str] = {}  # the names that the module has for them
        self.written: dict[fx.Node, str] = {}

    def network(self, example: Tensor) -> tuple[dict[str, Any], dict[str, Tensor]]:
        signature = self.program.graph_signature
        kept = signature.inputs_to_parameters | signature.inputs_to_buffers
        kept |= signature.inputs_to_lifted_tensor_constants
        values = {**self.program.state_dict, **self.program.constants}
        output, needed = "", _ancestors(self.program.graph)
        for node in self.program.graph.nodes:
            if node.op == "placeholder" and node.name in kept:
                self.constant[node] = values[kept[node.name]].detach()
                self.stored[node] = kept[node.name]
            elif node.op == "placeholder":
                self.live[node], self.write.shapes["x"] = "x", tuple(example.shape)
            elif node.op == "output":
                output = self._output(node)
            elif node in needed:  # what a check of its own computed is not
                self._step(node)
        ops = _needed(self.write.ops, output)
        return {"input": "x", "shape": list(example.shape), "ops": ops, "output": output}, self.write.weights

    def _output(self, node: fx.Node) -> str:
        (made,) = [one for one in node.all_input_nodes]
        if made not in self.live:
            raise Fault("the {part} makes the same whatever it is given", part=self.part)
        return self.live[made]

    def _step(self, node: fx.Node) -> None:
        if node.target is operator.getitem:
            source, index = node.args
            if source in self.constant:
                self.constant[node] = self.constant[source][index]
            elif index < len(self.live[source]):
                self.live[node] = self.live[source][index]
        elif not any(one in self.live for one in node.all_input_nodes):
            self._fold(node)
        else:
            self.live[node] = self._written(node)
            if len(node.users) > 1 and isinstance(self.live[node], str):
                self.write.shared.add(self.live[node])

    def _fold(self, node: fx.Node) -> None:
        """Computes what depends on no input: weight norm, grids, tables."""
        if torch.Tag.nondeterministic_seeded in getattr(node.target, "tags", ()):
            raise self._refusal(node, "draws random numbers")
        get = lambda given: fx.node.map_arg(given, lambda one: self.constant[one])  # noqa: E731
        with torch.no_grad():
            self.constant[node] = node.target(*get(node.args), **get(node.kwargs))

    def _written(self, node: fx.Node) -> str | list[str]:
        name, made = _name(node), node.meta.get("val")
        if torch.Tag.nondeterministic_seeded in getattr(node.target, "tags", ()) and DRAWS.search(name):
            raise self._refusal(node, IN_TRAINING if "dropout" in name else "draws random numbers")
        if isinstance(made, Tensor) and not made.is_floating_point() and not _is_index(node, name):
            raise self._refusal(node, "computes with whole numbers or with true and false")
        given = self._arguments(node, name)
        if name in VIEWS:
            x = given["self"]
            if not name.startswith("expand"):
                return self.write.view(x, made.shape)
            return x if tuple(made.shape) == self.write.shapes[x] else self.write.add(
                "expand", [x], made.shape, shape=list(made.shape))  # fmt: skip
        if name not in OPERATORS:
            raise self._refusal(node, "is none that is known here")
        taken = inspect.signature(OPERATORS[name]).parameters
        usual = {one.name: one.default_value for one in node.target._schema.arguments if one.has_default_value()}
        for key, value in given.items():
            if key not in taken and key not in OF_PLACE and not _same(value, usual.get(key)):
                raise self._refusal(node, f"is called with {key}={str(value)[:40]}")
        try:
            written = OPERATORS[name](self.write, **{key: value for key, value in given.items() if key in taken})
            return self.write.view(written, made.shape) if name in OF_INTEGERS else written
        except Refused as reason:
            raise self._refusal(node, f"is called with {reason}") from None

    def _arguments(self, node: fx.Node, name: str) -> dict[str, Any]:
        """Every argument of the operator by its name, nodes as names of values."""
        schema = node.target._schema.arguments
        given = {one.name: one.default_value for one in schema if one.has_default_value()}
        given |= {one.name: value for one, value in zip(schema, node.args, strict=False)} | dict(node.kwargs)
        return {key: fx.node.map_arg(value, lambda one: self._named(one, name)) for key, value in given.items()}

    def _named(self, node: fx.Node, name: str) -> Any:
        if node in self.live:
            return self.live[node]
        value = self.constant[node]
        if name in OF_INTEGERS and value.dtype == torch.bool:
            raise self._refusal(node, "is an index of true and false")
        if name in OF_INTEGERS and not value.is_floating_point():
            return value.flatten().tolist()
        if node not in self.written:
            self.written[node] = self.write.weight(value, self.stored.get(node))
        return self.written[node]

    def _refusal(self, node: fx.Node, reason: str) -> Fault:
        where = user_line(node.meta.get("stack_trace") or "")
        return Fault("the {part}'s operation {name}{where} {reason}", part=self.part, name=_name(node), where=where,
                     reason=reason)  # fmt: skip


def _name(node: fx.Node) -> str:
    return getattr(node.target, "overloadpacket", node.target).__name__.partition(".")[0]


def _same(value: Any, usual: Any) -> bool:
    """Whether an argument says nothing that it does not say unasked."""
    if isinstance(value, list | tuple):
        return all(one == (usual[0] if isinstance(usual, list | tuple) and usual else usual) for one in value)
    return value in (usual, None, False)


def _is_index(node: fx.Node, name: str) -> bool:
    """Whether the whole numbers that a node makes are indices, or true and false that stand for 0 and 1."""
    if name not in OF_INDICES and name not in VIEWS:
        return False
    seen = [one.meta.get("val") for one in node.all_input_nodes]
    return name in OF_FLOATS or not any(isinstance(one, Tensor) and one.is_floating_point() for one in seen) or (
        name in ("embedding", "index", "index_select", "gather"))  # fmt: skip


def _ancestors(graph: fx.Graph) -> set[fx.Node]:
    """The nodes that the output depends on."""
    found: set[fx.Node] = set()
    for node in reversed(graph.nodes):
        if node.op == "output" or node in found:
            found.update(node.all_input_nodes)
    return found


def _needed(ops: list[dict], output: str) -> list[dict]:
    """The operations that the output depends on."""
    needed, kept = {output}, []
    for op in reversed(ops):
        if op["out"] in needed:
            kept.append(op)
            needed.update(name for name in op["in"] if isinstance(name, str))
    return kept[::-1]
