"""What the engine answers to broken files, networks that do not fit, and wrong calls: one clear sentence."""

import json
import re

import numpy as np
import pytest
from safetensors.numpy import save
from small_networks import mlp, small_model, transposed
from torch import nn

ATTEMPT = """async (attempt) => {
  const { createEngine } = await import("/web/engine/engine.js");
  const bytes = new Uint8Array(await (await fetch("/model")).arrayBuffer());
  try {
    return String(new Function("createEngine", "bytes", `return ${attempt}`)(createEngine, bytes));
  } catch (error) {
    return `${error.constructor.name}: ${error.message}`;
  }
}"""


def attempt(node, data, code="createEngine(bytes)"):
    node.files["/model"] = bytes(data)
    return node.evaluate(ATTEMPT, code)


def raw(header, body=b"", length=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return (len(text) if length is None else length).to_bytes(8, "little") + text + body


def tensor(shape, offsets, dtype="F32"):
    return {"t": {"dtype": dtype, "shape": shape, "data_offsets": offsets}}


HOSTILE = {
    "nothing": (b"", "at least 8 bytes, got 0"),
    "a header longer than the file": (raw(b"{}", length=2**63), "but 2 follow"),
    "no JSON": (raw(b"\xff\xfe{"), "not JSON"),
    "a list": (raw([1]), "must be a JSON object"),
    "null": (raw(None), "must be a JSON object"),
    "metadata of numbers": (raw({"__metadata__": {"kind": 3}}), "map names to strings"),
    "a tensor that is a number": (raw({"t": 4}), 'tensor "t" needs a shape'),
    "a negative size": (raw(tensor([-1], [0, 4])), "needs a shape"),
    "an absurd size": (raw(tensor([2**40, 2**40], [0, 4])), "needs a shape|bytes, got 4"),
    "offsets that don't fit the shape": (raw(tensor([2], [0, 4]), b"0000"), "needs 8 bytes, got 4"),
    "a truncated body": (raw(tensor([2], [0, 8]), b"0000"), "but the file has"),
    "an unknown type": (raw(tensor([1], [0, 8], "I64"), b"00000000"), "has type I64; expected one of F32"),
    "no kind": (raw({}), "expected a model; got a file without a kind"),
    "an atlas": (raw({"__metadata__": {"kind": "atlas"}}), "expected a model; got atlas"),
    "a broken specification": (raw({"__metadata__": {"kind": "model", "spec": "{"}}), "not JSON"),
    "an empty specification": (raw({"__metadata__": {"kind": "model", "spec": "null"}}), "needs a latent_dim"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_broken_file_gets_one_clear_sentence(node, case):
    data, sentence = HOSTILE[case]
    answer = attempt(node, data)
    assert re.match(rf"Problem: .*({sentence})", answer), answer


def spec_of(ops, tensors=None, latent_dim=2, image_shape=(1, 2, 2), output="y"):
    graph = ops if isinstance(ops, dict | None) else {"input": "x", "shape": [1, 2], "ops": ops, "output": output}
    spec = {"name": "x", "digest": "0", "latent_dim": latent_dim, "image_shape": list(image_shape), "decoder": graph}
    arrays = {name: np.zeros(shape, np.float32) for name, shape in (tensors or {}).items()}
    return save(arrays | {"pad": np.zeros(1, np.float32)}, metadata={"kind": "model", "spec": json.dumps(spec)})


def op(kind, *given, out="y", **more):
    return {"op": kind, "in": list(given), "out": out, **more}


LINEAR = op("linear", "x", "w", "b")
MAP = op("view", "x", out="map", shape=[1, 2, 1, 1])
GEOMETRY = {"stride": [1, 1], "padding": [0, 0], "dilation": [1, 1], "groups": 1}
CONV = op("conv", "map", "w", "b", **GEOMETRY)
LARGE = {"mode": "nearest", "align": False, "step": [0.1, 0.1]}
BAD_NETWORKS = {
    "no list": (spec_of(None), "expected a list of operations"),
    "a chain of the time before": (spec_of({"op": "linear"}), "expected a list of operations"),
    "an unknown operation": (spec_of([op("eval")]), 'unknown operation "eval"; expected one of view, '),
    "a name of every object": (spec_of([op("constructor")]), 'unknown operation "constructor"'),
    "an operation that is null": (spec_of([None]), "unknown operation"),
    "an operation without values": (spec_of([{"op": "act"}]), "act: the operation is malformed"),
    "an unknown activation": (spec_of([op("act", "x", fn="swish")]), 'activation "swish"; expected one of silu'),
    "an unknown function": (spec_of([op("binary", "x", "x", fn="eval")]), 'function of two values "eval"'),
    "a value from nowhere": (spec_of([op("act", "z", fn="relu")]), 'tensor "z" is missing'),
    "a value that comes later": (spec_of([op("binary", "x", "y", fn="add")]), 'tensor "y" is missing'),
    "an output from nowhere": (spec_of([LINEAR], {"w": (4, 2), "b": (4,)}, output="z"), "no operation makes"),
    "a missing tensor": (spec_of([LINEAR]), 'tensor "w" is missing'),
    "a wrong width": (spec_of([LINEAR], {"w": (4, 3), "b": (4,)}), r"vector of 3; got shape \[1,2\]"),
    "a wrong bias": (spec_of([LINEAR], {"w": (4, 2), "b": (3,)}), "must hold 4 values; got 3"),
    "too few dimensions": (spec_of([LINEAR], {"w": (8,), "b": (4,)}), "must have 2 dimensions"),
    "a wrong end": (spec_of([LINEAR], {"w": (5, 2), "b": (5,)}), "decoder ends with 5 values, expected 4"),
    "shapes that do not go together": (
        spec_of([op("view", "x", out="t", shape=[2, 1, 1]), op("pad", "t", out="p", before=[1, 0, 0], after=[0, 0, 0],
                                                               value=0), op("binary", "t", "p", fn="add")]),
        r"shapes \[2,1,1\] and \[3,1,1\] do not go together",
    ),
    "a view of another size": (spec_of([op("view", "x", shape=[1, 3])]), r"shape \[1,2\] cannot be seen as \[1,3\]"),
    "a convolution of a vector": (
        spec_of([CONV | {"in": ["x", "w", "b"]}], {"w": (4, 2, 1, 1), "b": (4,)}), "expected a map for a kernel"),
    "a kernel larger than the map": (spec_of([MAP, CONV], {"w": (4, 2, 3, 3), "b": (4,)}), "cannot be built"),
    "a stride of zero": (
        spec_of([MAP, CONV | {"stride": [0, 1]}], {"w": (4, 2, 1, 1), "b": (4,)}), "whole numbers, from 1, 0 and 1"),
    "groups that do not divide": (
        spec_of([MAP, op("group_norm", "map", groups=3, eps=0.1)]), "2 channels are not 3 groups"),
    "an absurd enlargement": (spec_of([MAP, op("upsample", "map", size=[2**30, 2**30], **LARGE)]), "cannot be built"),
    "an enlargement beyond all memory": (
        spec_of([MAP, op("upsample", "map", size=[2**13, 2**13], **LARGE)]), "256 MB in all"),
    "work for minutes": (
        spec_of([MAP, op("upsample", "map", out="up", size=[512, 512], **LARGE), CONV | {"in": ["up", "w", "b"]}],
                {"w": (64, 2, 9, 9), "b": (64,)}),
        "more than 1500 million multiply-adds",
    ),
    "steps without number": (spec_of([op("act", "x", fn="relu", p=[])] * 30_000), "or 20000 steps"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_NETWORKS)
def test_a_network_that_does_not_fit_gets_one_clear_sentence(node, case):
    data, sentence = BAD_NETWORKS[case]
    answer = attempt(node, data)
    assert re.match(rf"Problem: .*{sentence}", answer), answer


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("createEngine('text')", "expected a Uint8Array"),
        ("createEngine(bytes, { backend: 'gpu' })", 'unknown backend "gpu"; expected auto, js or wasm'),
        ("createEngine(bytes).decode([0, 0])", "z must hold 3 numbers; got 2"),
        ("createEngine(bytes).decode()", "z must hold 3 numbers; got undefined"),
        ("createEngine(bytes).decode([0, NaN, 0])", "z must hold finite numbers; value 1 is NaN"),
        ("createEngine(bytes).decode(['0', 0, 0])", "z must hold finite numbers; value 0 is 0"),
        ("createEngine(bytes).decode([0, 0, Infinity])", "value 2 is Infinity"),
        ("createEngine(bytes).decode([0, 0, 0], new Float32Array(3))", "room for 35 pixels; got 3"),
        ("createEngine(bytes).encode([1])", "the picture must hold 35 numbers; got 1"),
    ],
)
def test_a_wrong_call_gets_one_clear_sentence(node, code, sentence):
    answer = attempt(node, small_model(*mlp(nn.SiLU)), code)
    assert re.match(rf"Problem: .*{re.escape(sentence)}", answer), answer


def test_a_model_without_encoder_says_so_when_asked_to_encode(node):
    answer = attempt(node, small_model(*transposed(4, 2, 1)), "createEngine(bytes).encode([0])")
    assert "exported without its encoder" in answer


def test_auto_takes_webassembly_and_decode_reuses_the_given_array(node):
    data = small_model(*mlp(nn.SiLU))
    assert attempt(node, data, "createEngine(bytes).backend") == "wasm"
    code = "(() => { const out = new Float32Array(35); return createEngine(bytes).decode([0, 1, 2], out) === out; })()"
    assert attempt(node, data, code) == "true"


def test_auto_falls_back_to_javascript_and_says_so(fresh_node):
    fresh_node.evaluate("() => { WebAssembly.Module = class { constructor() { throw new Error('forbidden'); } }; }")
    data = small_model(*mlp(nn.SiLU))
    assert attempt(fresh_node, data, "createEngine(bytes).backend") == "js"
    assert "does not run SIMD WebAssembly" in attempt(fresh_node, data, "createEngine(bytes, { backend: 'wasm' })")


def test_a_file_at_an_odd_address_is_read(node):
    code = """(() => {
      const odd = new Uint8Array(bytes.length + 1).subarray(1);
      odd.set(bytes);
      return String(createEngine(odd).decode([1, 2, 3])) === String(createEngine(bytes).decode([1, 2, 3]));
    })()"""
    assert attempt(node, small_model(*mlp(nn.SiLU)), code) == "true"


def test_a_picture_that_holds_nan_is_refused_and_so_is_a_code(node):
    model = small_model(*mlp(nn.SiLU))
    assert re.match(
        r"Problem: small decodes no picture here: pixel 0 must be a number from 0 to 1; got NaN\. Go back",
        attempt(node, model, "createEngine(bytes).decode([3e38, 3e38, -3e38])"),
    )
    assert re.match(
        r"Problem: the encoder of small gives this picture no code: number \d+ must be finite; got NaN",
        attempt(node, model, "createEngine(bytes).encode(Array(35).fill(3e38))"),
    )


def test_a_malformed_operation_is_named(node):
    answer = attempt(node, spec_of([op("view", "x", shape=4)]))
    assert answer.startswith(
        'Problem: view: the operation is malformed, got {"op":"view","in":["x"],"out":"y","shape":4}'
    )
