"""A model folder by name: where it is, what its JSON says, and how a file is written whole. No torch here.

`model.safetensors` (checkpoint.py), `config.json`, `metrics.json`, `atlas.npz` (atlas.py). Nothing in a folder is
ever executed or unpickled.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vae_core.fault import Fault, shown
from vae_core.model.config import ModelConfig
from vae_core.places import OWN, SHIPPED
from vae_core.store.label import label, labelled, listed, without_folders

MAX_JSON_BYTES = 8_000_000
MAX_SENT_BYTES = 190_000_000  # weights or atlas: Streamlit's largest message to a browser is 200 MB
MAX_FIGURES = 100  # each is drawn
MAX_INTEGER = 2**63 - 1
# Windows opens a device under these names
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))}

# What pages read from metrics.json; a field may be absent.
NUMBER = int | float
METRICS = {"data": str, "command": str, "device": str, "figures": list, "history": list, "recipe": dict}
METRICS |= {"training_images": int, "validation_images": int, "test_images": int}
METRICS |= {"epochs": int, "training_seconds": NUMBER, "adopted": dict, "twins": dict, "seeds": list}
ADOPTED = {
    "encoder": str,
    "decoder": str,
    "guessed": list,
    "parity": NUMBER,
    "engine_parity": NUMBER,
    "engine_ms": NUMBER,
}
EXPECTED = {  # where a field is of another kind
    str: "{where}: {field} must not be {got}; expected text",
    int: "{where}: {field} must not be {got}; expected an integer",
    list: "{where}: {field} must not be {got}; expected a list",
    dict: "{where}: {field} must not be {got}; expected an object",
    NUMBER: "{where}: {field} must not be {got}; expected a finite number",
    NUMBER | None: "{where}: {field} must not be {got}; expected a finite number",
}
# What each entry of its lists must have.
FIGURE = {"name": str, "value": NUMBER, "unit": str, "bound": str, "data": str, "pixels": str, "images": int}
# What it may have: figure.py.
MAYBE = NUMBER | None
FIGURE_MORE = {"samples": int, "seed": int, "seeds": int, "features": str, "likelihood": str, "curve": list}
FIGURE_MORE |= {"std_error": MAYBE, "spread": MAYBE, "effective_samples": MAYBE, "ceiling": MAYBE}
MAX_POINTS, MAX_COLUMNS = 100, 4  # of a figure's curve
MAX_SEEDS = 10  # of one training, side by side
ENTRIES = {
    "figures": FIGURE,
    "history": {"epoch": int, "train_elbo": NUMBER, "val_elbo": NUMBER},
    "seeds": {"seed": int, "figures": dict, "information": list},
}


class CheckpointError(Fault):
    """A model folder that is missing, incomplete, damaged or of another version."""


def list_models(root: str | Path | None = None) -> list[str]:
    """Names of the model folders under `root` (by default under all of `models_dirs`), sorted; it never raises.

    Left out are hidden folders (one that is being copied has such a name) and those of `odd_names`.
    """
    return sorted({name for name in _names(root) if name == label(name, len(name))})


def odd_names(root: str | Path | None = None) -> list[str]:
    """Model folders that no page can name, as labels: not UTF-8, or with control characters."""
    return sorted(label(name, len(name)) for name in _names(root) if name != label(name, len(name)))


def _names(root: str | Path | None) -> list[str]:
    if root is None:
        return [name for folder in models_dirs() for name in _names(folder)]
    try:
        names = os.listdir(root)
    except OSError:  # no such folder, or one that may not be read
        return []
    # os.path, because pathlib raises where a folder may not be entered
    return [name for name in names if name[0] != "." and os.path.isfile(os.path.join(root, name, "config.json"))]


def models_dirs() -> list[Path]:
    """The folders of models: those of $LATENT_LENS_CHECKPOINTS, separated as in $PATH, or one's own and the shipped.

    The first goes before the others where two have a model of one name.
    """
    given = [Path(one) for one in os.environ.get("LATENT_LENS_CHECKPOINTS", "").split(os.pathsep) if one]
    return given or list(dict.fromkeys([OWN / "checkpoints", SHIPPED]))


def models_dir() -> Path:
    """The first folder of models, which new ones come into."""
    return models_dirs()[0]


def checkpoint_dir(name_or_path: str | Path) -> Path:
    """The folder of a model, given its name or a path.

    Raises:
        CheckpointError: if neither exists; the sentence lists the names that do.
    """
    for folder in (*(root / name_or_path for root in models_dirs()), Path(name_or_path)):
        if str(name_or_path) and os.path.isdir(folder):
            return folder
    raise CheckpointError(
        "no model is called {name}; the models are {known}", name=shown(str(name_or_path)), known=listed(list_models())
    )


def load_config(name_or_path: str | Path) -> ModelConfig:
    """The architecture of a model, checked.

    Raises:
        CheckpointError: if it is missing, not JSON, of another schema or out of bounds.
    """
    folder = checkpoint_dir(name_or_path)
    stored = read_json(folder / "config.json")
    try:
        return ModelConfig.from_json(stored)
    except ValueError as error:
        raise CheckpointError("{model}: {reason}", model=folder.name, reason=error) from None


def load_metrics(name_or_path: str | Path) -> dict[str, Any]:
    """Every figure of a model with how it was made; empty if the folder has none.

    Raises:
        CheckpointError: if the file is not JSON, or holds something else than `train` writes.
    """
    path = checkpoint_dir(name_or_path) / "metrics.json"
    if not os.path.lexists(path):
        return {}
    stored = read_json(path)
    if not isinstance(stored, dict):
        raise CheckpointError("{model}: metrics.json must hold one object", model=path.parent.name)
    _check_count(path.parent.name, stored.get("figures"))
    metrics = labelled(stored)
    _check_kinds(f"{path.parent.name}: metrics.json", metrics, METRICS)
    _check_kinds(f"{path.parent.name}: metrics.json, recipe", metrics.get("recipe", {}), {"beta": NUMBER})
    _check_kinds(f"{path.parent.name}: metrics.json, adopted", metrics.get("adopted", {}), ADOPTED)
    figures = metrics.get("figures", [])
    for field, kinds in ENTRIES.items():
        for entry in metrics.get(field, []):
            if not isinstance(entry, dict) or not kinds.keys() <= entry.keys():
                raise CheckpointError(
                    "{model}: metrics.json has {field} without {fields}",
                    model=path.parent.name,
                    field=field,
                    fields=", ".join(kinds),
                )
            _check_kinds(f"{path.parent.name}: metrics.json, {field}", entry, kinds)
    for figure in figures:
        _check_kinds(f"{path.parent.name}: metrics.json, figures", figure, FIGURE_MORE)
        _check_curve(f"{path.parent.name}: metrics.json, figures", figure.get("curve", []))
    _check_seeds(f"{path.parent.name}: metrics.json, seeds", metrics.get("seeds", []))
    shown = {"figures": [_of_a_table(figure) for figure in figures]}
    shown |= {"command": without_folders(metrics["command"])} if "command" in metrics else {}
    return metrics | shown  # `data` keeps its path: the images are found by it


def _check_count(model: str, figures: Any) -> None:
    """Before any text of them is looked at: that of ten thousand takes a while, whenever models are compared."""
    if isinstance(figures, list) and len(figures) > MAX_FIGURES:
        raise CheckpointError(
            "{model}: metrics.json has {count:,} figures; at most {most}",
            model=model,
            count=len(figures),
            most=MAX_FIGURES,
        )


def is_reserved(name: str) -> bool:
    """Whether Windows makes no file or folder of this name."""
    return name.lower() in RESERVED


def write_json(path: Path, content: Any) -> None:
    """Writes JSON whole or not at all."""
    write_whole(path, lambda temporary: temporary.write_text(json.dumps(content, indent=1) + "\n"))


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Calls `write` with a temporary path beside `path`, then renames: readers see the old file or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
    os.close(handle)
    try:
        write(Path(temporary))
        with open(temporary, "rb+") as written:
            os.fsync(written.fileno())
        os.chmod(temporary, 0o644)  # mkstemp makes it private
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turns what the disk says of a file into one sentence: a model folder may vanish, or be locked, at any moment."""
    where = f"{path.parent.name}/{path.name}"
    try:
        yield
    except FileNotFoundError:
        raise CheckpointError("{where} is missing", where=where) from None
    except OSError as error:
        raise CheckpointError(
            "{where} cannot be read ({reason})", where=where, reason=error.strerror or type(error).__name__
        ) from None


