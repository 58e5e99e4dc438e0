"""Encoders and decoders from ONNX files: what ONNX's own reference computes, or one sentence."""

import numpy as np
import pytest
import torch
from foreign import pictures
from onnx_files import of, sizes, vae, written

from vae_core import cli, load_model
from vae_core.adopting.onnx_network import OnnxNetwork, onnx_parts
from vae_core.fault import Fault
from vae_core.graph.export import write_down
from vae_core.graph.replay import Replay

VECTOR, MAP = (6,), (4, 6, 6)

NETWORKS = {
    "Gemm": (VECTOR, [("Gemm", ["w", "b"], {"transB": 1, "alpha": 0.5}), ("Elu", None, {"alpha": 0.7})],
             {"w": of(5, 6), "b": of(5)}),
    "MatMul and arithmetic": (VECTOR, [("MatMul", ["w"], {}), ("Add", ["b"], {}), ("Softplus", None, {}),
                                      ("Mul", ["b"], {}), ("Clip", ["least", "most"], {})],
                              {"w": of(6, 5), "b": of(5), "least": np.float32(-0.5), "most": np.float32(1)}),
    "Conv, padded unevenly": (MAP, [("Conv", ["w", "b"], {"pads": [1, 0, 0, 2], "strides": [2, 1]}),
                                    ("LeakyRelu", None, {"alpha": 0.2})], {"w": of(3, 4, 3, 2), "b": of(3)}),
    "Conv, padded to the same": (MAP, [("Conv", ["w"], {"auto_pad": "SAME_UPPER", "strides": [2, 2]}),
                                       ("PRelu", ["s"], {})], {"w": of(3, 4, 3, 3), "s": of(3, 1, 1)}),
    "ConvTranspose": (MAP, [("ConvTranspose", ["w", "b"], {"strides": [2, 2], "pads": [1, 1, 1, 1],
                                                           "output_padding": [1, 1]}), ("Tanh", None, {})],
                      {"w": of(4, 3, 3, 3), "b": of(3)}),
    "BatchNormalization": (MAP, [("BatchNormalization", ["s", "b", "m", "v"], {}), ("HardSwish", None, {})],
                           {"s": of(4), "b": of(4), "m": of(4), "v": np.abs(of(4)) + 1}),
    "InstanceNormalization": (MAP, [("InstanceNormalization", ["s", "b"], {})], {"s": of(4), "b": of(4)}),
    "pools": (MAP, [("MaxPool", None, {"kernel_shape": [3, 3], "strides": [1, 1], "pads": [1, 1, 1, 1]}),
                    ("AveragePool", None, {"kernel_shape": [2, 2], "strides": [2, 2]}),
                    ("GlobalAveragePool", None, {}), ("Flatten", None, {})], {}),
    "shapes": (MAP, [("Transpose", None, {"perm": [0, 2, 3, 1]}), ("Reshape", ["r"], {}), ("Slice", list("abcd"), {}),
                     ("Unsqueeze", ["one"], {}), ("Squeeze", ["one"], {}), ("Softmax", None, {"axis": -1})],
               {"r": sizes(0, -1, 8), "a": sizes(1), "b": sizes(9), "c": sizes(1), "d": sizes(2), "one": sizes(1)}),
    "Resize": (MAP, [("Resize", ["", "f"], {"mode": "nearest", "coordinate_transformation_mode": "asymmetric",
                                            "nearest_mode": "floor"}),
                     ("Resize", ["", "", "s"], {"mode": "linear"})],
               {"f": np.array([1, 1, 2, 2], np.float32), "s": sizes(1, 4, 9, 15)}),
    "DepthToSpace": (MAP, [("DepthToSpace", None, {"blocksize": 2}), ("Pad", ["p"], {"mode": "reflect"})],
                     {"p": sizes(0, 0, 1, 2, 0, 0, 1, 0)}),
    "means and places": (MAP, [("ReduceMean", ["axes"], {"keepdims": 0}), ("LayerNormalization", ["s"], {})],
                         {"axes": sizes(1), "s": of(6)}),
    "a shape of its own": (MAP, [("Shape", ["x"], {}, ["n"]), ("Gather", ["n", "zero"], {}, ["batch"]),
                                 ("Concat", ["batch", "rest"], {"axis": 0}, ["to"]),
                                 ("Reshape", ["x", "to"], {}, ["f"]),
                                 ("Sigmoid", ["f"], {}, ["y"])], {"zero": sizes(0), "rest": sizes(-1)}),
    "a crop from the end": (MAP, [("Neg", ["n"], {}, ["end"]), ("Slice", ["x", "one", "end", "axes"], {}, ["y"])],
                                    {"n": sizes(2), "one": sizes(1), "axes": sizes(2)}),
    "a gelu written with erf": (VECTOR, [("Erf", ["x"], {}, ["e"]), ("Mul", ["x", "e"], {}, ["y"])], {}),
}  # fmt: skip


