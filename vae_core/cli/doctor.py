"""`doctor`: versions, devices, data sets and models on one screen; exit code 1 if something is broken."""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path

from vae_core.cli.checkup import check_up

WIDTH = 110  # columns of the screen


def add(commands) -> None:
    """Adds the command."""
    add = commands.add_parser("doctor", help="check what is installed, found and loadable")
    add.add_argument("--data-dir", type=Path)
    add.set_defaults(carry_out=carry_out)


def carry_out(options: argparse.Namespace) -> int:
    """Prints the findings; 1 if one of them is broken."""
    findings = check_up(options.data_dir)
    for finding in findings:
        mark = "!" if finding.broken else " "
        print(textwrap.fill(f"{mark} {finding.subject:14} {finding.state}", WIDTH, subsequent_indent=" " * 17))
    broken = sum(finding.broken for finding in findings)
    print(f"{broken} broken, marked with !" if broken else "nothing is broken")
    return int(bool(broken))
