"""Training: one in-memory tensor, one loop, one state on disk that resumes exactly.

What is special: every random number of an epoch (order, binarisation, posterior noise) comes from one
generator seeded by (seed, epoch), so that an interrupted run continues as if it had not stopped; the model
that is kept is the exponential moving average of the weights with the best validation ELBO at beta 1,
counted only once the warm-up of the KL has ended.

Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019), https://arxiv.org/abs/1711.05101;
Smith and Topin, "Super-Convergence" (2018), https://arxiv.org/abs/1708.07120; KL warm-up: Bowman et al. and
Sonderby et al. (2016), https://arxiv.org/abs/1602.02282.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from vae_core import run_state
from vae_core.checkpoint import save_model
from vae_core.model import VAE
from vae_core.objective import elbo_terms, likelihood_input, training_loss

EVALUATION_BATCH = 1000


@dataclass(frozen=True)
class Recipe:
    """How to train; the defaults are the documented recipe."""

    epochs: int = 40
    batch_size: int = 128
    lr: float = 2e-3  # peak of OneCycle
    weight_decay: float = 0.01
    beta: float = 1.0
    free_bits: float = 0.0  # nats per dimension
    warmup: float = 0.1  # fraction of the steps in which beta rises from 0
    ema: float = 0.998  # decay per step of the averaged weights
    grad_clip: float = 10.0  # largest norm of the gradient, in nats
    patience: int = 15  # epochs without a better validation ELBO before stopping
    min_delta_nats: float = 0.005
    validation_images: int = 5000  # held out from the end of the training set, at most a tenth of it
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("epochs", "batch_size", "patience"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be 1 or more; got {getattr(self, name)}")
        for name in ("lr", "grad_clip"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be positive; got {getattr(self, name)}")
        if not 0 <= self.beta < math.inf:
            raise ValueError(f"beta must be 0 or more; got {self.beta}")


@dataclass
class Progress:
    """What a callback sees after an epoch."""

    epoch: int  # 1 after the first
    epochs: int
    history: list[dict]  # one entry per epoch: train and validation figures in nats per image
    seconds_left: float
    model: VAE  # the averaged weights


class TrainingError(RuntimeError):
    """A run that cannot go on: a loss that is not finite, or images that do not fit."""


def train(
    model: VAE,
    images: np.ndarray,
    recipe: Recipe,
    out: Path,
    resume: bool = False,
    on_epoch: Callable[[Progress], None] = lambda progress: None,
    on_step: Callable[[int, float], None] = lambda step, loss: None,
) -> list[dict]:
    """Trains `model`, writing the best weights to `out` whenever they improve; returns the history.

    Args:
        model: a fresh VAE; its weights are replaced by the best ones.
        images: uint8, (N, C, H, W).
        recipe: how.
        out: the model folder. `out/last` holds the state for `resume`, and goes when the run has ended.
        resume: continue from `out/last` where there is one.
        on_epoch: called after every epoch.
        on_step: called after every step with its number and its loss in nats.

    Raises:
        TrainingError: if the loss stops being finite; the last good state stays on disk.
        ValueError: if the images do not fit the model.
    """
    training, validation = split_validation(images, recipe)
    _check(model, training)
    model.to(memory_format=torch.channels_last)  # a seventh less time in the convolutions
    steps = len(training) // recipe.batch_size
    optimiser = torch.optim.AdamW(model.parameters(), lr=recipe.lr, weight_decay=recipe.weight_decay, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.lr, total_steps=recipe.epochs * steps)
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(recipe.ema))
    parts = {"model": model, "average": average, "optimiser": optimiser, "schedule": schedule}
    history = run_state.load(out, parts, asdict(recipe), model.config) if resume else []
    for epoch in range(len(history), recipe.epochs):
        if _stale(history, recipe):
            break
        started = time.perf_counter()
        figures = _train_epoch(model, training, recipe, epoch, steps, optimiser, schedule, average, on_step)
        figures |= validate(average.module, validation, recipe.seed)
        history.append({"epoch": epoch + 1, **figures, "seconds": time.perf_counter() - started})
        if _best_epoch(history, recipe) == epoch + 1:
            save_model(out, average.module)
        run_state.save(out, parts, history, asdict(recipe), model.config)
        left = (recipe.epochs - epoch - 1) * float(np.median([entry["seconds"] for entry in history]))
        on_epoch(Progress(epoch + 1, recipe.epochs, history, left, average.module))
    run_state.finish(out)
    return history


def split_validation(images: np.ndarray, recipe: Recipe) -> tuple[Tensor, Tensor]:
    """Training and validation images; the latter are drawn once by the seed, never from the test set."""
    held_out = min(recipe.validation_images, len(images) // 10)
    order = np.random.default_rng(recipe.seed).permutation(len(images))
    shuffled = torch.from_numpy(images[order])
    return shuffled[held_out:], shuffled[:held_out]


@torch.no_grad()
def validate(model: VAE, images: Tensor, seed: int) -> dict[str, float]:
    """Mean ELBO at beta 1 and its terms over `images`, nats per image, with the same noise at every call."""
    generator = torch.Generator().manual_seed(seed)
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


def _train_epoch(model, training, recipe, epoch, steps, optimiser, schedule, average, on_step) -> dict[str, float]:
    generator = torch.Generator().manual_seed(recipe.seed * 1_000_003 + epoch)
    order = torch.randperm(len(training), generator=generator)
    model.train()
    total = 0.0
    for step in range(steps):
        images = training[order[step * recipe.batch_size : (step + 1) * recipe.batch_size]]
        terms = elbo_terms(model, likelihood_input(model, images, generator), generator)
        done = epoch * steps + step
        beta = recipe.beta * min(1.0, done / max(1.0, recipe.warmup * recipe.epochs * steps))
        loss = training_loss(terms, beta, recipe.free_bits)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.grad_clip)
        if not torch.isfinite(norm):
            raise TrainingError(f"the loss stopped being finite at epoch {epoch + 1}: lower lr (now {recipe.lr:g})")
        optimiser.step()
        schedule.step()
        average.update_parameters(model)
        total += float(terms.elbo.detach().mean())
        on_step(done + 1, -total / (step + 1))
    return {"train_elbo": total / steps}


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


def _check(model: VAE, training: Tensor) -> None:
    if tuple(training.shape[1:]) != model.config.image_shape:
        raise ValueError(
            f"the model takes images of shape {model.config.image_shape}; these have {tuple(training.shape[1:])}"
        )
    if not len(training):
        raise ValueError("there are no training images")
