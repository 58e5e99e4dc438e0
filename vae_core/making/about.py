"""Where made pictures come from, as their files say it: the model, its figures, the filter, the checks, the command."""

from __future__ import annotations

import hashlib
import shlex
from pathlib import Path
from typing import Any

from vae_core.making.make import Made
from vae_core.making.wish import CONDITIONAL
from vae_core.store import folder
from vae_core.store.atlas import load_atlas

KEPT = ("name", "value", "unit", "bound", "samples", "data", "images")  # of a figure
OF_CODES = (
    "They are made from codes of the {split} images of {data}: a classifier that learns from them must not be tested "
    "on those images."
)


def command_of(name: str, made: Made) -> str:
    """The command that makes the same pictures again."""
    wish = made.wish
    words = ["make", name, "--classes", *(made.class_names[label] for label in wish.labels)]
    words += ["--count", wish.count, "--how", wish.how, "--seed", wish.seed, "--least", f"{wish.least:g}"]
    words += ["--out", "made.zip"]
    return "python -m vae_core " + shlex.join(map(str, words))


def about(name_or_path: str | Path, made: Made) -> dict[str, Any]:
    """What is known of them, ready for `json.dump`."""
    where, wish = folder.checkpoint_dir(name_or_path), made.wish
    metrics, atlas = folder.load_metrics(where), load_atlas(where)
    elbo = next((figure for figure in metrics.get("figures", []) if figure["name"] == "-ELBO"), {})
    kept = {made.class_names[label]: wish.count for label in wish.labels}
    found = {
        "model": where.name,
        "weights_sha256": digest(where / "model.safetensors"),
        "metrics_sha256": digest(where / "metrics.json"),
        "figure": {key: elbo[key] for key in KEPT if key in elbo},
        "how": wish.how,
        "seed": wish.seed,
        "least_percent": wish.least,
        "drawn": {made.class_names[label]: made.drawn[label] for label in wish.labels},
        "kept": kept,
        "label_checks": made.checks,
        "agreement_percent": {check: _rounded(made.agreement(check)) for check in ("judge", "nearest")},
        "command": command_of(where.name, made),
    }
    if wish.how != CONDITIONAL:
        data = Path(atlas.data or metrics.get("data", "")).name or "the model's data"
        found["note"] = OF_CODES.format(split=atlas.split_in_words, data=data)
    return found


def digest(path: Path) -> str | None:
    """SHA-256 of a file's bytes; None where there is no such file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 2)
