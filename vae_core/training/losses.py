"""What a training makes small, by the recipe's objective and the model's family; and which models have it."""

from __future__ import annotations

from torch import nn

from vae_core.fault import Fault
from vae_core.model.config import ModelConfig
from vae_core.model.objective import FACTORISED, TrainingLoss, check_free_bits
from vae_core.model.parts import GRID, part_of_kind
from vae_core.model.vae import VAE
from vae_core.training.critic import CriticLoss
from vae_core.training.recipes import Recipe
from vae_core.training.told import SemiSupervisedLoss
from vae_core.training.total_correlation import TotalCorrelationLoss


def loss_of(model: VAE, recipe: Recipe, images: int) -> nn.Module:
    """The module whose forward is the loss of a batch; `images` are those for training."""
    if recipe.objective == "tcvae":
        return TotalCorrelationLoss(model, recipe.batch_size, images)
    if recipe.objective == "factor":
        return CriticLoss(model, recipe.gamma)
    return SemiSupervisedLoss(model, recipe) if model.config.infers_class else TrainingLoss(model)


def check_objective(recipe: Recipe, config: ModelConfig) -> None:
    """Raises ValueError if what the recipe minimises does not exist for such a model."""
    if recipe.objective != "elbo":
        _check_total_correlation(recipe, config)
    if recipe.free_bits:
        check_free_bits(config)
    if (recipe.iw_samples, recipe.beta) != (1, 1) and part_of_kind(config.parts, GRID):
        raise Fault("the codes of a grid are certain: there is no KL to weigh and no draw to repeat. "
                    "Leave beta and iw_samples at 1")  # fmt: skip
    if config.prior == "energy" and recipe.iw_samples > 1:
        raise Fault("an energy is fitted to one draw from each posterior: leave iw_samples out, or change the prior")
    if not config.has_likelihood and (recipe.free_bits or recipe.iw_samples > 1):
        raise Fault("an adversarial model has three losses of its own: leave free_bits and iw_samples out")
    if config.infers_class:
        if recipe.free_bits or recipe.iw_samples > 1:
            raise Fault("a semi-supervised model is trained on its bound: leave free_bits and iw_samples out")
    elif recipe.labels or recipe.shifts or recipe.turns:
        raise Fault("labels, shifts and turns are for a semi-supervised model: choose that family, or leave them out")


def _check_total_correlation(recipe: Recipe, config: ModelConfig) -> None:
    plain = config.family == "plain" and config.posterior == "diagonal" and config.prior in FACTORISED
    if not plain or config.latent_dim < 2:
        raise Fault("the total correlation is that of two numbers or more with a diagonal posterior: choose the "
                    "family plain, the prior standard or diagonal, and latent_dim 2 or more")  # fmt: skip
    if recipe.batch_size < 2:
        raise Fault("the total correlation compares the images of a batch: batch_size must be 2 or more")
