"""The shipped semi-supervised model: its beliefs are right, a classifier follows its class, its bounds are in order."""

import math

import numpy as np
import pytest
import torch

from ui.one_file.pack import model_parts, weight_names
from vae_core.data.sets import load_dataset
from vae_core.measure.meter_build import load_judge
from vae_core.measure.of_classes import BELIEVED, GAIN, INFERRED, SUMMED
from vae_core.model.objective import elbo_terms
from vae_core.model.parts import CLASS, part_of_kind
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import load_metrics

NAME, JUDGE = "digits-m2", "digits-2d"  # the judge is trained on images and on the pictures of another model
DRAWS = 2000


@pytest.fixture(scope="module")
def model():
    return load_model(NAME)


@pytest.fixture(scope="module")
def test_set():
    data = load_dataset("digits", "test")
    return torch.from_numpy(data.images).float() / 255, torch.from_numpy(data.labels).long()


def seen(z, model):
    return load_judge(JUDGE).judge.probabilities(model.decode(z)).argmax(1)


def test_what_it_believes_is_what_the_images_are(model, test_set):
    images, labels = test_set
    beliefs = model.beliefs(images)
    assert torch.allclose(beliefs.sum(1), torch.ones(len(images)))
    right = 100 * (beliefs.argmax(1) == labels).float().mean().item()
    figures = {figure["name"]: figure for figure in load_metrics(NAME)["figures"]}
    assert right > 88
    assert figures[BELIEVED]["value"] == pytest.approx(right, abs=1e-3)
    assert figures[BELIEVED]["pixels"] == "grey"


def test_a_classifier_follows_the_class_in_draws(model):
    z = model.sample(DRAWS, torch.Generator().manual_seed(0))
    assert (seen(z, model) == z[:, part_of_kind(model.parts, CLASS).of].argmax(1)).float().mean() >= 0.95


def test_the_class_stays_when_the_style_moves(model):
    classes = part_of_kind(model.parts, CLASS)
    z = model.sample(DRAWS, torch.Generator().manual_seed(1))
    moved = torch.cat([z[:, : classes.start].roll(1, 0), z[:, classes.of]], 1)
    assert (seen(moved, model) == z[:, classes.of].argmax(1)).float().mean() >= 0.95


def test_its_bounds_stand_in_order(model, test_set):
    """On real images: what is inferred is the enumerated sum, and at most logsumexp over the classes."""
    x = (test_set[0][:50] > 0.5).float()
    noise = torch.randn(50, model.config.latent_dim, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        bounds = torch.stack([elbo_terms(model.given(torch.full((50,), k)), x, noise=noise).elbo for k in range(10)], 1)
        q, inferred = model.beliefs(x), elbo_terms(model.given(None), x, noise=noise).elbo
    entropy = -(q * q.clamp_min(1e-30).log()).sum(1)
    assert torch.allclose(inferred, (q * bounds).sum(1) + entropy - math.log(10), atol=1e-3)
    assert (inferred <= bounds.logsumexp(1) - math.log(10) + 1e-4).all()
    figures = {figure["name"]: figure["value"] for figure in load_metrics(NAME)["figures"]}
    assert figures["-ELBO"] < figures[SUMMED] < figures[INFERRED]
    assert 0 < figures[GAIN] <= math.log(10)


def test_one_file_carries_its_classifier():
    spec, weights = model_parts(NAME)
    named = weight_names(spec)
    assert set(named) <= set(weights)
    assert any(name.startswith("classifier.") for name in named)


def test_its_record_says_how_few_were_told():
    metrics = load_metrics(NAME)
    assert metrics["recipe"]["labels"] == 100
    assert metrics["training_images"] > 1000
    atlas = load_atlas(NAME)
    assert np.allclose(atlas.codes[:, 4:].sum(1), 1)
