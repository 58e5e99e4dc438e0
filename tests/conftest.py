"""What several test files share: a small model, alone and in a folder of models; a browser and a site for it."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch loads: the tests' own processes share the cores

import pytest
from hypothesis import settings
from quick_ending import hurry
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


@pytest.fixture(scope="session")
def browser():
    from chromium import open_chromium  # most test files need none

    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def site():
    from chromium import open_site

    with open_site() as site:
        yield site


@pytest.fixture
def quick_ending(monkeypatch):
    """What follows training takes next to no time: few steps of t-SNE and of both classifiers."""
    hurry(monkeypatch)
