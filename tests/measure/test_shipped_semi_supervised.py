"""The shipped semi-supervised models: beliefs are right, a classifier follows their class, bounds are in order."""

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
from vae_core.store.folder import checkpoint_dir, load_metrics

NAME, LARGE = "digits-m2", "mnist-m2"
JUDGES = {NAME: "digits-2d", LARGE: "mnist-2d"}  # trained on images and on the pictures of another model
FOLLOWS = 0.95  # the share of pictures whose class a judge finds, at least: 98 and 96 per cent
DRAWS = 2000


@pytest.fixture(scope="module")
def model():
    return load_model(NAME)


@pytest.fixture(scope="module")
def test_set():
    data = load_dataset("digits", "test")
    return torch.from_numpy(data.images).float() / 255, torch.from_numpy(data.labels).long()


def seen(z, model, judge=JUDGES[NAME]):
    return load_judge(judge).judge.probabilities(model.decode(z)).argmax(1)


def test_what_it_believes_is_what_the_images_are(model, test_set):
    images, labels = test_set
    beliefs = model.beliefs(images)
    assert torch.allclose(beliefs.sum(1), torch.ones(len(images)))
    right = 100 * (beliefs.argmax(1) == labels).float().mean().item()
    figures = {figure["name"]: figure for figure in load_metrics(NAME)["figures"]}
    assert right > 88
    assert figures[BELIEVED]["value"] == pytest.approx(right, abs=1e-3)
    assert figures[BELIEVED]["pixels"] == "grey"


@pytest.mark.parametrize(("name", "judge"), JUDGES.items())
def test_a_classifier_follows_the_class_in_draws_and_where_the_style_is_held(name, judge):
    """Draws from the prior; then their styles, each in the class after its own."""
    model = load_model(name)
    classes = part_of_kind(model.parts, CLASS)
    z = model.sample(DRAWS, torch.Generator().manual_seed(0))
    given = z[:, classes.of].argmax(1)
    assert (seen(z, model, judge) == given).float().mean() >= FOLLOWS
    other = torch.cat([z[:, : classes.start], z[:, classes.of].roll(1, 1)], 1)
    assert (seen(other, model, judge) == (given + 1) % classes.size).float().mean() >= FOLLOWS


@pytest.mark.parametrize(("name", "judge"), JUDGES.items())
def test_the_class_stays_when_the_style_moves(name, judge):
    model = load_model(name)
    classes = part_of_kind(model.parts, CLASS)
    z = model.sample(DRAWS, torch.Generator().manual_seed(1))
    moved = torch.cat([z[:, : classes.start].roll(1, 0), z[:, classes.of]], 1)
    assert (seen(moved, model, judge) == z[:, classes.of].argmax(1)).float().mean() >= FOLLOWS


def test_the_figures_of_all_test_images_of_mnist_stand_in_order():
    """Given the class, summed over classes, inferred; q(y|x) is right on 97.9 per cent."""
    metrics = load_metrics(LARGE)
    figures = {figure["name"]: figure for figure in metrics["figures"]}
    cost, gain = {name: figures[name]["value"] for name in ("-ELBO", SUMMED, INFERRED)}, figures[GAIN]["value"]
    assert list(cost.values()) == sorted(cost.values())
    assert 0 < gain <= math.log(10)
    assert metrics["recipe"]["labels"] == 100
    assert figures[BELIEVED]["images"] == figures[INFERRED]["images"] == 10_000
    assert figures[BELIEVED]["value"] > 97.5
    assert sum(path.stat().st_size for path in checkpoint_dir(LARGE).iterdir()) < 4_300_000


def test_the_classifier_in_the_file_is_the_one_that_was_measured():
    """Pictures that it decodes itself: it believes in the class that they were made of."""
    model = load_model(LARGE)
    z = model.sample(500, torch.Generator().manual_seed(0))
    classes = part_of_kind(model.parts, CLASS)
    assert (model.classify(model.decode(z)) == z[:, classes.of].argmax(1)).float().mean() > 0.95


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
