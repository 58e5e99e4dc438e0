"""What several test files share: a small model, alone and in a folder of models."""

from __future__ import annotations

import pytest
import torch

from vae_core.checkpoint import save_model
from vae_core.config import ModelConfig
from vae_core.model import VAE


def small_vae(**changes) -> VAE:
    """A VAE of 8x8 images whose every weight is random, so that no block is the identity."""
    torch.manual_seed(0)
    config = {"latent_dim": 3, "image_shape": (1, 8, 8), "hidden": 8, "depth": 1} | changes
    model = VAE(ModelConfig(**config)).eval()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return model


@pytest.fixture
def make_vae():
    return small_vae


@pytest.fixture
def vae() -> VAE:
    return small_vae()


@pytest.fixture
def models(tmp_path, monkeypatch):
    """The folder of models, holding one called `good`."""
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path / "models"))
    save_model(tmp_path / "models" / "good", small_vae())
    return tmp_path / "models"
