"""Features, the distance between sets of them, and the calibration of pixels, each against what is known otherwise."""

import numpy as np
import pytest
import torch
from scipy.linalg import sqrtm
from torch import nn

from vae_core.data.sets import load_dataset
from vae_core.measure.calibration import calibration_figures, reliability
from vae_core.measure.features import train_features
from vae_core.measure.frechet import frechet_distance, frechet_figures

MADE = {"data": "digits test", "images": 360, "seed": 0, "pixels": "dynamically binarised"}


@pytest.fixture(scope="module")
def digits():
    return load_dataset("digits", "train"), load_dataset("digits", "test")


@pytest.fixture(scope="module")
def features(digits):
    training, test = digits
    return train_features(training.images, training.labels, test.images, test.labels)


def test_the_distance_is_the_formula_with_scipys_root():
    first, second = np.random.default_rng(0).normal(size=(2, 200, 5)) * np.arange(1, 6)
    second = second @ np.random.default_rng(1).normal(size=(5, 5)) + 3
    covariances = np.cov(first.T), np.cov(second.T)
    trace = np.trace(sum(covariances) - 2 * sqrtm(covariances[0] @ covariances[1]).real)
    expected = ((first.mean(0) - second.mean(0)) ** 2).sum() + trace
    assert frechet_distance(first, second) == pytest.approx(expected)
    assert frechet_distance(first, first) == pytest.approx(0, abs=1e-6)
    assert frechet_distance(first, first + 2) == pytest.approx(4 * 5)


def test_the_features_tell_the_classes_apart_and_repeat(digits, features):
    training, test = digits
    assert features.accuracy > 0.9
    assert f"{100 * features.accuracy:.1f} %" in features.in_words
    again = train_features(training.images, training.labels, test.images, test.labels)
    images = torch.from_numpy(test.images[:20]).float() / 255
    np.testing.assert_array_equal(again.of(images), features.of(images))
    assert features.of(images).shape == (20, 64)


def test_one_class_gives_no_features(digits):
    training, test = digits
    assert train_features(training.images, training.labels * 0, test.images, test.labels * 0) is None


def test_real_images_are_nearer_to_real_images_than_noise_is(make_vae, digits, features):
    training, test = digits
    figures = frechet_figures(make_vae(), test.images, training.images, features, 2, MADE)
    prior, _, real = figures
    assert [figure.name.split(" of ")[1] for figure in figures] == [
        "prior samples",
        "reconstructions",
        "training images",
    ]
    assert real.value < prior.value / 5
    assert all(figure.features == features.in_words and figure.seeds == 2 for figure in figures)
    assert all(0 <= figure.spread < figure.value for figure in figures)


class Constant(nn.Module):
    """Logits of 8x8 pixels that do not look at z."""

    def __init__(self, probability: float) -> None:
        super().__init__()
        self.logit = float(torch.logit(torch.tensor(probability)))

    def forward(self, z):
        return torch.full((len(z), 1, 8, 8), self.logit)


class Remember(nn.Module):
    """Codes that are the binary pixels, with next to no variance: (N, 1, 8, 8) -> (N, 128)."""

    def forward(self, x):
        return torch.cat([x.flatten(1), torch.full((len(x), 64), -20.0)], 1)


class Scale(nn.Module):
    """Logits of 0.9 for a one and 0.1 for a zero."""

    def __init__(self) -> None:
        super().__init__()
        self.logit = nn.Parameter(torch.logit(torch.tensor(0.9)))

    def forward(self, z):
        return (2 * z - 1) * self.logit


def test_probabilities_that_come_true_have_no_error_and_others_have_theirs(vae):
    grey = np.full((2000, 1, 8, 8), 153, np.uint8)  # on with probability 0.6
    for said, error in ((0.6, 0.0), (0.8, 0.2)):
        vae.decoder = Constant(said)
        own, fresh = calibration_figures(vae, grey, 2, MADE | {"images": 2000})
        assert own.value == pytest.approx(error, abs=0.005)
        assert fresh.value == pytest.approx(error, abs=1e-5)
        ((predicted, on, pixels, again),) = own.curve
        assert (predicted, on, pixels) == (pytest.approx(said), pytest.approx(0.6, abs=0.005), 2000 * 64)
        assert again == pytest.approx(0.6)


def test_a_code_that_remembers_its_pixels_is_right_about_them_and_wrong_about_fresh_ones(make_vae):
    vae = make_vae(latent_dim=64)
    vae.encoder = Remember()
    vae.decoder = nn.Sequential(Scale(), nn.Unflatten(1, (1, 8, 8)))
    own, fresh = calibration_figures(vae, np.full((300, 1, 8, 8), 128, np.uint8), 1, MADE | {"images": 300})
    assert fresh.value == pytest.approx(0.4, abs=0.01)  # given 0.9 or 0.1, and on half of the time
    assert own.value == pytest.approx(0.1, abs=0.01)  # always right: given 0.9, and on every time


def test_certain_pixels_do_not_hide_the_grey_ones(vae):
    vae.decoder = Constant(0.01)
    table = reliability(vae, np.zeros((10, 1, 8, 8), np.uint8))
    assert table[0, 2] == 640
    assert [f.value for f in calibration_figures(vae, np.full((10, 1, 8, 8), 255, np.uint8), 1, MADE)] == [0, 0]