def check_size(path: Path, most: int = MAX_SENT_BYTES) -> None:
    """Raises CheckpointError unless the path is a file of at most so many bytes."""
    where = f"{path.parent.name}/{path.name}"
    if not os.path.isfile(path):
        raise CheckpointError("{where} is missing", where=where)
    with reading(path):
        size = path.stat().st_size
    if size > most:
        raise CheckpointError("{where} has {size:,} bytes; at most {most:,}", where=where, size=size, most=most)


def read_json(path: Path) -> Any:
    """The content of a JSON file of reasonable size; a number that no float or 64-bit integer holds is None.

    Raises:
        CheckpointError: if it is missing, too large or not JSON.
    """
    check_size(path, MAX_JSON_BYTES)
    try:
        with reading(path):
            text = path.read_text(encoding="utf-8")
        return json.loads(text, parse_float=_float, parse_int=_integer, parse_constant=lambda name: None)
    except CheckpointError:
        raise
    except (ValueError, RecursionError) as error:
        raise CheckpointError(
            "{model}/{file} is not JSON ({reason})",
            model=path.parent.name,
            file=path.name,
            reason=label(str(error), 200),
        ) from None


def _of_a_table(figure: dict[str, Any]) -> dict[str, Any]:
    # of what else there may be, a table takes plain values only
    plain = {field: v for field, v in figure.items() if field == "curve" or not isinstance(v, dict | list)}
    return {field: without_folders(value) if isinstance(value, str) else value for field, value in plain.items()}


