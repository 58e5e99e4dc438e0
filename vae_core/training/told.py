"""Which training images a semi-supervised model is told the class of, and the loss that takes the others as they are.

Kingma, Rezende, Mohamed and Welling, "Semi-Supervised Learning with Deep Generative Models" (2014), equation 9: the
bound of images alone, that of images with a class, and a term for the classifier. Images that are told come once with
the others, and some of them again in every step for that term alone. `shifts`, `turns` and `sharpness` are not in the
paper: an image that is moved a little keeps its class, and is taught what is believed of it where it was.

Axes: N images, L of them told, K classes.
"""

from __future__ import annotations

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


class SemiSupervisedLoss(nn.Module):
    """The loss of a batch of which few images are told, as `TrainingLoss` is that of a plain one."""

    def __init__(self, model: SemiSupervisedVAE, recipe: Recipe) -> None:
        super().__init__()
        self.model, self.recipe = model, recipe

    def forward(
        self, x: Tensor, noise: Tensor, beta: float, free_bits: float, labels: Tensor, again: tuple[Tensor, ...]
    ) -> tuple[Tensor, Tensor]:
        """The loss and the mean ELBO at beta 1, in nats per image.

        Args:
            x: as in `TrainingLoss`, (N, C, H, W).
            noise: draws from N(0, I), (1, N, D).
            beta: weight of the KL of z; the class has its full price from the first step.
            free_bits: none.
            labels: classes of the images, UNTOLD where nobody tells them, (N,).
            again: images (L, C, H, W) and classes (L,) of some that are told, and all images moved, (N, C, H, W).
        """
        of, log_beliefs = self.model.by_class(x, noise=noise[0]), self.model.log_beliefs(x)
        said = torch.where(labels[:, None] == UNTOLD, log_beliefs, _certain(labels, log_beliefs.shape[1]))
        bound, weighed = summed(of, said).elbo, summed(ByClass(of.recon, beta * of.kl), said).elbo
        images, classes, moved = again
        classified = cross_entropy(self.model.log_beliefs(images), classes)
        if self.recipe.shifts or self.recipe.turns:
            believed = sharpened(log_beliefs.detach().exp(), self.recipe.sharpness)
            classified = classified + cross_entropy(self.model.log_beliefs(moved), believed)
        return self.recipe.class_weight * classified - weighed.mean(), bound.detach().mean()


def _certain(labels: Tensor, classes: int) -> Tensor:
    """Logarithms of beliefs that hold one class alone, as far as single precision goes, (N, K)."""
    return 100.0 * (one_hot(labels.clamp(min=0), classes) - 1)
