"""Training: one in-memory tensor, one loop, one state on disk that resumes exactly, on any number of processes.

What is special: every random number of an epoch (order, binarisation, posterior noise) comes from one
generator seeded by (seed, epoch), so that an interrupted run continues as if it had not stopped; the model
that is kept is the exponential moving average of the weights with the best validation ELBO at beta 1,
counted only once the warm-up of the KL has ended.

Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019), https://arxiv.org/abs/1711.05101;
KL warm-up: Bowman et al. and Sonderby et al. (2016), https://arxiv.org/abs/1602.02282.
"""

from __future__ import annotations

import math
import time
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from lightning_fabric import Fabric
from safetensors import SafetensorError
from torch import Tensor

from vae_core.fault import Fault
from vae_core.model.config import ModelConfig
from vae_core.model.objective import elbo_terms, likelihood_input
from vae_core.model.vae import VAE
from vae_core.store.checkpoint import save_model
from vae_core.training import parallel
from vae_core.training import state as run_state
from vae_core.training.adversarial import AdversarialSteps
from vae_core.training.allocator import keep_freed_memory
from vae_core.training.held_out import split_validation
from vae_core.training.losses import check_objective
from vae_core.training.recipes import Recipe
from vae_core.training.state import EndTraining, TrainingError
from vae_core.training.steps import OnStep, Steps
from vae_core.training.told import told

EVALUATION_BATCH = 1000
Labelled = tuple[Tensor, Tensor | None]  # images, (N, C, H, W), and their classes, (N,), where a bound is given them


@dataclass
class Progress:
    """What a callback sees after an epoch."""

    epoch: int  # 1 after the first
    epochs: int
    history: list[dict]  # one entry per epoch: train and validation figures in nats per image
    seconds_left: float
    model: VAE  # the averaged weights


def train(
    model: VAE,
    images: np.ndarray,
    recipe: Recipe,
    out: Path,
    resume: bool = False,
    on_epoch: Callable[[Progress], None] = lambda progress: None,
    on_step: OnStep = lambda step, loss: None,
    fabric: Fabric | None = None,
    labels: np.ndarray | None = None,
) -> list[dict]:
    """Trains `model`, writing the best weights to `out` whenever they improve; returns the history.

    Args:
        model: a fresh VAE, the same in every process; it ends with the last weights, `out` with the best.
        images: uint8, (N, C, H, W).
        recipe: how.
        out: the model folder, which all processes see. `out/last` holds the state for `resume`, until
            `run_state.finish` removes it: call it once everything made from the model is written.
        resume: continue from `out/last` where there is one.
        on_epoch: called after every epoch, in the first process.
        on_step: called in the first process, every 20 steps and at the end of an epoch, with the number of steps
            done and the loss so far in the epoch, in nats. It returns the seconds that it made training wait, which do
            not count as training. With one process, both may raise `EndTraining`: the best weights so far are kept.
        fabric: processes and devices, from `parallel.start`; one process on the CPU unless given.
        labels: classes of the images, int (N,), for a model that takes them as given.

    Raises:
        TrainingError: if the loss stops being finite or the disk is full; the last good state stays on disk.
        ValueError: if the images do not fit the model.
    """
    fabric = fabric or parallel.start("cpu")
    keep_freed_memory()
    training, validation = split_validation(images, recipe)
    classes = np.zeros(len(images), np.int64) if labels is None else labels
    of_training, of_validation = map(fabric.to_device, split_validation(classes, recipe))
    _check(model, training, recipe, labels)
    if model.config.infers_class:
        of_training, of_validation = told(of_training, recipe, model.config.classes), None
    steps = (Steps if model.config.has_likelihood else AdversarialSteps)(model, recipe, len(training), fabric)
    identity = asdict(recipe) | {"images": zlib.crc32(np.ascontiguousarray(images))}
    identity |= {"labels": zlib.crc32(np.ascontiguousarray(classes))} if model.config.classes else {}
    history = run_state.load(out, steps.parts, identity, model.config) if resume else []
    training, validation = fabric.to_device(training), fabric.to_device(validation)
    for epoch in range(len(history), recipe.epochs):
        here = (training, of_training), (validation, of_validation)
        entry = None if _stale(history, recipe, model.config) else _epoch(steps, *here, epoch, on_step)
        if entry is None:
            break
        history.append(entry)
        if fabric.is_global_zero:
            _write(out, steps, history, identity)
            left = (recipe.epochs - epoch - 1) * float(np.median([entry["seconds"] for entry in history]))
            try:
                on_epoch(Progress(epoch + 1, recipe.epochs, history, left, steps.average))
            except EndTraining:
                break
    if history and not _best_epoch(history, recipe, model.config) and fabric.is_global_zero:
        save_model(out, steps.average)  # ended within the warm-up, before any epoch counted
    return history


