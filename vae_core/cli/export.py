"""`export`: a model as a file for others: one-file explorer, ONNX, NumPy archive."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from vae_core.export.npz import write_npz
from vae_core.places import reach_front_end
from vae_core.store.folder import read_json, write_whole


def add(commands) -> None:
    """Adds the command."""
    add = commands.add_parser("export", help="write a model as one HTML file, ONNX or a NumPy archive")
    add.add_argument("name", metavar="NAME", help="a shipped model or a folder")
    add.add_argument("--to", required=True, choices=tuple(FORMATS))
    add.add_argument("--out", type=Path, required=True)
    add.add_argument("--stops", type=Path, metavar="DECK.json", help="with --to html: stops to present")
    add.set_defaults(carry_out=carry_out)


def carry_out(options: argparse.Namespace) -> None:
    """Writes the file and prints what was measured."""
    if options.stops and options.to != "html":
        raise ValueError(f"--stops goes with --to html; got --to {options.to}")
    FORMATS[options.to](options)


def _html(options: argparse.Namespace) -> None:
    # By name, because the library must not depend on the front end: this one format is made of the front end's modules.
    reach_front_end()
    built = import_module("ui.one_file.build").one_file(options.name, options.stops and read_json(options.stops))
    write_whole(options.out, lambda path: path.write_text(built.html, encoding="utf-8"))
    left_out = "" if built.has_encoder else " The encoder was left out for size."
    print(
        f"{options.out}: {built.size / 1e6:.2f} MB. Largest difference of a pixel: {built.weights_difference:.1e} by "
        f"half-precision weights, {built.codes_difference:.1e} by codes in {built.codes_dtype}.{left_out}"
    )


def _onnx(options: argparse.Namespace) -> None:
    from vae_core.export.onnx import write_onnx  # needs packages that nothing else needs

    for path, difference in write_onnx(options.name, options.out).items():
        print(f"{path}: {path.stat().st_size / 1e6:.2f} MB, at most {difference:.1e} from PyTorch in onnxruntime")


def _npz(options: argparse.Namespace) -> None:
    shapes = write_npz(options.name, options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB, read it with numpy.load(..., allow_pickle=False)")
    for name, shape in shapes.items():
        print(f"  {name:18} {' x '.join(map(str, shape))}")


FORMATS = {"html": _html, "onnx": _onnx, "npz": _npz}
