"""What several test files share: a small model, alone and in a folder of models."""

from __future__ import annotations

import pytest
from hypothesis import settings
from small_vae import small_vae

from vae_core.store.checkpoint import save_model

settings.register_profile("no clock", deadline=None)  # a busy machine is no failure
settings.load_profile("no clock")


@pytest.fixture
def make_vae():
    return small_vae


@pytest.fixture
def vae():
    return small_vae()


@pytest.fixture
def models(tmp_path, monkeypatch):
    """The folder of models, holding one called `good`."""
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path / "models"))
    save_model(tmp_path / "models" / "good", small_vae())
    return tmp_path / "models"
