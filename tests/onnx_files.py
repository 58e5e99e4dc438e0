"""ONNX files as other programs write them: small, random, with ONNX's own reference beside them."""

import numpy as np
from foreign import foreign
from onnx import TensorProto, helper, numpy_helper
from onnx import save as save_onnx
from onnx.reference import ReferenceEvaluator

RNG = np.random.default_rng(0)


def of(*shape):
    return RNG.normal(size=shape).astype(np.float32)


def sizes(*values):
    return np.array(values, np.int64)


def written(path, nodes, weights, shape, outputs=("y",), opset=18, batch=None):
    """A file of nodes `(kind, inputs, attributes)`, in a row from x to y, or with names of their own."""
    made = []
    for place, (kind, inputs, attributes, *named) in enumerate(nodes):
        first = [] if named or "x" in (inputs or []) else [f"v{place - 1}" if place else "x"]
        out = named[0] if named else ["y"] if place == len(nodes) - 1 else [f"v{place}"]
        made.append(helper.make_node(kind, [*first, *(inputs or [])], out, **attributes))
    graph = helper.make_graph(
        made, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [batch, *shape])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
        [numpy_helper.from_array(value, name) for name, value in weights.items()])  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
    save_onnx(model, path)
    return ReferenceEvaluator(model)


def vae(folder, batch=None):
    """Files as Keras writes them: images with their channels last, three outputs of the encoder; and the module."""
    model = foreign()
    state = {name: value.numpy() for name, value in model.state_dict().items() if value.ndim}
    norm = [f"inside.2.{name}" for name in ("weight", "bias", "running_mean", "running_var")]
    encoder = [("Reshape", ["x", "flat"], {}, ["f"]),
               ("Gemm", ["f", "inside.1.weight", "inside.1.bias"], {"transB": 1}, ["h0"]),
               ("BatchNormalization", ["h0", *norm], {}, ["h1"]), ("LeakyRelu", ["h1"], {"alpha": 0.2}, ["h"]),
               ("Gemm", ["h", "logvar.weight", "logvar.bias"], {"transB": 1}, ["v"]),
               ("Sub", ["v", "two"], {}, ["z_log_var"]),
               ("Gemm", ["h", "mu.weight", "mu.bias"], {"transB": 1}, ["z_mean"]),
               ("RandomNormalLike", ["z_mean"], {}, ["z"])]  # fmt: skip
    decoder = [("Gemm", ["x", "outside.0.weight", "outside.0.bias"], {"transB": 1}, ["h"]), ("Elu", ["h"], {}, ["e"]),
               ("Gemm", ["e", "outside.2.weight", "outside.2.bias"], {"transB": 1}, ["l"]),
               ("Sigmoid", ["l"], {}, ["s"]), ("Reshape", ["s", "square"], {}, ["y"])]  # fmt: skip
    state |= {"flat": sizes(0, -1), "square": sizes(-1, 8, 8, 1), "two": np.float32(2)}
    written(folder / "e.onnx", encoder, state, (8, 8, 1), ("z", "z_log_var", "z_mean"), batch=batch)
    written(folder / "d.onnx", decoder, state, (3,), batch=batch)
    return model
