"""`adopt`: a VAE that other code trained becomes a model folder. The factory is the user's own code."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from vae_core.cli.arguments import positive
from vae_core.data.sets import DATASETS, data_name, load_dataset
from vae_core.fault import Fault
from vae_core.model.config import LIKELIHOODS
from vae_core.training.watch import show_stage

if TYPE_CHECKING:
    from vae_core.adopting.parts import Parts

OUTPUTS = ("auto", "pixels", "logits", "tanh")
RANGES = {"auto": "auto", "0..1": (0, 1), "-1..1": (-1, 1), "standardised": ("mean", "std")}


def add(commands) -> None:
    """Adds the command."""
    add = commands.add_parser("adopt", help="take a VAE that other code trained")
    add.add_argument(
        "factory", nargs="?", metavar="PACKAGE.MODULE:FACTORY", help="makes the module, or (encoder, decoder)"
    )
    add.add_argument("--onnx", nargs=2, type=Path, metavar=("ENCODER", "DECODER"), help="two ONNX files instead")
    add.add_argument("--weights", type=Path, metavar="FILE", help=".safetensors, or .pt that holds tensors alone")
    add.add_argument("--data", required=True, help=f"{', '.join(DATASETS)}, or a folder of images")
    add.add_argument("--out", required=True, type=Path, help="folder of the new model")
    add.add_argument("--latent-dim", type=positive, metavar="N", help="D; what the encoder makes unless given")
    add.add_argument("--split", choices=("train", "test"), default="test", help="the images to map (test)")
    add.add_argument("--likelihood", choices=("auto", *LIKELIHOODS), default="auto", help="by what nats are counted")
    add.add_argument("--output", choices=OUTPUTS, default="auto", help="what the decoder makes")
    add.add_argument("--input-range", choices=tuple(RANGES), default="auto", help="what the encoder takes")
    add.add_argument("--data-dir", type=Path)
    add.set_defaults(carry_out=carry_out)


def carry_out(options: argparse.Namespace) -> None:
    """Writes the folder and prints what was measured and guessed."""
    from vae_core.adopting.adopt import adopt

    parts = _parts(options)
    data = load_dataset(options.data, options.split, options.data_dir)
    with tqdm(desc="adopting", leave=False) as bar:
        made = adopt(
            name=options.out.resolve().name, model=parts, latent_dim=options.latent_dim,
            images=data.images, labels=data.labels, class_names=data.class_names, likelihood=options.likelihood,
            output=options.output, input_range=RANGES[options.input_range], out=options.out,
            data=data_name(options.data), split=options.split, on_progress=partial(show_stage, bar),
        )  # fmt: skip
    engine = "not measured (no Node here)" if made.engine_parity is None else f"{made.engine_parity:.1e}"
    print(f"{made.folder}: largest difference of a pixel {made.parity:.1e} in PyTorch, {engine} in the engine")
    for guess in made.guessed:
        print(f"  guessed: {guess}")


def _parts(options: argparse.Namespace) -> Parts:
    from vae_core.adopting.factory import made_by
    from vae_core.adopting.onnx_network import onnx_parts

    if (options.factory is None) == (options.onnx is None) or (options.onnx and options.weights):
        raise Fault("say either package.module:factory, with --weights or without, or --onnx ENCODER DECODER")
    if options.onnx:
        return onnx_parts(*options.onnx)
    sys.path.insert(0, "")  # the user's code, as `python -m` would find it
    return made_by(options.factory, options.weights)
