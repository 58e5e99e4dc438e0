"""The model of a config: each family is a class of its own, with the methods of a VAE."""

from __future__ import annotations

from vae_core.model.adversarial import AdversarialVAE
from vae_core.model.conditional import ConditionalVAE
from vae_core.model.config import ModelConfig
from vae_core.model.hierarchy import HierarchyVAE
from vae_core.model.ladder import LadderVAE
from vae_core.model.quantised import QuantisedVAE
from vae_core.model.semi_supervised import SemiSupervisedVAE
from vae_core.model.vae import VAE

FAMILIES: dict[str, type[VAE]] = {
    "plain": VAE,
    "conditional": ConditionalVAE,
    "semi-supervised": SemiSupervisedVAE,
    "ladder": LadderVAE,
    "nvae": HierarchyVAE,
    "vq": QuantisedVAE,
    "adversarial": AdversarialVAE,
}


def build_model(config: ModelConfig) -> VAE:
    """A fresh model of the config's family."""
    return FAMILIES[config.family](config)
