"""RESULTS.md and docs/models.md, whose tables stand between marks that the benchmarks fill, and what tables hold."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from vae_core.store.folder import SHIPPED, write_json, write_whole

RESULTS = Path(__file__).with_name("RESULTS.md")
MODELS = Path(__file__).parents[1] / "docs" / "models.md"


def put(mark: str, table: str, file: Path = RESULTS) -> None:
    """Replaces what stands between `<!-- mark -->` and `<!-- /mark -->`."""
    before, _, after = _around(mark, file)
    text = f"{before}<!-- {mark} -->\n{table}<!-- /{mark} -->{after}"
    write_whole(file, lambda path: path.write_text(text))


def standing(mark: str) -> str:
    """What stands there now."""
    return _around(mark, RESULTS)[1]


def spread(values: list[float], digits: int = 2) -> str:
    """The mean, ± the standard deviation where there are several; empty of nothing."""
    if not values:
        return ""
    deviation = f" ± {statistics.stdev(values):,.{digits}f}" if len(values) > 1 else ""
    return f"{statistics.mean(values):,.{digits}f}{deviation}"


def difference(less: list[float]) -> dict:
    """How many nats less trainings have than their twins, two or more, as the record of a shipped model has it."""
    return {
        "less": round(statistics.mean(less), 3),
        "spread": round(statistics.stdev(less), 3),
        "trainings": len(less),
        "each": rounded(less),
    }


def rounded(values: list[float]) -> list[float]:
    """As a record keeps them."""
    return [round(value, 3) for value in values]


def keep_twins(model: str, twins: dict) -> None:
    """Puts a record of twins into the metrics.json of a shipped model."""
    keep(model, {"twins": twins})


def keep(model: str, record: dict) -> None:
    """Puts what trainings beside a shipped model have shown into its metrics.json."""
    path = SHIPPED / model / "metrics.json"
    write_json(path, json.loads(path.read_text()) | record)


def _around(mark: str, file: Path) -> tuple[str, str, str]:
    before, rest = file.read_text().split(f"<!-- {mark} -->\n")
    inside, after = rest.split(f"<!-- /{mark} -->")
    return before, inside, after
