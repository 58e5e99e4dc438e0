"""`train`: carries an experiment out (vae_core/training/run.py) behind a progress bar."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from vae_core.cli.arguments import add_options, given, positive
from vae_core.measure.figure import Figure
from vae_core.option import options_of
from vae_core.training.experiment import PARTS, Experiment, every_option
from vae_core.training.machine import Machine

PRINTED = ("-ELBO", "-ELBO per dimension", "-log p(x)", "-log p(x) per dimension")


def add(commands) -> None:
    """Adds the command."""
    add = commands.add_parser("train", help="train a model, evaluate it and compute its atlas")
    add_options(add, Experiment, required=["data"])
    add.add_argument("--out", required=True, type=Path, help="folder of the new model")
    add.add_argument("--resume", action="store_true", help="continue the unfinished run in --out")
    add.add_argument("--overwrite", action="store_true", help="replace the model in --out")
    add.add_argument("--data-dir", type=Path, help="where data sets are looked for and downloaded to")
    for part, of in PARTS.items():
        add_options(add.add_argument_group(part), of)
    add_options(add.add_argument_group("machine"), Machine, whole=positive)
    add.set_defaults(carry_out=carry_out)


def carry_out(options: argparse.Namespace) -> None:
    """Writes the model folder and prints its bounds, or without a likelihood its distances."""
    from vae_core.training.run import run  # Lightning takes a second to import, and only training needs it

    started = time.perf_counter()
    figures = run(
        Experiment.of(**given(options, every_option())),
        options.out,
        resume=options.resume,
        overwrite=options.overwrite,
        data_dir=options.data_dir,
        machine=Machine(**given(options, options_of(Machine))),
    )
    if figures is None:
        print(f"{options.out}: the run has ended, nothing is left to resume")
    elif figures:
        print(f"{options.out}: {_summary(figures)}, {time.perf_counter() - started:.0f} s")


def _summary(figures: list[Figure]) -> str:
    bounds = [figure for figure in figures if figure.name in PRINTED]
    return ", ".join(f"{f.name} {f.value:.2f} {f.unit}" for f in bounds or figures if not f.name.startswith("squared"))
