"""The state of an unfinished run, on disk in `<model folder>/last`: safetensors and JSON, whole or not there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from vae_core.config import ModelConfig
from vae_core.folder import CheckpointError, write_whole


def save(out: Path, parts: dict[str, Any], history: list[dict], recipe: dict, config: ModelConfig) -> None:
    """Writes the weights, the optimiser, the schedule and the history as one file, renamed into place."""
    tensors = {f"{part}.{name}": value for part in ("model", "average") for name, value in _tensors(parts[part])}
    for index, entry in parts["optimiser"].state_dict()["state"].items():
        tensors |= {f"optimiser.{index}.{name}": value for name, value in entry.items()}
    header = {
        "history": history,
        "recipe": recipe,
        "config": config.to_json(),
        "schedule": parts["schedule"].state_dict() | {"anneal_func": None, "_get_lr_called_within_step": False},
        "groups": parts["optimiser"].state_dict()["param_groups"],
    }
    metadata = {"run": json.dumps(header, default=str)}
    contiguous = {name: value.detach().clone().contiguous() for name, value in tensors.items()}
    write_whole(out / "last" / "state.safetensors", lambda path: save_file(contiguous, path, metadata))


def load(out: Path, parts: dict[str, Any], recipe: dict, config: ModelConfig) -> list[dict]:
    """Puts the stored state back into `parts`; returns the history, empty if there is no unfinished run.

    Raises:
        CheckpointError: if the file is damaged, or belongs to another architecture or recipe.
    """
    path = out / "last" / "state.safetensors"
    if not path.is_file():
        return []
    try:
        with safe_open(path, framework="pt") as stored:
            header = json.loads(stored.metadata()["run"])
            tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
    except (SafetensorError, OSError, KeyError, TypeError, ValueError) as error:
        raise CheckpointError(f"{path} is damaged ({error}): start again without --resume") from None
    if header["config"] != config.to_json() or header["recipe"] != recipe:
        raise CheckpointError(f"{path} belongs to another architecture or recipe: start again without --resume")
    for part in ("model", "average"):
        parts[part].load_state_dict(_under(part, tensors))
    state: dict[int, dict[str, torch.Tensor]] = {}
    for name, value in _under("optimiser", tensors).items():
        index, key = name.split(".", 1)
        state.setdefault(int(index), {})[key] = value
    parts["optimiser"].load_state_dict({"state": state, "param_groups": header["groups"]})
    schedule = {key: value for key, value in header["schedule"].items() if value is not None}
    parts["schedule"].load_state_dict(schedule)
    return header["history"]


def finish(out: Path) -> None:
    """Removes the state of a run that has ended."""
    shutil.rmtree(out / "last", ignore_errors=True)


def _tensors(module: torch.nn.Module) -> list[tuple[str, torch.Tensor]]:
    return list(module.state_dict().items())


def _under(part: str, tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name.removeprefix(f"{part}."): value for name, value in tensors.items() if name.startswith(f"{part}.")}
