"""The command line: `python -m vae_core COMMAND`, one file per command.

Every command ends with exit code 0, or prints one sentence and ends with 1 (2 for wrong usage, 130 when interrupted).
"""

from __future__ import annotations

import argparse
import sys

from vae_core.cli import adopt, app, atlas, data, doctor, evaluate, export, interpolate, make, models, train
from vae_core.training.memory import SHORT, is_short

CALLED = "python -m vae_core"
COMMANDS = (train, adopt, evaluate, atlas, interpolate, make, export, models, data, doctor, app)


def latent_lens() -> int:
    """The installed command: it takes the others' names, too, and opens the app where it is given none."""
    words = sys.argv[1:]
    is_named = words and (not words[0].startswith("-") or words[0] in ("-h", "--help"))
    return main(words if is_named else ["app", *words], "latent-lens")


def main(arguments: list[str] | None = None, called: str = CALLED) -> int:
    """Runs one command and returns its exit code."""
    options = parser(called).parse_args(arguments)
    try:
        return options.carry_out(options) or 0
    except (ValueError, OSError) as error:
        print(f"vae_core: {error}", file=sys.stderr)
        return 1
    except (MemoryError, RuntimeError) as error:
        if not is_short(error):
            raise
        print(f"vae_core: {SHORT}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("vae_core: interrupted; a training run continues with --resume", file=sys.stderr)
        return 130


def parser(called: str = CALLED) -> argparse.ArgumentParser:
    """The commands and their options; `carry_out` of what it parses takes them and returns an exit code or None."""
    parser = argparse.ArgumentParser(prog=called, description="Train and inspect VAEs.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return parser
