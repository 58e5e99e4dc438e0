"""An encoder or a decoder from an ONNX file, as a module: for what Keras, JAX and other programs export.

A file is data: nothing in it runs but the operators of onnx_operators.py. What exporters compute of shapes is computed
in numpy as the module runs, so that what is left is a network of fixed shapes. Source: https://onnx.ai/onnx/intro.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from vae_core.adopting.onnx_layers import OPERATORS
from vae_core.adopting.onnx_operators import Unfit
from vae_core.adopting.parts import Parts
from vae_core.fault import Fault
from vae_core.model.config import CHANNELS

MOST_BYTES = 2**29  # half a GB of weights
MOST_NODES = 2_000
MOST_OF_SHAPES = 65_536  # numbers in an array that is computed of shapes
OURS = ("", "ai.onnx")
MEANS, SPREADS = ("mean", "mu", "loc"), ("var", "std", "sigma", "scale")
MISSING = "reading ONNX needs a package: run `pip install onnx`"
# What exporters compute of shapes, by numpy alone
OF_SHAPES = {"Shape", "Constant", "ConstantOfShape", "Gather", "Concat", "Unsqueeze", "Squeeze", "Slice", "Cast", "Add",
             "Sub", "Mul", "Div", "Range", "Reshape", "Identity", "ReduceProd", "Equal", "Where", "Expand", "Floor",
             "Ceil", "Min", "Max", "Size", "Transpose", "Mod", "Less", "Greater", "Not", "And", "Or",
             "Neg", "Abs"}  # fmt: skip
OF_NUMBERS = {"Clip": (1, 2), "Resize": (1, 2, 3), "Upsample": (1,), "Pad": (2,)}  # limits, factors: by their places
SIZED = ("ConstantOfShape", "Expand", "Range", "Reshape")  # their numbers say how large the outcome is
# Operators that compute with each of their values
LIVE = ("Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "MatMul", "Gemm", "PRelu", "Concat", "Conv", "ConvTranspose")


def onnx_parts(encoder: Path, decoder: Path) -> Parts:
    """What two files hold.

    Raises:
        ValueError: one sentence: a file cannot be read, or holds an operator that is none of the known.
    """
    return Parts(OnnxNetwork(encoder, is_encoder=True).eval(), OnnxNetwork(decoder).eval())


class OnnxNetwork(nn.Module):
    """The network of a file, with batches of any size.

    Args:
        path: an .onnx file; its weights may lie in a file beside it.
        is_encoder: whether its input are images, (N, C, H, W) here, and (N, H, W, C) or (N, pixels) where it says so.
    """

    def __init__(self, path: Path, is_encoder: bool = False) -> None:
        super().__init__()
        self.file, self.is_encoder = path.name, is_encoder
        model = _read(path)
        self.opsets = list(model.opset_import)
        self.known = {one.name: _array(one, path.name) for one in model.graph.initializer}
        self.numbers: dict[str, np.ndarray] = {}
        for place, (name, value) in enumerate(self.known.items()):
            if value.dtype.kind == "f":
                self.numbers[name] = value
                self.register_buffer(f"w{place}_{_plain(name)}", torch.from_numpy(value.astype(np.float32)))
                self.known[name] = f"w{place}_{_plain(name)}"
        self.input, self.shape = self._entry(model.graph)
        self.outputs = _outputs([one.name for one in model.graph.output], is_encoder)
        self.nodes = self._needed(model.graph.node)

    def _entry(self, graph: Any) -> tuple[str, list[int]]:
        """The name and the shape of the one input; 0 for a size that is open."""
        inputs = [one for one in graph.input if one.name not in self.known]
        if len(inputs) != 1:
            raise Fault("{file} must take one input; it takes {count}", file=self.file, count=len(inputs))
        shape = [int(dim.dim_value) for dim in inputs[0].type.tensor_type.shape.dim]
        if shape and shape[0] > 1:
            raise Fault("{file} takes batches of {count} alone: export it for one image or for any number",
                        file=self.file, count=shape[0])  # fmt: skip
        return inputs[0].name, shape

    def _needed(self, nodes: Any) -> list[Any]:
        """The nodes that the outputs depend on, each of which must be known."""
        needed, kept = set(self.outputs), []
        for node in reversed(nodes):
            if needed.intersection(node.output):
                needed.update(node.input)
                kept.append(node)
        for node in kept:
            if node.domain not in OURS or node.op_type not in OPERATORS.keys() | OF_SHAPES:
                raise Fault("{file} holds the operation {kind}, which is none that is known here", file=self.file,
                            kind=str(node.op_type)[:60])  # fmt: skip
        if len(kept) > MOST_NODES:
            raise Fault("{file} has more than {most:,} operations", file=self.file, most=MOST_NODES)
        return kept[::-1]

    def forward(self, x: Tensor) -> Tensor | tuple[Tensor, ...]:
        x = self._given(x) if self.is_encoder else x
        if self.shape[:1] == [1] and len(x) > 1:  # exported for one image
            alone = [self._made(one) for one in x.split(1)]
            return tuple(torch.cat(parts) for parts in zip(*alone, strict=True))
        return self._made(x)

    def _given(self, x: Tensor) -> Tensor:
        """Images in the order that the file takes."""
        if len(self.shape) == 4 and self.shape[3] in CHANNELS and self.shape[1] not in CHANNELS:
            return x.permute(0, 2, 3, 1)
        return {2: x.flatten(1), 3: x.flatten(1, 2)}.get(len(self.shape), x)

    def _made(self, x: Tensor) -> tuple[Tensor, ...]:
        values: dict[str, Any] = {
            name: getattr(self, value) if isinstance(value, str) else value for name, value in self.known.items()
        }
        values[self.input] = x
        for node in self.nodes:
            given = [values[name] if name else None for name in node.input]
            made = self._run(node, given)
            values.update(zip(node.output, made if isinstance(made, tuple | list) else [made], strict=False))
        made = tuple(values[name] for name in self.outputs)
        if (
            not self.is_encoder
            and made[0].ndim == 4
            and made[0].shape[3] in CHANNELS
            and made[0].shape[1] not in CHANNELS
        ):
            return (made[0].permute(0, 3, 1, 2),)
        return made

    def _run(self, node: Any, given: list[Any]) -> Any:
        import onnx

        if node.op_type == "Shape":
            return np.array(given[0].shape, np.int64)
        attributes = {one.name: onnx.helper.get_attribute_value(one) for one in node.attribute}
        if not any(isinstance(one, Tensor) for one in given) and node.op_type in OF_SHAPES:
            return self._of_shapes(node, given)
        if node.op_type not in OPERATORS:
            raise Fault("{file} holds the operation {kind}, which is none that is known here", file=self.file,
                        kind=node.op_type)  # fmt: skip
        attributes["outputs"] = len(node.output)
        given = [self._as_used(node, place, value) for place, value in enumerate(given)]
        try:
            return OPERATORS[node.op_type](attributes, *given)
        except Unfit as reason:
            raise Fault("{file}'s operation {kind} is used with {reason}", file=self.file, kind=node.op_type,
                        reason=str(reason)) from None  # fmt: skip

    def _of_shapes(self, node: Any, given: list[Any]) -> Any:
        """By ONNX's reference, for arrays that are small."""
        from onnx import helper
        from onnx.reference import ReferenceEvaluator

        sizes = [value for value in given if value is not None and value.dtype.kind in "iu"]
        asked = [np.prod(np.abs(value.astype(float))) for value in sizes] if node.op_type in SIZED else []
        if max([*asked, *(value.size for value in sizes)], default=0) > MOST_OF_SHAPES:
            raise Fault("{file} asks for an array of more than {most:,} numbers", file=self.file, most=MOST_OF_SHAPES)
        named = {name: value for name, value in zip(node.input, given, strict=True) if name}
        typed = [helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(value.dtype), value.shape)
                 for name, value in named.items()]  # fmt: skip
        made = [helper.make_empty_tensor_value_info(name) for name in node.output if name]
        graph = helper.make_graph([node], "shapes", typed, made)
        run = ReferenceEvaluator(helper.make_model(graph, opset_imports=self.opsets))
        return tuple(np.asarray(one) for one in run.run(None, named))

    def _as_used(self, node: Any, place: int, value: Any) -> Any:
        """A value as an array where it says what to do, as a tensor where it is computed with."""
        if place in OF_NUMBERS.get(node.op_type, ()):
            return self.numbers.get(node.input[place], value)
        if isinstance(value, np.ndarray) and (value.dtype.kind == "f" or node.op_type in LIVE):
            return torch.from_numpy(np.asarray(value, np.float32))
        return value