@pytest.mark.parametrize("name", NETWORKS)
def test_a_file_computes_what_onnx_says(tmp_path, name):
    shape, nodes, weights = NETWORKS[name]
    reference = written(tmp_path / "g.onnx", nodes, weights, shape)
    network, x = OnnxNetwork(tmp_path / "g.onnx").eval(), of(1, *shape)
    (expected,) = reference.run(None, {"x": x})
    (got,) = network(torch.from_numpy(x))
    assert np.abs(got.numpy() - expected).max() < 1e-5
    graph, values = write_down(First(network), torch.from_numpy(x), "decoder")
    assert np.abs(Replay(graph, values)(torch.from_numpy(x)).numpy() - expected).max() < 1e-5


class First(torch.nn.Module):
    """The first of what a module gives."""

    def __init__(self, module):
        super().__init__()
        self.module = module

    def forward(self, x):
        return self.module(x)[0]


@pytest.mark.parametrize("batch", [None, 1])
def test_two_files_are_a_model_like_any_other(tmp_path, batch, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    model = vae(tmp_path, batch)
    words = ["adopt", "--onnx", "e.onnx", "d.onnx", "--data", "digits", "--out", "models/theirs"]
    assert cli.main(words) == 0
    assert "largest difference of a pixel" in capsys.readouterr().out
    ours, z = load_model(tmp_path / "models/theirs"), torch.randn(5, 3)
    images = torch.from_numpy(pictures()[0]).float() / 255
    with torch.no_grad():
        assert torch.allclose(ours.decode(z), model.decode(z), atol=1e-5)
        for got, expected in zip(ours.encode(images), model.encode(images), strict=True):
            assert torch.allclose(got, expected, atol=1e-4)


REFUSED = {
    "no file": (lambda p: None, r"e.onnx cannot be read as ONNX \(No such file"),
    "text": (lambda p: p.write_text("hello " * 40), r"e.onnx cannot be read as ONNX \(it is no such file, or damaged"),
    "nothing": (lambda p: p.write_bytes(b""), r"e.onnx cannot be read as ONNX \(it is no such file, or damaged"),
    "an unknown operation": (lambda p: written(p, [("LSTM", ["w", "w"], {})], {"w": of(1, 4, 6)}, VECTOR),
                             "e.onnx holds the operation LSTM, which is none that is known here"),
    "batches of 64": (lambda p: written(p, [("Relu", None, {})], {}, VECTOR, batch=64),
                      "e.onnx takes batches of 64 alone"),
    "a shape of values": (lambda p: written(p, [("Reshape", ["x", "x"], {})], {}, VECTOR), "depend on the values"),
    "a bomb": (lambda p: written(p, [("ConstantOfShape", ["n"], {}, ["c"]), ("Add", ["x", "c"], {}, ["y"])],
                                 {"n": sizes(100_000, 100_000)}, VECTOR), "an array of more than 65,536 numbers"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_encoder_is_one_sentence(tmp_path, case):
    make, sentence = REFUSED[case]
    make(tmp_path / "e.onnx")
    with pytest.raises(Fault, match=sentence) as caught:
        OnnxNetwork(tmp_path / "e.onnx")(torch.zeros(1, 6))
    assert "\n" not in str(caught.value)


def test_weights_elsewhere_are_not_fetched(tmp_path):
    written(tmp_path / "d.onnx", [("Gemm", ["w"], {})], {"w": of(6, 6)}, VECTOR)
    import onnx

    model = onnx.load(tmp_path / "d.onnx")
    onnx.save(model, tmp_path / "e.onnx", save_as_external_data=True, location="weights.bin", size_threshold=0)
    assert OnnxNetwork(tmp_path / "e.onnx")(torch.zeros(1, 6))[0].shape == (1, 6)
    (tmp_path / "other").mkdir()
    stored = (tmp_path / "e.onnx").read_bytes().replace(b"weights.bin", b"/etc/passwd")
    (tmp_path / "other" / "e.onnx").write_bytes(stored)
    with pytest.raises(Fault, match="keeps its weights in /etc/passwd, which is not beside it"):
        onnx_parts(tmp_path / "other" / "e.onnx", tmp_path / "d.onnx")
