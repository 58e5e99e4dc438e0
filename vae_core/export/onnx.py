"""A model as two ONNX files, encoder and decoder, each checked with onnxruntime against PyTorch before it is kept.

ONNX: https://onnx.ai; written by torch.onnx.export. Axes: N images, C H W, D latent dimensions.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import warnings
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn

from vae_core.fault import Fault
from vae_core.model.parts import BLEND, CLASS, GRID, part_of_kind
from vae_core.model.vae import VAE
from vae_core.store import folder
from vae_core.store.checkpoint import load_model
from vae_core.store.label import without_folders

PACKAGES = ("onnx", "onnxscript", "onnxruntime")
TOLERANCE = 1e-4  # of any output: rounding is 1e-6, a wrong graph is 1e-1
OPSET = 20
CHECKED = 5  # images or codes in the check: another number than the one traced, so that N must be free

NOT_WRITTEN = {  # parts of z that such a file has no place for
    CLASS: "the encoder of {model} takes the class beside the image, which ONNX export does not write",
    BLEND: "{model} has two decoders and a blend of them, which ONNX export does not write",
    GRID: "{model} has a grid of codes, which ONNX export does not write",
}


class Encoder(nn.Module):
    """images (N, C, H, W) in [0, 1] -> mu (N, D), logvar (N, D)."""

    def __init__(self, model: VAE) -> None:
        super().__init__()
        self.model = model

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        return self.model.posterior(images).gaussian()


class Decoder(nn.Module):
    """z (N, D) -> pixel means (N, C, H, W) in [0, 1]."""

    def __init__(self, model: VAE) -> None:
        super().__init__()
        self.model = model

    def forward(self, z: Tensor) -> Tensor:
        return torch.sigmoid(self.model.logits(z))


def write_onnx(name: str, out: Path) -> dict[Path, float]:
    """Writes `<out>-encoder.onnx` and `<out>-decoder.onnx`; `out` may end in .onnx.

    Inputs and outputs are named `images`, `mu`, `logvar` and `z`, `images`; the number of images is free. Each
    file's metadata says which model it is, its digest, image shape, latent dimensions, likelihood and figures.

    Returns:
        For each file the largest difference of an output between onnxruntime and PyTorch.

    Raises:
        CheckpointError: if the model is missing or damaged.
        ValueError: if a package is missing, or the graph does not compute what PyTorch does.
    """
    model = _writable(name)
    generator = torch.Generator().manual_seed(0)
    images = torch.rand(CHECKED, *model.config.image_shape, generator=generator)
    z = torch.randn(CHECKED, model.config.latent_dim, generator=generator)
    parts = {
        "encoder": (Encoder(model), images, "images", ["mu", "logvar"]),
        "decoder": (Decoder(model), z, "z", ["images"]),
    }
    differences = {}
    for part, (network, example, given, results) in parts.items():
        path = out.with_name(f"{out.name.removesuffix('.onnx')}-{part}.onnx")
        graph = _graph(network.eval(), example[:2], given, results, _metadata(name, part))
        differences[path] = _difference(graph, network, example, given)
        if differences[path] > TOLERANCE:
            raise Fault(
                "the graph in {file} differs from PyTorch by {difference:.1e}; at most {tolerance}",
                file=path.name,
                difference=differences[path],
                tolerance=TOLERANCE,
            )
        folder.write_whole(path, lambda temporary, graph=graph: temporary.write_bytes(graph))
    return differences


def _writable(name: str) -> VAE:
    """The model, where its networks are what an ONNX file holds and all packages are there."""
    if missing := [package for package in PACKAGES if find_spec(package) is None]:
        raise Fault(
            "ONNX export needs {missing}: run `python -m pip install {packages}`",
            missing=", ".join(missing),
            packages=" ".join(missing),
        )
    model = load_model(name)
    for kind in NOT_WRITTEN:
        if part_of_kind(model.parts, kind):
            raise Fault(NOT_WRITTEN[kind], model=folder.checkpoint_dir(name).name)
    if not all(getattr(body, "many", True) for body in (model.encoder, model.decoder)):
        raise Fault("this adopted network runs one picture at a time: ONNX needs one that takes any number of them")
    return model


def _graph(network: nn.Module, example: Tensor, given: str, results: list[str], metadata: dict[str, str]) -> bytes:
    import onnx

    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):  # the exporter tells its progress
        warnings.simplefilter("ignore")
        logging.getLogger("torch.onnx").setLevel(logging.ERROR)
        program = torch.onnx.export(
            network,
            (example,),
            dynamo=True,
            opset_version=OPSET,
            input_names=[given],
            output_names=results,
            dynamic_shapes=({0: torch.export.Dim("N")},),
            verbose=False,
        )
    graph = program.model_proto
    onnx.helper.set_model_props(graph, metadata)
    onnx.checker.check_model(graph)
    return graph.SerializeToString()


@torch.no_grad()
def _difference(graph: bytes, network: nn.Module, example: Tensor, given: str) -> float:
    from onnxruntime import InferenceSession

    session = InferenceSession(graph, providers=["CPUExecutionProvider"])
    got = session.run(None, {given: example.numpy()})
    expected = network(example)
    expected = expected if isinstance(expected, tuple) else (expected,)
    return max(float((torch.from_numpy(a) - b).abs().max()) for a, b in zip(got, expected, strict=True))


def _metadata(name: str, part: str) -> dict[str, str]:
    config, metrics = folder.load_config(name), folder.load_metrics(name)
    weights = (folder.checkpoint_dir(name) / "model.safetensors").read_bytes()
    facts = {
        "made_by": "Latent Lens",
        "model": folder.checkpoint_dir(name).name,
        "part": part,
        "weights_sha256": hashlib.sha256(weights).hexdigest(),
        "latent_dim": config.latent_dim,
        "image_shape": list(config.image_shape),
        "pixels": "float32 in [0, 1]",
        "likelihood": config.likelihood,
        "prior": config.prior,
        "posterior": config.posterior,
        "data": without_folders(metrics.get("data", "")),
        "figures": metrics.get("figures", []),
    }
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in facts.items()}
