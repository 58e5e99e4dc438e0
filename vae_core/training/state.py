"""The state of an unfinished run, on disk in `<model folder>/last`: safetensors and JSON, whole or not there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import torch
from filelock import FileLock, Timeout
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from vae_core.fault import Fault
from vae_core.model.config import ModelConfig
from vae_core.store.folder import CheckpointError, write_whole
from vae_core.training.run_files import is_entry
from vae_core.training.run_locks import is_held

LOCK_SECONDS = 1  # someone may just be asking whether it is held
MODEL_FILES = ("model.safetensors", "config.json", "metrics.json", "atlas.npz")
MADE_FROM_IT = ("tour.json", "meter.safetensors")  # of the atlas, where there are codes enough


class TrainingError(Fault):
    """A run that cannot go on: a loss that is not finite, or a disk that is full."""


class EndTraining(Exception):
    """Raised by a callback that wants training to end here and the best weights so far to be kept."""


@contextmanager
def claimed(out: Path, resume: bool = False, overwrite: bool = False, is_first: bool = True) -> Iterator[bool]:
    """Holds `out` for one run, and tells whether it may go on: not if it is to be resumed and has ended.

    With `overwrite`, the files of the old model are removed here, so that the folder never mixes two models. What holds
    it is a lock in `out/last`, a folder that stays until `finish`: it marks a run that was killed before its first
    epoch was written.

    Args:
        out: the model folder.
        resume: to go on from `out/last`.
        overwrite: to replace what is there.
        is_first: of the processes of the run, which share what the first one holds.

    Raises:
        CheckpointError: if another run holds the folder, or it has a model or an unfinished run that nothing was said
            about, or nothing that could be resumed.
    """
    lock = FileLock(out / "last" / "lock")
    busy = CheckpointError("{out} is being trained by another process: name another folder, or wait", out=out)
    if is_first and is_held(Path(lock.lock_file)):
        raise busy
    goes_on = _may_go_on(out, resume, overwrite)
    if not is_first or not goes_on:
        yield goes_on
        return
    (out / "last").mkdir(parents=True, exist_ok=True)
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout:
        raise busy from None
    try:
        _may_go_on(out, resume, overwrite)  # again: another run may have ended meanwhile
        if overwrite:
            for path in (_path(out), *(out / name for name in (*MODEL_FILES, *MADE_FROM_IT))):
                path.unlink(missing_ok=True)
        yield True
    finally:
        lock.release()
        if not any((out / name).exists() for name in MODEL_FILES) and not _path(out).is_file():
            finish(out)  # nothing has come of it
            with suppress(OSError):
                out.rmdir()


def _may_go_on(out: Path, resume: bool, overwrite: bool) -> bool:
    begun, ended = (out / "last").is_dir(), (out / "metrics.json").is_file()
    has_model = any((out / name).exists() for name in MODEL_FILES)
    if resume:
        if has_model and not begun and not ended:
            raise CheckpointError("{out} holds a model and no run to resume: replace it with --overwrite", out=out)
        return _path(out).is_file() or not ended
    if not overwrite and _path(out).is_file():
        raise CheckpointError("{out} holds an unfinished run: --resume continues it, --overwrite starts again", out=out)
    if not overwrite and has_model:
        raise CheckpointError("{out} holds a model: name another folder, or replace it with --overwrite", out=out)
    return True


def save(out: Path, parts: dict[str, Any], history: list[dict], recipe: dict, config: ModelConfig) -> None:
    """Writes the weights, the optimiser and the history as one file, renamed into place."""
    tensors = {f"{part}.{name}": value for part in _modules(parts) for name, value in _tensors(parts[part])}
    for part in parts.keys() - set(_modules(parts)):
        for index, entry in parts[part].state_dict()["state"].items():
            tensors |= {f"{part}.{index}.{name}": value for name, value in entry.items()}
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
            raise CheckpointError(
                "{path} belongs to another architecture, recipe or data set: repeat its options", path=path
            )
        _check_sound(header["history"], tensors)
        for part, kept in parts.items():
            of_part = _under(part, tensors)
            kept.load_state_dict(of_part) if part in _modules(parts) else _load_optimiser(kept, of_part)
    except CheckpointError:
        raise
    except (SafetensorError, OSError, RuntimeError, KeyError, TypeError, ValueError) as error:
        damaged = "{path} is damaged ({reason}): start again with --overwrite"
        raise CheckpointError(damaged, path=path, reason=error) from None
    return header["history"]


def finish(out: Path) -> None:
    """Removes the state of a run that has ended."""
    shutil.rmtree(out / "last", ignore_errors=True)


def _check_sound(history: Any, tensors: dict[str, torch.Tensor]) -> None:
    if not isinstance(history, list) or not all(is_entry(entry, "seconds") for entry in history):
        raise Fault("its history is not that of a run")
    if [entry["epoch"] for entry in history] != list(range(1, len(history) + 1)):
        raise Fault("epochs are missing in its history")
    for name, value in tensors.items():
        if value.is_floating_point() and not torch.isfinite(value).all():
            raise Fault("{name} is not finite", name=name)


def _load_optimiser(optimiser: torch.optim.Optimizer, tensors: dict[str, torch.Tensor]) -> None:
    state: dict[int, dict[str, torch.Tensor]] = {}
    for name, value in tensors.items():
        index, key = name.split(".", 1)
        state.setdefault(int(index), {})[key] = value
    groups = optimiser.state_dict()["param_groups"]
    for parameter, entry in zip(groups[0]["params"], optimiser.param_groups[0]["params"], strict=True):
        for name, value in state[parameter].items():
            if value.ndim:  # the fused kernel walks memory: moments must lie as their parameter does
                state[parameter][name] = torch.empty_like(entry).copy_(value)
    optimiser.load_state_dict({"state": state, "param_groups": groups})


def _modules(parts: dict[str, Any]) -> list[str]:
    return [part for part, kept in parts.items() if isinstance(kept, torch.nn.Module)]


def _path(out: Path) -> Path:
    return out / "last" / "state.safetensors"


def _tensors(module: torch.nn.Module) -> list[tuple[str, torch.Tensor]]:
    return list(module.state_dict().items())


def _under(part: str, tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name.removeprefix(f"{part}."): value for name, value in tensors.items() if name.startswith(f"{part}.")}
