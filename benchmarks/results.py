"""RESULTS.md and docs/models.md, whose tables stand between marks that the benchmarks fill."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from vae_core.store.folder import write_whole

RESULTS = Path(__file__).with_name("RESULTS.md")
MODELS = Path(__file__).parents[1] / "docs" / "models.md"


def put(mark: str, table: str, file: Path = RESULTS) -> None:
    """Replaces what stands between `<!-- mark -->` and `<!-- /mark -->`."""
    before, _, after = _around(mark, file)
    text = f"{before}<!-- {mark} -->\n{table}<!-- /{mark} -->{after}"
    write_whole(file, lambda path: path.write_text(text))


def standing(mark: str, file: Path = RESULTS) -> str:
    """What stands there now."""
    return _around(mark, file)[1]


def _around(mark: str, file: Path) -> tuple[str, str, str]:
    before, rest = file.read_text().split(f"<!-- {mark} -->\n")
    inside, after = rest.split(f"<!-- /{mark} -->")
    return before, inside, after
