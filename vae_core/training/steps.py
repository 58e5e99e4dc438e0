"""The steps of an epoch: this process's share of each batch, the loss, the optimiser and the moving average."""

from __future__ import annotations

import copy
from collections.abc import Callable

import torch
from lightning_fabric import Fabric
from torch import Tensor
from torch.nn.utils import clip_grads_with_norm_, get_total_norm
from torch.optim.swa_utils import get_ema_multi_avg_fn

from vae_core.fault import Fault
from vae_core.model.objective import binarise_quickly, likelihood_input
from vae_core.model.vae import VAE
from vae_core.training import parallel
from vae_core.training.critic import CriticLoss
from vae_core.training.losses import loss_of
from vae_core.training.moved import shifted, turned
from vae_core.training.recipes import TAIL, Recipe
from vae_core.training.schedule import rate_and_momentum
from vae_core.training.state import TrainingError
from vae_core.training.told import UNTOLD

EMA_EVERY = 4  # steps between two moves of the average, which then moves as far as in four: a quarter of the time
SHOW_EVERY = 20  # steps between two looks at the loss: each look waits for a GPU
ONE_PROCESS = "the total correlation compares all images of a batch: train in one process, or with the objective elbo"
OnStep = Callable[[int, float], float | None]  # steps done and the loss so far -> seconds that training had to wait


class Steps:
    """The weights, their average and their optimiser on this process's device, and an epoch of steps."""

    def __init__(self, model: VAE, recipe: Recipe, images: int, fabric: Fabric) -> None:
        self.model, self.recipe, self.fabric = model, recipe, fabric
        self.steps = images // recipe.batch_size
        self.share = parallel.share(fabric, recipe.batch_size)
        model.to(fabric.device, memory_format=torch.channels_last)  # a seventh less time in the convolutions
        self.average = copy.deepcopy(model).requires_grad_(False)
        self.parameters, self.averaged = list(model.parameters()), list(self.average.parameters())
        self.optimiser = torch.optim.AdamW(self.parameters, weight_decay=recipe.weight_decay, fused=True)
        self.loss, self.backward = loss_of(model, recipe, images), Tensor.backward
        self.critic = self.loss if isinstance(self.loss, CriticLoss) else None
        if fabric.world_size > 1 and recipe.objective != "elbo":
            raise Fault(ONE_PROCESS)
        if fabric.world_size > 1:  # one process does without the wrapper's tenth of a millisecond a step
            self.loss, self.backward = fabric.setup(self.loss), fabric.backward
        self.waited = 0.0  # seconds of the present epoch in which `on_step` held it up
        self.parts = {"model": model, "average": self.average, "optimiser": self.optimiser}
        self.parts |= self.critic.parts if self.critic else {}

    def epoch(self, training: Tensor, labels: Tensor, epoch: int, on_step: OnStep) -> float:
        """Takes the steps of an epoch over images and their classes; returns the mean ELBO, in nats per image."""
        recipe, fabric = self.recipe, self.fabric
        generator = torch.Generator(fabric.device).manual_seed(recipe.seed * 1_000_003 + epoch)
        order = torch.randperm(len(training), generator=generator, device=fabric.device)
        self.model.train()
        total = torch.zeros((), device=fabric.device)
        for step, rows in enumerate(order[: self.steps * recipe.batch_size].split(recipe.batch_size)):
            done = epoch * self.steps + step
            taken = training.index_select(0, rows), labels.index_select(0, rows)
            again = self._again(training, labels, generator) if self.model.config.infers_class else ()
            elbo, norm = self._step(*taken, done, generator, again)
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

    def _again(self, training: Tensor, labels: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """Some images that are told, moved, and their classes: the same in every process."""
        rows = (labels != UNTOLD).nonzero()[:, 0]
        rows = rows[torch.randperm(len(rows), generator=generator, device=rows.device)[: self.recipe.batch_size // 2]]
        return self._moved(training.index_select(0, rows), generator), labels.index_select(0, rows)

    def _moved(self, images: Tensor, generator: torch.Generator, x: Tensor | None = None) -> Tensor:
        """Images moved as they may be, of which `x` are the pixels where nothing turns them."""
        if self.recipe.turns or x is None:
            images = turned(images, self.recipe.turns, generator)
            x = likelihood_input(self.model, images, generator, binarise_quickly)
        return shifted(x, self.recipe.shifts, generator)

    def _step(
        self, images: Tensor, labels: Tensor, done: int, generator: torch.Generator, again: tuple[Tensor, ...] = ()
    ) -> tuple[Tensor, Tensor]:
        """One step on this process's share of a batch; returns the mean ELBO and the norm of the gradient."""
        recipe, fraction = self.recipe, done / (self.recipe.epochs * self.steps)
        samples = recipe.iw_samples if fraction >= 1 - TAIL else 1
        beta = recipe.beta * min(1.0, fraction / recipe.warmup if recipe.warmup else 1.0)
        rate, momentum = rate_and_momentum(recipe.schedule, fraction)
        self.optimiser.param_groups[0].update(lr=recipe.lr * rate, betas=(momentum, 0.999))
        # every process draws the numbers of the whole batch, so that shares add up to what one process does
        x = likelihood_input(self.model, images, generator, binarise_quickly)
        if again:
            again = ((*again, self._moved(images, generator, x)[self.share]),)
        x = x[self.share]
        size = (2 if self.critic else samples, len(images), self.model.config.latent_dim)
        noise = torch.randn(size, generator=generator, device=x.device)[:, self.share]
        with self.fabric.autocast():
            loss, elbo = self.loss(x, noise, beta, recipe.free_bits, labels[self.share], *again)
        self.optimiser.zero_grad(set_to_none=True)
        self.backward(loss)
        norm = clipped(self.parameters, recipe.grad_clip)
        self.optimiser.step()
        if self.critic:
            self.critic.learn()
        return elbo, norm

    def _move_average(self, done: int) -> None:
        # the decay rises from 0, so that a short run does not keep its first weights
        decay = min(self.recipe.ema, done / (done + 10)) ** EMA_EVERY
        get_ema_multi_avg_fn(decay)(self.averaged, self.parameters, None)


def clipped(weights: list[Tensor], longest: float) -> Tensor:
    """Shortens the gradient of some weights to a norm; returns the one that it had."""
    norm = get_total_norm([weight.grad for weight in weights if weight.grad is not None])
    # a GPU would have to wait for the answer; on a CPU the question is cheaper than a pass over the gradient
    if norm.is_cuda or not norm <= longest:
        clip_grads_with_norm_(weights, longest, norm)
    return norm
