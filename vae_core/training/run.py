"""Carries an experiment out: train, evaluate, map, write one model folder.

The command line and the worker of the app are doors to this, as a notebook is.
"""

from __future__ import annotations

import platform
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

from vae_core.atlas.write import write_atlas
from vae_core.data.sets import ImageData, check_variety, data_name, load_dataset
from vae_core.measure.figure import Figure
from vae_core.measure.figures import measure
from vae_core.model.config import ModelConfig
from vae_core.model.families import build_model
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import write_json
from vae_core.training import parallel
from vae_core.training import state as run_state
from vae_core.training.experiment import Experiment
from vae_core.training.held_out import held_out, steps_per_epoch
from vae_core.training.loop import train
from vae_core.training.losses import check_objective
from vae_core.training.machine import Machine
from vae_core.training.watch import Bar, Watch


def run(
    experiment: Experiment,
    out: str | Path,
    watch: Watch | None = None,
    *,
    resume: bool = False,
    overwrite: bool = False,
    data_dir: str | Path | None = None,
    machine: Machine | None = None,
) -> list[Figure] | None:
    """Trains, evaluates on the test set, maps its codes and writes the model folder, each file whole.

    Args:
        experiment: what.
        out: the model folder; what it holds once the run has ended is a model.
        watch: who is told what happens; a progress bar unless given.
        resume: to continue the unfinished run in `out` exactly.
        overwrite: to replace the model in `out`.
        data_dir: torchvision's root folder; `default_data_dir()` unless given.
        machine: processes and devices; one process, and a GPU where there is one, unless given.

    Returns:
        The figures; none in other processes than the first, or if training ended before its first epoch did; None if
        the run had ended before.

    Raises:
        ValueError: if it cannot be carried out: images that are missing, a network that does not fit them, a folder
            that holds something else, a loss that stops being finite, a full disk. The sentence says what to do.
    """
    out, machine, watch = Path(out), machine or Machine(), watch or Bar()
    size = experiment.image_size
    data, test = (load_dataset(experiment.data, split, data_dir, image_size=size) for split in ("train", "test"))
    check_variety(data, "train")
    check_variety(test, "test")
    fitted = experiment.fitted(len(data), data.images.shape[1:], len(data.class_names))
    check_objective(fitted.full_recipe(), _config(fitted, data))
    with run_state.claimed(out, resume, overwrite, parallel.is_first()) as goes_on, watch:
        if not goes_on:
            return None
        history, device = _train(fitted, data, out, resume, machine, watch)
        if not history:
            return []
        model = load_model(out)
        figures = measure(model, data, test, experiment.data, experiment.evaluation, watch.on_stage)
        record = _asked(experiment, machine, out) | _trained(fitted, history, len(data)) | {"device": device}
        record |= {"test_images": len(test), "figures": [figure.to_json() for figure in figures]}
        write_json(out / "metrics.json", record)
        atlas = experiment.atlas.fitted(experiment.data, len(data) + len(test))
        write_atlas(model, data, test, out, watch.on_stage, atlas)
        run_state.finish(out)
        return figures


def _config(fitted: Experiment, data: ImageData) -> ModelConfig:
    return fitted.config(data.images.shape[1:], len(data.class_names))


def _train(
    fitted: Experiment, data: ImageData, out: Path, resume: bool, machine: Machine, watch: Watch
) -> tuple[list[dict], str]:
    """The history, empty in other processes than the first, and the devices in words."""
    fabric, recipe = parallel.start(**asdict(machine)), fitted.full_recipe()
    torch.manual_seed(recipe.seed)
    model = build_model(_config(fitted, data))
    if fabric.is_global_zero:
        watch.begins(data, recipe, recipe.epochs * steps_per_epoch(len(data), recipe))
    history = train(model, data.images, recipe, out, resume, watch.on_epoch, watch.on_step, fabric, data.labels)
    parallel.finish(fabric)
    return history if fabric.is_global_zero else [], parallel.described(fabric)


def _asked(experiment: Experiment, machine: Machine, out: Path) -> dict[str, Any]:
    """What was asked for, as the record keeps it: without where this machine has its models."""
    named = replace(experiment, data=data_name(experiment.data))
    command = experiment.command(out.resolve().name, *machine.options())
    return {"data": named.data, "command": command, "experiment": named.to_json()}


def _trained(fitted: Experiment, history: list[dict], images: int) -> dict[str, Any]:
    recipe = fitted.full_recipe()
    return {
        "training_images": images - held_out(images, recipe),
        "validation_images": held_out(images, recipe),
        "recipe": asdict(recipe),
        "epochs": len(history),
        "history": [{name: round(value, 4) for name, value in entry.items()} for entry in history],
        "training_seconds": round(sum(entry["seconds"] for entry in history), 1),
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
    }
