"""What the figures of models of one recipe, trained at several beta, say in words."""

from __future__ import annotations

from typing import Any

DISTORTION, RATE = "distortion -log p(x|z)", "rate KL(q(z|x) || p(z))"


def what_beta_changed(rows: list[dict[str, Any]]) -> str:
    """One sentence for each beta but 1: what code and picture cost beside the model at beta 1; empty without one.

    Args:
        rows: `beta`, distortion and rate of each model, in nats per image.
    """
    usual = next((row for row in rows if row["beta"] == 1 and row.keys() >= {DISTORTION, RATE}), None)
    others = [row for row in rows if usual and row["beta"] != 1 and row.keys() >= {DISTORTION, RATE}]
    return " ".join(_beside(row, usual) for row in others)


def _beside(row: dict[str, Any], usual: dict[str, Any]) -> str:
    rate, distortion = row[RATE] - usual[RATE], row[DISTORTION] - usual[DISTORTION]
    return (
        f"At β = {row['beta']:g} a code costs {row[RATE]:.1f} nats, {_difference(rate)} than at β = 1, "
        f"and its picture {_difference(distortion)}."
    )


def _difference(nats: float) -> str:
    return f"{abs(nats):.1f} {'more' if nats > 0 else 'less'}"
