"""A model folder by name: where it is, what its JSON says, and how a file is written whole. No torch here.

`model.safetensors` (checkpoint.py), `config.json`, `metrics.json`, `atlas.npz` (atlas.py). Nothing in a folder is
ever executed or unpickled.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vae_core.config import ModelConfig, shown

SHIPPED = Path(__file__).resolve().parent.parent / "checkpoints"
MAX_JSON_BYTES = 8_000_000
# Windows opens a device under these names
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))}

# What pages read from metrics.json; a field may be absent.
NUMBER = int | float
METRICS = {"data": str, "command": str, "device": str, "figures": list, "history": list, "recipe": dict}
METRICS |= {"training_images": int, "test_images": int, "epochs": int, "training_seconds": NUMBER}
# What each entry of its lists must have.
FIGURE = {"name": str, "value": NUMBER, "unit": str, "bound": str, "data": str, "pixels": str, "images": int}
ENTRIES = {"figures": FIGURE, "history": {"epoch": int, "train_elbo": NUMBER, "val_elbo": NUMBER}}


class CheckpointError(ValueError):
    """A model folder that is missing, incomplete, damaged or of another version."""


def list_models(root: str | Path | None = None) -> list[str]:
    """Names of the model folders under `root` (by default the shipped ones), sorted."""
    root = Path(root or models_dir())
    if not root.is_dir():
        return []
    names = (path.name for path in root.iterdir() if (path / "config.json").is_file())
    return sorted(name for name in names if not name.startswith("."))  # one that is being copied has a hidden name


def models_dir() -> Path:
    """The folder of models: $LATENT_LENS_CHECKPOINTS, or the shipped one."""
    return Path(os.environ.get("LATENT_LENS_CHECKPOINTS") or SHIPPED)


def checkpoint_dir(name_or_path: str | Path) -> Path:
    """The folder of a model, given its name or a path.

    Raises:
        CheckpointError: if neither exists; the sentence lists the names that do.
    """
    for folder in (models_dir() / name_or_path, Path(name_or_path)):
        if str(name_or_path) and folder.is_dir():
            return folder
    known = ", ".join(list_models()) or "none"
    raise CheckpointError(f"no model is called {str(name_or_path)!r}; the models are {known}")


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
        raise CheckpointError(f"{folder.name}: {error}") from None


def load_metrics(name_or_path: str | Path) -> dict[str, Any]:
    """Every figure of a model with how it was made; empty if the folder has none.

    Raises:
        CheckpointError: if the file is not JSON, or holds something else than `train` writes.
    """
    path = checkpoint_dir(name_or_path) / "metrics.json"
    if not path.is_file():
        return {}
    metrics = read_json(path)
    if not isinstance(metrics, dict):
        raise CheckpointError(f"{path.parent.name}: metrics.json must hold one object")
    _check_kinds(f"{path.parent.name}: metrics.json", metrics, METRICS)
    _check_kinds(f"{path.parent.name}: metrics.json, recipe", metrics.get("recipe", {}), {"beta": NUMBER})
    for field, kinds in ENTRIES.items():
        for entry in metrics.get(field, []):
            if not isinstance(entry, dict) or not kinds.keys() <= entry.keys():
                raise CheckpointError(f"{path.parent.name}: metrics.json has {field} without {', '.join(kinds)}")
            _check_kinds(f"{path.parent.name}: metrics.json, {field}", entry, kinds)
    return metrics


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


def read_json(path: Path) -> Any:
    """The content of a JSON file of reasonable size.

    Raises:
        CheckpointError: if it is missing, too large or not JSON.
    """
    where = f"{path.parent.name}/{path.name}"
    if not path.is_file():
        raise CheckpointError(f"{where} is missing")
    if path.stat().st_size > MAX_JSON_BYTES:
        raise CheckpointError(f"{where} has {path.stat().st_size} bytes; at most {MAX_JSON_BYTES}")
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise CheckpointError(f"{where} is not JSON ({error})") from None


def _check_kinds(where: str, entry: dict[str, Any], kinds: dict[str, Any]) -> None:
    for field, kind in kinds.items():
        if field in entry and not isinstance(entry[field], kind):
            raise CheckpointError(f"{where}: {field} must not be {shown(entry[field])}")
