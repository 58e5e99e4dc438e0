"""What the files of a run say, as far as it can be believed: what is damaged or absurd counts as missing. No torch."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from vae_core.fault import Fault, Sentence
from vae_core.option import argument
from vae_core.store.folder import CheckpointError, read_json
from vae_core.store.label import label
from vae_core.training.experiment import Experiment, every_option

TERMS = ("epoch", "train_elbo", "val_elbo", "val_recon", "val_kl")
COUNTS = {"epoch": 10**6, "epochs": 10**6, "step": 10**12, "steps": 10**12}  # the largest that is believed
SECONDS = {"asked": 1e11, "seconds_left": 1e9}
NATS = 1e12
HUGE = 1e15
LONGEST_HISTORY = 100_000
MOST_WORDS, LONGEST_PATH = 100, 4096
TYPES = {"int": int, "float": float, "str": str}
SENTENCE, MOST_HOLES = 400, 10


def read_object(path: Path) -> dict[str, Any]:
    """The object in a JSON file; empty where there is none."""
    try:
        content = read_json(path)
    except (CheckpointError, OSError):
        return {}
    return content if isinstance(content, dict) else {}


def read_experiment(folder: Path) -> Experiment | None:
    """What a run is to train; None where its file does not say."""
    job = read_object(folder / "job.json")
    try:
        experiment = Experiment.from_json(job["experiment"]) if "experiment" in job else _of_words(job["options"])
    except (ValueError, KeyError, TypeError):
        return None
    return experiment if len(experiment.data) <= LONGEST_PATH else None


def _of_words(words: list[str]) -> Experiment:
    """What earlier versions stored: arguments of `python -m vae_core train`, without --out; the last of each counts."""
    then = {name: one for name, one in every_option().items() if one.type in TYPES}  # the others came later
    known = {argument(name): (name, TYPES[one.type]) for name, one in then.items()}
    chosen = {}
    for word, value in zip(words[:MOST_WORDS:2], words[1:MOST_WORDS:2], strict=True):
        name, of_type = known[word]
        chosen[name] = of_type(value)
    return Experiment.of(**chosen)


def read_status(folder: Path) -> dict[str, Any]:
    """The fields of `status.json` that are as a run writes them."""
    stored = read_object(folder / "status.json")
    texts = ((key, stored.get(key)) for key in ("state", "sentence", "template"))
    kept: dict[str, Any] = {key: label(text, SENTENCE) for key, text in texts if isinstance(text, str)}
    for key, most in COUNTS.items():
        if _is_number(stored.get(key), 0, most) and isinstance(stored[key], int):
            kept[key] = stored[key]
    kept |= {key: stored[key] for key, most in SECONDS.items() if _is_number(stored.get(key), 0, most)}
    if isinstance(holes := stored.get("holes"), dict):
        kept["holes"] = {label(name): _hole(value) for name, value in list(holes.items())[:MOST_HOLES]}
    history = stored.get("history")
    if isinstance(history, list):
        kept["history"] = [entry for entry in history[:LONGEST_HISTORY] if is_entry(entry)]
    return kept


def as_stored(sentence: Sentence | Fault | str) -> dict[str, Any]:
    """A sentence as `status.json` keeps it: in English, and as what another language makes it of."""
    if isinstance(sentence, str):
        return {"sentence": sentence, "template": "", "holes": {}}
    holes = {name: hole if isinstance(hole, int | float) else str(hole) for name, hole in sentence.holes.items()}
    return {"sentence": str(sentence), "template": sentence.template, "holes": holes}


def is_entry(entry: object, *more: str) -> bool:
    """Whether it is what a run notes of an epoch: numbers under TERMS, and under the further names."""
    return isinstance(entry, dict) and all(_is_number(entry.get(term), -NATS, NATS) for term in (*TERMS, *more))


def _hole(value: object) -> float | str:
    return value if _is_number(value, -HUGE, HUGE) else label(str(value), SENTENCE)


def _is_number(value: object, low: float, high: float) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value) and low <= value <= high