def _float(text: str) -> float | None:
    value = float(text)
    return value if math.isfinite(value) else None


def _integer(text: str) -> int | None:
    if len(text) > len(str(MAX_INTEGER)) + 1:
        return None
    return value if abs(value := int(text)) <= MAX_INTEGER else None


def _check_kinds(where: str, entry: dict[str, Any], kinds: dict[str, Any]) -> None:
    for field, kind in kinds.items():
        if field in entry and not isinstance(entry[field], kind):
            raise CheckpointError(EXPECTED[kind], where=where, field=field, got=shown(entry[field]))


def _check_curve(where: str, curve: list) -> None:
    rows = [row for row in curve if isinstance(row, list) and 2 <= len(row) <= MAX_COLUMNS]
    alike = len(rows) == len(curve) <= MAX_POINTS and len({len(row) for row in rows}) <= 1
    if not alike or not all(isinstance(value, NUMBER) for row in rows for value in row):
        sentence = "{where}: a curve must be at most {rows} rows of 2 to {columns} finite numbers"
        raise CheckpointError(sentence, where=where, rows=MAX_POINTS, columns=MAX_COLUMNS)


def _check_seeds(where: str, seeds: list[dict[str, Any]]) -> None:
    numbers = [value for entry in seeds for value in _numbers_of(entry)]
    if len(seeds) > MAX_SEEDS or not all(isinstance(value, NUMBER) for value in numbers):
        expected = "{where}: they must be at most {most}, with figures and tables of finite numbers"
        raise CheckpointError(expected, where=where, most=MAX_SEEDS)


def _numbers_of(entry: dict[str, Any]) -> list[Any]:
    """What must be numbers; a row that is no list is none."""
    rows = [row if isinstance(row, list) else [None] for row in entry["information"]]
    return [*entry["figures"].values(), *(value for row in rows for value in row)]
