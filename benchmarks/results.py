"""RESULTS.md, whose tables stand between marks that the benchmarks fill."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from vae_core.folder import write_whole

RESULTS = Path(__file__).with_name("RESULTS.md")


def put(mark: str, table: str) -> None:
    """Replaces what stands between `<!-- mark -->` and `<!-- /mark -->`."""
    before, rest = RESULTS.read_text().split(f"<!-- {mark} -->\n")
    after = rest.split(f"<!-- /{mark} -->")[1]
    text = f"{before}<!-- {mark} -->\n{table}<!-- /{mark} -->{after}"
    write_whole(RESULTS, lambda path: path.write_text(text))
