"""`list`: the models, one line each."""

from __future__ import annotations

import argparse

from vae_core.model.config import ModelConfig
from vae_core.model.parts import GRID, part_of_kind
from vae_core.store import folder


def add(commands) -> None:
    """Adds the command."""
    commands.add_parser("list", help="list the models").set_defaults(carry_out=carry_out)


def _size(config: ModelConfig) -> str:
    """How large a z is."""
    if grid := part_of_kind(config.parts, GRID):
        return f"{grid.size // grid.columns} x {grid.columns} of {grid.codes}"
    return f"{config.latent_dim:3} dimensions"


def carry_out(options: argparse.Namespace) -> None:
    """Prints one line per model."""
    for name in folder.list_models():
        try:
            config = folder.load_config(name)
            metrics = folder.load_metrics(name)
            best = next((f for f in metrics.get("figures", []) if f["name"] == "-ELBO"), None)
            nats = "no likelihood: a critic shaped its pictures" if not config.has_likelihood else ""
            nats = f"-ELBO {best['value']:.2f} nats per image on {best['images']} of {best['data']}" if best else nats
            print(f"{name:14} {config.family:11} {config.network:7} {_size(config):14}  {nats}")
        except folder.CheckpointError as error:
            print(f"{name:14} cannot be used: {error}")
    for name in folder.odd_names():
        print(f"{name:14} cannot be used: its name holds characters that cannot be shown: rename the folder")
