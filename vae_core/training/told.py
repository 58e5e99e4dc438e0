"""Which training images a semi-supervised model is told the class of, and the loss that takes the others as they are.

Kingma, Rezende, Mohamed and Welling, "Semi-Supervised Learning with Deep Generative Models" (2014), equation 9: the
bound of images alone, that of images with a class, and a term for the classifier. Images that are told come once with
the others, and some of them again in every step for that term alone. `shifts`, `turns`, `sharpness` and
`classifier_first` are not in the paper: an image that is moved a little keeps its class, and is taught what is believed
of it where it was; and z, which holds whatever y does not tell when the bound begins, begins once y tells the class.

Axes: N images, L of them told, K classes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, one_hot

from vae_core.fault import Fault
from vae_core.model.semi_supervised import ByClass, SemiSupervisedVAE, summed
from vae_core.training.recipes import Recipe

UNTOLD = -1  # the label of an image whose class nobody tells


def told(labels: Tensor, recipe: Recipe, classes: int) -> Tensor:
    """The labels with UNTOLD for all but `recipe.labels` of them, as many of each class, drawn once by the seed; (N,).

    Raises:
        ValueError: if a class would have none, or has fewer images.
    """
    if not recipe.labels:
        return labels
    each = recipe.labels // classes
    found = [np.flatnonzero(labels.cpu().numpy() == k) for k in range(classes)]
    if each * classes != recipe.labels or each > min(map(len, found)):
        most = classes * min(map(len, found))
        raise Fault("labels must be a multiple of the {classes} classes, at most {most}; got {got}",
                    classes=classes, most=most, got=recipe.labels)  # fmt: skip
    draw = np.random.default_rng([recipe.seed, 100])  # its own stream: the split has the seed's
    rows = torch.from_numpy(np.concatenate([draw.choice(of, each, replace=False) for of in found]))
    kept = torch.full_like(labels, UNTOLD)
    kept[rows] = labels[rows]
    return kept


def sharpened(beliefs: Tensor, power: float) -> Tensor:
    """What the beliefs about images, (N, K), should become: each class as frequent among them, then sure of itself.

    Berthelot et al., "ReMixMatch" (2020), sections 3.1 and 3.2, https://arxiv.org/abs/1911.09785: divided by their
    mean over the images and raised to `power`; 1 leaves them as they are.
    """
    if power == 1:
        return beliefs
    even = beliefs / beliefs.mean(0)
    even = (even / even.sum(1, keepdim=True)) ** power
    return even / even.sum(1, keepdim=True)


class Again(NamedTuple):
    """What the classifier's own term takes: some images that are told, their classes, and all of the batch, moved."""

    images: Tensor  # (L, C, H, W)
    classes: Tensor  # (L,)
    moved: Tensor  # (N, C, H, W)
    alone: bool = False  # whether the step trains nothing else


class SemiSupervisedLoss(nn.Module):
    """The loss of a batch of which few images are told, as `TrainingLoss` is that of a plain one."""

    def __init__(self, model: SemiSupervisedVAE, recipe: Recipe) -> None:
        super().__init__()
        self.model, self.recipe = model, recipe

    def forward(
        self, x: Tensor, noise: Tensor, beta: float, free_bits: float, labels: Tensor, again: Again
    ) -> tuple[Tensor, Tensor]:
        """The loss and the mean ELBO at beta 1, in nats per image.

        Args:
            x: as in `TrainingLoss`, (N, C, H, W).
            noise: draws from N(0, I), (1, N, D).
            beta: weight of the KL of z; the class has its full price from the first step.
            free_bits: none.
            labels: classes of the images, UNTOLD where nobody tells them, (N,).
            again: what the classifier's own term takes.
        """
        log_beliefs = self.model.log_beliefs(x)
        said = torch.where(labels[:, None] == UNTOLD, log_beliefs, _certain(labels, log_beliefs.shape[1]))
        with torch.set_grad_enabled(torch.is_grad_enabled() and not again.alone):
            of = self.model.by_class(x, noise=noise[0])
            bound, weighed = summed(of, said).elbo, summed(ByClass(of.recon, beta * of.kl), said).elbo
        classified = cross_entropy(self.model.log_beliefs(again.images), again.classes)
        if self.recipe.shifts or self.recipe.turns:
            believed = sharpened(log_beliefs.detach().exp(), self.recipe.sharpness)
            classified = classified + cross_entropy(self.model.log_beliefs(again.moved), believed)
        loss = self.recipe.class_weight * classified
        return loss if again.alone else loss - weighed.mean(), bound.detach().mean()


def _certain(labels: Tensor, classes: int) -> Tensor:
    """Logarithms of beliefs that hold one class alone, as far as single precision goes, (N, K)."""
    return 100.0 * (one_hot(labels.clamp(min=0), classes) - 1)
