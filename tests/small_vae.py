"""A model small enough for every test."""

from __future__ import annotations

import torch

from vae_core.model.config import ModelConfig
from vae_core.model.families import build_model
from vae_core.model.vae import VAE


def small_vae(**changes) -> VAE:
    """A VAE of 8x8 images whose every weight is random, so that no block is the identity."""
    torch.manual_seed(0)
    config = {"latent_dim": 3, "image_shape": (1, 8, 8), "hidden": 8, "depth": 1} | changes
    model = build_model(ModelConfig(**config)).eval()
    for name, parameter in model.named_parameters():
        torch.nn.init.normal_(parameter, std=0.1 if name.startswith("flow.") else 0.3)  # a flow multiplies what it gets
    return model


def small_conditional(classes: int = 3, **changes) -> VAE:
    """As `small_vae`, of images whose class is given."""
    return small_vae(family="conditional", classes=classes, **changes)


def small_ladder(**changes) -> VAE:
    """As `small_vae`, of two levels: two numbers, then four."""
    return small_vae(**{"family": "ladder", "levels": 2, "latent_dim": 6} | changes)


def small_adversarial(**changes) -> VAE:
    """As `small_vae`, with two decoders and a critic."""
    return small_vae(**{"family": "adversarial", "network": "conv", "hidden": 4} | changes)


def small_hierarchy(**changes) -> VAE:
    """As `small_vae`, of three levels along a path: two numbers, then four, then eight."""
    return small_vae(**{"family": "nvae", "levels": 3, "latent_dim": 14} | changes)


def small_mapped(**changes) -> VAE:
    """As `small_vae`, of four levels on maps, of 4 x 4 and 8 x 8 places, one number in each."""
    on_maps = {
        "family": "nvae",
        "network": "conv",
        "levels": 4,
        "latent_dim": 160,
        "hidden": 4,
        "image_shape": (1, 16, 16),
    }
    return small_vae(**on_maps | changes)


def small_quantised(**changes) -> VAE:
    """As `small_vae`, with a grid of 4 x 4 codes, each one of 25."""
    return small_vae(**{"family": "vq", "network": "conv", "latent_dim": 2, "code_levels": 5, "hidden": 4} | changes)
