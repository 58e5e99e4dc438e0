"""`tour.json` of a model folder: the stops of the tour that `tour.py` found, for pages that know no torch."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vae_core.shared import SHARED
from vae_core.store.folder import CheckpointError, checkpoint_dir, load_config, read_json, write_json
from vae_core.store.label import labelled

if TYPE_CHECKING:
    from vae_core.atlas.tour import Stop

MAX_VALUE = SHARED["max_coordinate"]  # of coordinates, scores and image numbers
MOST_STOPS = 200  # each is a button
FACTS = {  # by kind: the numbers that its caption names, and how many classes it may have
    "hole": ({"ratio"}, (0,)),
    "seam": ({"sharpness"}, (2,)),
    "strange": ({"others", "nats", "percentile"}, (1, 2)),
}
KINDS = tuple(FACTS)


def save_tour(folder: Path, stops: Sequence[Stop]) -> None:
    """Writes the stops in their order, whole or not at all; z to six digits."""
    write_json(folder / "tour.json", [
        {"kind": stop.kind, "z": [float(f"{value:.6g}") for value in stop.z], "score": round(stop.score, 4),
         "index": stop.index, "classes": list(stop.classes),
         "facts": {name: round(value, 4) for name, value in stop.facts.items()}}
        for stop in stops
    ])  # fmt: skip


def load_tour(name_or_path: str | Path) -> list[dict[str, Any]]:
    """The stops of a model, each with kind, z, score and index; empty if the folder has no tour.

    Stops have `classes` and `facts`, from which the caption is made, or, in an older folder, a `reason` in words.

    Raises:
        CheckpointError: if the file is damaged or belongs to another model.
    """
    folder = checkpoint_dir(name_or_path)
    if not os.path.lexists(folder / "tour.json"):
        return []
    stops, width = read_json(folder / "tour.json"), load_config(folder).code_length
    if not isinstance(stops, list) or len(stops) > MOST_STOPS or not all(_is_stop(stop, width) for stop in stops):
        raise CheckpointError(
            "{model}: tour.json is damaged: run `python -m vae_core atlas {model}` again", model=folder.name
        )
    return labelled(stops)


def _is_stop(stop: Any, width: int) -> bool:
    if not isinstance(stop, dict) or stop.get("kind") not in KINDS or not isinstance(stop.get("z"), list):
        return False
    facts = stop.get("facts", {})
    if not isinstance(facts, dict) or not _are_words_known(stop):
        return False
    numbers = [*stop["z"], *facts.values(), stop.get("score"), stop.get("index")]
    finite = all(isinstance(value, int | float) and abs(value) <= MAX_VALUE for value in numbers)
    return finite and len(stop["z"]) == width


def _are_words_known(stop: dict[str, Any]) -> bool:
    """Whether a caption can be made: from what `FACTS` wants for the kind, or the reason of an older folder."""
    if "facts" not in stop:
        return isinstance(stop.get("reason"), str)
    classes, (names, most) = stop.get("classes"), FACTS[stop["kind"]]
    are_labels = isinstance(classes, list) and all(type(label) is int and label >= 0 for label in classes)
    return names <= stop["facts"].keys() and are_labels and len(classes) in most
