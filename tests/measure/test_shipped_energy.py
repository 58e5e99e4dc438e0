"""The shipped energy-based prior is nearer to the codes than N(0, I), and its draws read better."""

import numpy as np
import pytest
import torch

from vae_core.measure.figures import NORMALISER
from vae_core.measure.meter_build import load_judge
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import load_metrics

NAME = "mnist-ebm"
DRAWS = 8000
CLEAR = 0.9  # that a classifier gives to one class


@pytest.fixture(scope="module")
def prior():
    return load_model(NAME).prior.requires_grad_(False)


def test_draws_from_posteriors_of_test_images_are_likelier_under_it_than_under_n01(prior):
    atlas = load_atlas(NAME)
    noise = np.random.default_rng(0).standard_normal(atlas.codes.shape)
    z = torch.from_numpy((atlas.codes + np.exp(atlas.logvar / 2) * noise).astype(np.float32))
    gain = prior.log_prob(z) - prior.base.log_prob(z)
    assert float(gain.mean()) > 0.1 + 3 * float(gain.std()) / len(z) ** 0.5


def test_its_normaliser_is_that_of_a_grid_and_of_its_figures(prior):
    side = torch.linspace(-6, 6, 401)
    grid = torch.cartesian_prod(side, side)
    cell = float(side[1] - side[0]) ** 2
    of_grid = float((prior.base.log_prob(grid) - prior.energy_of(grid)).exp().sum()) * cell
    figure = next(figure for figure in load_metrics(NAME)["figures"] if figure["name"] == NORMALISER)
    assert np.log(of_grid) == pytest.approx(prior.normaliser()[0], abs=0.01)
    assert figure["value"] == pytest.approx(prior.normaliser()[0], abs=1e-4)
    assert figure["effective_samples"] > 0.5 * figure["samples"]


def test_more_of_its_draws_are_clear_digits(prior):
    model = load_model(NAME)
    generator = torch.Generator().manual_seed(0)
    pictures = [model.decode(of.sample(DRAWS, generator)) for of in (prior, prior.base)]
    for judge in ("mnist-16d", "mnist-conv", "mnist-flow"):  # classifiers that never saw it
        seen = load_judge(judge).judge.probabilities
        own, standard = (float((seen(each).amax(1) > CLEAR).float().mean()) for each in pictures)
        assert own > standard
