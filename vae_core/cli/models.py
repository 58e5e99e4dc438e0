"""`list`: the models, one line each."""

from __future__ import annotations

import argparse

from vae_core.store import folder


def add(commands) -> None:
    """Adds the command."""
    commands.add_parser("list", help="list the models").set_defaults(carry_out=carry_out)


def carry_out(options: argparse.Namespace) -> None:
    """Prints one line per model."""
    for name in folder.list_models():
        try:
            config = folder.load_config(name)
            metrics = folder.load_metrics(name)
            best = next((f for f in metrics.get("figures", []) if f["name"] == "-ELBO"), None)
            nats = f"-ELBO {best['value']:.2f} nats per image on {best['images']} of {best['data']}" if best else ""
            print(f"{name:14} {config.family:11} {config.network:7} {config.latent_dim:3} dimensions  {nats}")
        except folder.CheckpointError as error:
            print(f"{name:14} cannot be used: {error}")
    for name in folder.odd_names():
        print(f"{name:14} cannot be used: its name holds characters that cannot be shown: rename the folder")