@torch.no_grad()
def validate(model: VAE, images: Tensor, seed: int, labels: Tensor | None = None) -> dict[str, float]:
    """Mean ELBO at beta 1 and its terms over `images`, nats per image, with the same noise at every call."""
    generator = torch.Generator(images.device).manual_seed(seed)
    model.eval()
    recon = kl = 0.0
    parts = [None] * len(images) if labels is None else labels.split(EVALUATION_BATCH)
    for batch, classes in zip(images.split(EVALUATION_BATCH), parts, strict=False):
        terms = elbo_terms(model.given(classes), likelihood_input(model, batch, generator), generator)
        recon += float(terms.recon.sum())
        kl += float(terms.kl.sum())
    return {
        "val_elbo": (recon - kl) / len(images),
        "val_recon": recon / len(images),
        "val_kl": kl / len(images),
    }


def _epoch(steps: Steps, training: Labelled, validation: Labelled, epoch: int, on_step: OnStep) -> dict | None:
    """Takes the steps of an epoch; returns what the history keeps of it, None if `on_step` ends training."""
    fabric, recipe = steps.fabric, steps.recipe
    started, steps.waited = time.perf_counter(), 0.0
    try:
        entry = {"epoch": epoch + 1, "train_elbo": steps.epoch(*training, epoch, on_step)}
    except EndTraining:
        return None
    # in one process for all, so that rounding on another device cannot make one process stop and another go on
    held, labels = validation
    steps.average.calibrate(held)
    entry |= fabric.broadcast(validate(steps.average, held, recipe.seed, labels) if fabric.is_global_zero else {})
    if not math.isfinite(entry["val_elbo"]):
        not_finite = "the averaged weights are no longer finite in epoch {epoch}: lower lr ({lr:g})"
        raise TrainingError(not_finite, epoch=epoch + 1, lr=recipe.lr)
    return entry | {"seconds": time.perf_counter() - started - steps.waited}


def _write(out: Path, steps: Steps, history: list[dict], identity: dict) -> None:
    try:
        if _best_epoch(history, steps.recipe, steps.model.config) == len(history):
            save_model(out, steps.average)
        run_state.save(out, steps.parts, history, identity, steps.model.config)
    except (OSError, SafetensorError) as error:
        raise TrainingError(
            "epoch {epoch} could not be written to {out} ({reason}): make room, then resume it (--resume)",
            epoch=len(history),
            out=out,
            reason=error,
        ) from None


def _best_epoch(history: list[dict], recipe: Recipe, config: ModelConfig) -> int:
    """The epoch (from 1) with the best validation ELBO among those after the warm-up; 0 for none.

    Without a likelihood it is the last: the bound of the twin says nothing of the pictures that a critic shapes.
    """
    if not config.has_likelihood:
        return len(history)
    warm = math.ceil(recipe.warmup * recipe.epochs)
    counted = [entry for entry in history if entry["epoch"] >= warm]
    return max(counted, key=lambda entry: entry["val_elbo"])["epoch"] if counted else 0


def _stale(history: list[dict], recipe: Recipe, config: ModelConfig) -> bool:
    """Whether the last `patience` counted epochs improved on those before by less than `min_delta_nats`."""
    warm = math.ceil(recipe.warmup * recipe.epochs)
    counted = [entry["val_elbo"] for entry in history if entry["epoch"] >= warm]
    recent, before = counted[-recipe.patience :], counted[: -recipe.patience]
    return config.has_likelihood and bool(before) and max(recent) < max(before) + recipe.min_delta_nats


def _check(model: VAE, training: Tensor, recipe: Recipe, labels: np.ndarray | None) -> None:
    if labels is None and model.config.classes:
        raise Fault("a conditional model needs the classes of the images")
    if tuple(training.shape[1:]) != model.config.image_shape:
        raise Fault(
            "the model takes images of shape {expected}; these have {got}",
            expected=model.config.image_shape,
            got=tuple(training.shape[1:]),
        )
    check_objective(recipe, model.config)
    if len(training) < recipe.batch_size:
        raise Fault(
            "a batch of {batch_size} needs more than the {count} training images: make it smaller",
            batch_size=recipe.batch_size,
            count=len(training),
        )
