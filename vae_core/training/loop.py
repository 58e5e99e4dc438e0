"""Training: one in-memory tensor, one loop, one state on disk that resumes exactly, on any number of processes.

What is special: every random number of an epoch (order, binarisation, posterior noise) comes from one
generator seeded by (seed, epoch), so that an interrupted run continues as if it had not stopped; the model
that is kept is the exponential moving average of the weights with the best validation ELBO at beta 1,
counted only once the warm-up of the KL has ended.

Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019), https://arxiv.org/abs/1711.05101;
KL warm-up: Bowman et al. and Sonderby et al. (2016), https://arxiv.org/abs/1602.02282.
"""

from __future__ import annotations

import copy
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
from torch.nn.utils import clip_grads_with_norm_, get_total_norm
from torch.optim.swa_utils import get_ema_multi_avg_fn

from vae_core.fault import Fault
from vae_core.model.config import ModelConfig
from vae_core.model.objective import TrainingLoss, binarise_quickly, check_free_bits, elbo_terms, likelihood_input
from vae_core.model.vae import VAE
from vae_core.store.checkpoint import save_model
from vae_core.training import parallel
from vae_core.training import state as run_state
from vae_core.training.allocator import keep_freed_memory
from vae_core.training.recipes import TAIL, Recipe
from vae_core.training.schedule import rate_and_momentum
from vae_core.training.state import EndTraining, TrainingError

