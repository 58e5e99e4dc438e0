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

MODEL_FILES = ("model.safetensors", "config.json", "metrics.json", "atlas.npz")


class TrainingError(RuntimeError):
    """A run that cannot go on: a loss that is not finite, or a disk that is full."""


class EndTraining(Exception):
    """Raised by a callback that wants training to end here and the best weights so far to be kept."""


def claim(out: Path, resume: bool = False, overwrite: bool = False) -> bool:
    """Whether a run may go on in `out`: False if it is to be resumed and has ended.

    With `overwrite`, the files of the old model are removed here, so that the folder never mixes two models.

    Raises:
        CheckpointError: if the folder holds a model or an unfinished run that nothing was said about.
    """
    unfinished, ended = _path(out).is_file(), (out / "metrics.json").is_file()
    if resume:
        return unfinished or not ended
    if overwrite:
        finish(out)
        for name in (*MODEL_FILES, "meter.safetensors", "tour.json"):
            (out / name).unlink(missing_ok=True)
    elif unfinished:
        raise CheckpointError(f"{out} holds an unfinished run: --resume continues it, --overwrite starts again")
    elif any((out / name).exists() for name in MODEL_FILES):
        raise CheckpointError(f"{out} holds a model: name another folder, or replace it with --overwrite")
    return True


def save(out: Path, parts: dict[str, Any], history: list[dict], recipe: dict, config: ModelConfig) -> None:
    """Writes the weights, the optimiser and the history as one file, renamed into place."""
    tensors = {f"{part}.{name}": value for part in ("model", "average") for name, value in _tensors(parts[part])}
    for index, entry in parts["optimiser"].state_dict()["state"].items():
        tensors |= {f"optimiser.{index}.{name}": value for name, value in entry.items()}
    header = {"history": history, "recipe": recipe, "config": config.to_json()}
    contiguous = {name: value.detach().clone().contiguous() for name, value in tensors.items()}
    write_whole(_path(out), lambda path: save_file(contiguous, path, {"run": json.dumps(header)}))


def load(out: Path, parts: dict[str, Any], recipe: dict, config: ModelConfig) -> list[dict]:
    """Puts the stored state back into `parts`; returns the history, empty if there is no unfinished run.

    Raises:
        CheckpointError: if the file is damaged, or belongs to another architecture, recipe or data set.
    """
    path = _path(out)
    if not path.is_file():
        return []
    try:
        with safe_open(path, framework="pt") as stored:
            header = json.loads(stored.metadata()["run"])
            tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
        if ModelConfig.from_json(header["config"]) != config or header["recipe"] != recipe:
            raise CheckpointError(f"{path} belongs to another architecture, recipe or data set: repeat its options")
        for part in ("model", "average"):
            parts[part].load_state_dict(_under(part, tensors))
        state: dict[int, dict[str, torch.Tensor]] = {}
        for name, value in _under("optimiser", tensors).items():
            index, key = name.split(".", 1)
            state.setdefault(int(index), {})[key] = value
        _load_optimiser(parts["optimiser"], state)
    except CheckpointError:
        raise
    except (SafetensorError, OSError, RuntimeError, KeyError, TypeError, ValueError) as error:
        raise CheckpointError(f"{path} is damaged ({error}): start again with --overwrite") from None
    return header["history"]


def finish(out: Path) -> None:
    """Removes the state of a run that has ended."""
    shutil.rmtree(out / "last", ignore_errors=True)


def _load_optimiser(optimiser: torch.optim.Optimizer, state: dict[int, dict[str, torch.Tensor]]) -> None:
    groups = optimiser.state_dict()["param_groups"]
    for parameter, entry in zip(groups[0]["params"], optimiser.param_groups[0]["params"], strict=True):
        for name, value in state[parameter].items():
            if value.ndim:  # the fused kernel walks memory: moments must lie as their parameter does
                state[parameter][name] = torch.empty_like(entry).copy_(value)
    optimiser.load_state_dict({"state": state, "param_groups": groups})


def _path(out: Path) -> Path:
    return out / "last" / "state.safetensors"


def _tensors(module: torch.nn.Module) -> list[tuple[str, torch.Tensor]]:
    return list(module.state_dict().items())


def _under(part: str, tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name.removeprefix(f"{part}."): value for name, value in tensors.items() if name.startswith(f"{part}.")}