def _outputs(names: list[str], is_encoder: bool) -> list[str]:
    """Mean and spread of an encoder, by their names where there are more; else the first."""
    if not is_encoder or len(names) < 2:
        return names[:1]
    spread = next((name for name in names if any(word in name.lower() for word in SPREADS)), names[1])
    others = [name for name in names if name != spread]
    return [next((name for name in others if any(word in name.lower() for word in MEANS)), others[0]), spread]


def _plain(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name)[:60]


def _array(tensor: Any, file: str) -> np.ndarray:
    from onnx import numpy_helper

    try:
        return np.array(numpy_helper.to_array(tensor))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Fault("{file} is damaged: its weight {name} cannot be read", file=file, name=tensor.name[:60]) from None


def _read(path: Path) -> Any:
    """The file as onnx reads it, weights beside it included: of files in the same folder alone."""
    try:
        import onnx
        from google.protobuf.message import DecodeError
    except ModuleNotFoundError:
        raise Fault(MISSING) from None
    unreadable = "{file} cannot be read as ONNX ({reason})"
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Fault("{file} is larger than {most} MB", file=path.name, most=MOST_BYTES >> 20)
        model = onnx.load(path, load_external_data=False)
    except OSError as error:
        raise Fault(unreadable, file=path.name, reason=error.strerror or "") from None
    except (DecodeError, ValueError, RuntimeError, UnicodeDecodeError):
        raise Fault(unreadable, file=path.name, reason="it is no such file, or damaged") from None
    if not model.graph.node:
        raise Fault(unreadable, file=path.name, reason="it is no such file, or damaged")
    _fetch_weights(model, path)
    return model


def _fetch_weights(model: Any, path: Path) -> None:
    from onnx import TensorProto, external_data_helper

    outside = [one for one in model.graph.initializer if one.data_location == TensorProto.EXTERNAL]
    named = {entry.value for one in outside for entry in one.external_data if entry.key == "location"}
    for name in named:
        beside = path.parent / name
        if Path(name).name != name or beside.is_symlink() or not beside.is_file() or beside.stat().st_size > MOST_BYTES:
            raise Fault("{file} keeps its weights in {other}, which is not beside it: export it as one file",
                        file=path.name, other=name[:60])  # fmt: skip
    try:
        for one in outside:
            external_data_helper.load_external_data_for_tensor(one, str(path.parent))
    except (OSError, ValueError, RuntimeError) as error:
        raise Fault("{file} cannot be read as ONNX ({reason})", file=path.name, reason=str(error)[:100]) from None