EVALUATION_BATCH = 1000
EMA_EVERY = 4  # steps between two moves of the average, which then moves as far as in four: a quarter of the time
SHOW_EVERY = 20  # steps between two looks at the loss: each look waits for a GPU


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
    on_step: Callable[[int, float], float | None] = lambda step, loss: None,
    fabric: Fabric | None = None,
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

    Raises:
        TrainingError: if the loss stops being finite or the disk is full; the last good state stays on disk.
        ValueError: if the images do not fit the model.
    """
    fabric = fabric or parallel.start("cpu")
    keep_freed_memory()
    training, validation = split_validation(images, recipe)
    _check(model, training, recipe)
    run = _Run(model, recipe, len(training), fabric)
    identity = asdict(recipe) | {"images": zlib.crc32(np.ascontiguousarray(images))}
    history = run_state.load(out, run.parts, identity, model.config) if resume else []
    training, validation = fabric.to_device(training), fabric.to_device(validation)
    for epoch in range(len(history), recipe.epochs):
        if _stale(history, recipe):
            break
        started, run.waited = time.perf_counter(), 0.0
        try:
            entry = {"epoch": epoch + 1, "train_elbo": run.epoch(training, epoch, on_step)}
        except EndTraining:
            break
        # in one process for all, so that rounding on another device cannot make one process stop and another go on
        entry |= fabric.broadcast(validate(run.average, validation, recipe.seed) if fabric.is_global_zero else {})
        if not math.isfinite(entry["val_elbo"]):
            not_finite = "the averaged weights are no longer finite in epoch {epoch}: lower lr ({lr:g})"
            raise TrainingError(not_finite, epoch=epoch + 1, lr=recipe.lr)
        history.append(entry | {"seconds": time.perf_counter() - started - run.waited})
        if fabric.is_global_zero:
            _write(out, run, history, identity)
            left = (recipe.epochs - epoch - 1) * float(np.median([entry["seconds"] for entry in history]))
            try:
                on_epoch(Progress(epoch + 1, recipe.epochs, history, left, run.average))
            except EndTraining:
                break
    if history and not _best_epoch(history, recipe) and fabric.is_global_zero:
        save_model(out, run.average)  # ended within the warm-up, before any epoch counted
    return history


def split_validation(images: np.ndarray, recipe: Recipe) -> tuple[Tensor, Tensor]:
    """Training and validation images; the latter are drawn once by the seed, never from the test set.

    Raises:
        ValueError: if there are fewer than two images.
    """
    if len(images) < 2:
        raise Fault("training needs at least 2 images, one of them held out; got {count}", count=len(images))
    first = held_out(len(images), recipe)
    shuffled = torch.from_numpy(images[shuffled_rows(len(images), recipe)])
    return shuffled[first:], shuffled[:first]


def held_out(images: int, recipe: Recipe) -> int:
    """How many of so many images are for validation: a tenth at most."""
    return max(1, min(recipe.validation_images, images // 10))


def shuffled_rows(images: int, recipe: Recipe) -> np.ndarray:
    """The order in which so many images are split, (N,): those held out come first."""
    return np.random.default_rng(recipe.seed).permutation(images)


def steps_per_epoch(images: int, recipe: Recipe) -> int:
    """Optimiser steps in an epoch over so many images less those held out; a last, partial batch is left out."""
    return (images - held_out(images, recipe)) // recipe.batch_size


def check_objective(recipe: Recipe, config: ModelConfig) -> None:
    """Nothing, if what the recipe minimises exists for such a model.

    Raises:
        ValueError: if it does not.
    """
    if recipe.free_bits:
        check_free_bits(config)


@torch.no_grad()
def validate(model: VAE, images: Tensor, seed: int) -> dict[str, float]:
    """Mean ELBO at beta 1 and its terms over `images`, nats per image, with the same noise at every call."""
    generator = torch.Generator(images.device).manual_seed(seed)
    model.eval()
    recon = kl = 0.0
    for batch in images.split(EVALUATION_BATCH):
        terms = elbo_terms(model, likelihood_input(model, batch, generator), generator)
        recon += float(terms.recon.sum())
        kl += float(terms.kl.sum())
    return {
        "val_elbo": (recon - kl) / len(images),
        "val_recon": recon / len(images),
        "val_kl": kl / len(images),
    }


class _Run:
    """The weights, their average and their optimiser on this process's device, and an epoch of steps."""

    def __init__(self, model: VAE, recipe: Recipe, images: int, fabric: Fabric) -> None:
        self.model, self.recipe, self.fabric = model, recipe, fabric
        self.steps = images // recipe.batch_size
        self.share = parallel.share(fabric, recipe.batch_size)
        model.to(fabric.device, memory_format=torch.channels_last)  # a seventh less time in the convolutions
        self.average = copy.deepcopy(model).requires_grad_(False)
        self.parameters, self.averaged = list(model.parameters()), list(self.average.parameters())
        self.optimiser = torch.optim.AdamW(self.parameters, weight_decay=recipe.weight_decay, fused=True)
        self.loss, self.backward = TrainingLoss(model), Tensor.backward
        if fabric.world_size > 1:  # one process does without the wrapper's tenth of a millisecond a step
            self.loss, self.backward = fabric.setup(self.loss), fabric.backward
        self.waited = 0.0  # seconds of the present epoch in which `on_step` held it up
        self.parts = {"model": model, "average": self.average, "optimiser": self.optimiser}

    def epoch(self, training: Tensor, epoch: int, on_step: Callable[[int, float], float | None]) -> float:
        """Takes the steps of an epoch; returns the mean ELBO over them, in nats per image."""
        recipe, fabric = self.recipe, self.fabric
        generator = torch.Generator(fabric.device).manual_seed(recipe.seed * 1_000_003 + epoch)
        order = torch.randperm(len(training), generator=generator, device=fabric.device)
        self.model.train()
        total = torch.zeros((), device=fabric.device)
        for step, rows in enumerate(order[: self.steps * recipe.batch_size].split(recipe.batch_size)):
            done = epoch * self.steps + step
            elbo, norm = self._step(training.index_select(0, rows), done, generator)
            total += elbo
            last = step + 1 == self.steps
            if (step + 1) % EMA_EVERY == 0 or last:
                self._move_average(done + 1)
            if (step + 1) % SHOW_EVERY == 0 or last:
                if not torch.isfinite(norm):
                    raise TrainingError(
                        "the loss is no longer finite in epoch {epoch}: lower lr ({lr:g})",
                        epoch=epoch + 1,
                        lr=recipe.lr,
                    )
                if fabric.is_global_zero:
                    self.waited += on_step(done + 1, -float(total) / (step + 1)) or 0.0
        return float(fabric.all_reduce(total / self.steps, reduce_op="mean"))

    def _step(self, images: Tensor, done: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """One step on this process's share of a batch; returns the mean ELBO and the norm of the gradient."""
        recipe, fraction = self.recipe, done / (self.recipe.epochs * self.steps)
        samples = recipe.iw_samples if fraction >= 1 - TAIL else 1
        beta = recipe.beta * min(1.0, fraction / recipe.warmup if recipe.warmup else 1.0)
        rate, momentum = rate_and_momentum(recipe.schedule, fraction)
        self.optimiser.param_groups[0].update(lr=recipe.lr * rate, betas=(momentum, 0.999))
        # every process draws the numbers of the whole batch, so that shares add up to what one process does
        x = likelihood_input(self.model, images, generator, binarise_quickly)[self.share]
        size = (samples, len(images), self.model.config.latent_dim)
        noise = torch.randn(size, generator=generator, device=x.device)[:, self.share]
        with self.fabric.autocast():
            loss, elbo = self.loss(x, noise, beta, recipe.free_bits)
        self.optimiser.zero_grad(set_to_none=True)
        self.backward(loss)
        norm = self._clip()
        self.optimiser.step()
        return elbo, norm

    def _clip(self) -> Tensor:
        """Shortens the gradient to `grad_clip`; returns the norm that it had."""
        norm = get_total_norm([parameter.grad for parameter in self.parameters if parameter.grad is not None])
        # a GPU would have to wait for the answer; on a CPU the question is cheaper than a pass over the gradient
        if norm.is_cuda or not norm <= self.recipe.grad_clip:
            clip_grads_with_norm_(self.parameters, self.recipe.grad_clip, norm)
        return norm

    def _move_average(self, done: int) -> None:
        # the decay rises from 0, so that a short run does not keep its first weights
        decay = min(self.recipe.ema, done / (done + 10)) ** EMA_EVERY
        get_ema_multi_avg_fn(decay)(self.averaged, self.parameters, None)


def _write(out: Path, run: _Run, history: list[dict], identity: dict) -> None:
    try:
        if _best_epoch(history, run.recipe) == len(history):
            save_model(out, run.average)
        run_state.save(out, run.parts, history, identity, run.model.config)
    except (OSError, SafetensorError) as error:
        raise TrainingError(
            "epoch {epoch} could not be written to {out} ({reason}): make room, then resume it (--resume)",
            epoch=len(history),
            out=out,
            reason=error,
        ) from None


def _best_epoch(history: list[dict], recipe: Recipe) -> int:
    """The epoch (from 1) with the best validation ELBO among those after the warm-up; 0 for none."""
    warm = math.ceil(recipe.warmup * recipe.epochs)
    counted = [entry for entry in history if entry["epoch"] >= warm]
    return max(counted, key=lambda entry: entry["val_elbo"])["epoch"] if counted else 0


def _stale(history: list[dict], recipe: Recipe) -> bool:
    """Whether the last `patience` counted epochs improved on those before by less than `min_delta_nats`."""
    warm = math.ceil(recipe.warmup * recipe.epochs)
    counted = [entry["val_elbo"] for entry in history if entry["epoch"] >= warm]
    recent, before = counted[-recipe.patience :], counted[: -recipe.patience]
    return bool(before) and max(recent) < max(before) + recipe.min_delta_nats


def _check(model: VAE, training: Tensor, recipe: Recipe) -> None:
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
