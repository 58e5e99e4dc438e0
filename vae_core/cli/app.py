"""`app`: opens the app in the browser, over the models of a folder."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from vae_core.places import APP, SHIPPED


def add(commands) -> None:
    """Adds the command."""
    add = commands.add_parser("app", help="open the app in the browser")
    add.add_argument("--models", type=Path, metavar="DIR", help="a folder of models, to show beside the shipped ones")
    add.add_argument("--only", action="store_true", help="with --models: leave the shipped ones out")
    add.add_argument("--port", type=int, metavar="N", help="the first free one from 8501 unless given")
    add.add_argument("--no-browser", action="store_true", help="print the address only")
    add.set_defaults(carry_out=carry_out)


def carry_out(options: argparse.Namespace) -> int:
    """Runs the server until it is interrupted."""
    command, environment = server_of(options)
    if sys.platform == "win32":
        return subprocess.run(command, env=environment, check=False).returncode
    return os.execve(sys.executable, command, environment)  # this process has torch loaded and nothing to do


def server_of(options: argparse.Namespace) -> tuple[list[str], dict[str, str]]:
    """The server's command and environment.

    Raises:
        ValueError: if the models are in no folder.
    """
    environment = dict(os.environ)
    if options.models:
        environment["LATENT_LENS_CHECKPOINTS"] = _models(options.models.resolve(), options.only)
    elif options.only:
        raise ValueError("--only goes with --models DIR")
    command = [sys.executable, "-m", "streamlit", "run", str(APP / "app.py"), "--server.showEmailPrompt", "false"]
    command += ["--server.port", str(options.port)] if options.port else []
    command += ["--server.headless", "true"] if options.no_browser else []
    return command, environment


def _models(folder: Path, is_alone: bool) -> str:
    if not folder.is_dir():
        raise ValueError(f"--models expects a folder of models; {folder} is none")
    if os.pathsep in str(folder):
        raise ValueError(f"--models cannot be a folder with {os.pathsep} in its name; got {folder}")
    return str(folder) if is_alone else os.pathsep.join([str(folder), str(SHIPPED)])
