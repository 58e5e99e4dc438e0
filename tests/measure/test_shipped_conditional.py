"""The shipped conditional model does what its control says: a classifier that never saw it follows the class."""

import math

import numpy as np
import pytest
import torch

from vae_core.measure.meter_build import load_judge
from vae_core.measure.of_classes import GAIN, RIGHT, SUMMED
from vae_core.model.parts import CLASS, mapped, part_of_kind
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import load_metrics

NAME = "mnist-cvae"
JUDGES = ("mnist-16d", "mnist-conv", "mnist-flow")  # trained on images and on the pictures of other models
DRAWS = 2000


@pytest.fixture(scope="module")
def model():
    return load_model(NAME)


@pytest.fixture(scope="module")
def atlas():
    return load_atlas(NAME)


def seen(z, model):
    """What each classifier takes the pictures for, (judges, N)."""
    pictures = model.decode(torch.as_tensor(z))
    return torch.stack([load_judge(name).judge.probabilities(pictures).argmax(1) for name in JUDGES])


def in_class(z, classes, labels):
    made = torch.as_tensor(z).clone()
    made[:, classes.of] = torch.nn.functional.one_hot(labels, classes.size).float()
    return made


def test_a_classifier_follows_the_class_in_draws(model):
    classes = part_of_kind(model.parts, CLASS)
    z = model.sample(DRAWS, torch.Generator().manual_seed(0))
    given = z[:, classes.of].argmax(1)
    assert (seen(z, model) == given).float().mean() >= 0.95


def test_the_class_stays_when_the_style_moves_and_changes_when_it_is_changed(model, atlas):
    """Styles of real images, each read in a class of its own and in the next one; then another style in that class."""
    classes = part_of_kind(model.parts, CLASS)
    styles, labels = torch.from_numpy(atlas.codes[:DRAWS]), torch.from_numpy(atlas.labels[:DRAWS])
    other = (labels + 1) % classes.size
    assert (seen(in_class(styles, classes, labels), model) == labels).float().mean() >= 0.95
    assert (seen(in_class(styles, classes, other), model) == other).float().mean() >= 0.95
    moved = in_class(styles.roll(1, 0), classes, other)
    assert (seen(moved, model) == other).float().mean() >= 0.95


def test_a_style_says_little_of_its_class(model, atlas):
    """A linear reader of styles, held out: chance is a tenth, 19 % are read; of a plain model's codes most are."""
    told = {name: linear_reader(*codes_of(name)) for name in (NAME, "mnist-16d")}
    assert told[NAME] < 0.25
    assert told["mnist-16d"] > 0.7


def codes_of(name):
    atlas = load_atlas(name)
    return mapped(load_model(name).parts, atlas.codes), atlas.labels


def linear_reader(codes, labels):
    rows = np.column_stack([codes, np.ones(len(codes))]).astype(np.float64)
    # every other image: the two halves of the test set were written by different groups of people
    fitted = np.linalg.lstsq(rows[::2], np.eye(10)[labels[::2]], rcond=None)[0]
    return float(((rows[1::2] @ fitted).argmax(1) == labels[1::2]).mean())


def test_its_figures_are_in_order():
    metrics = load_metrics(NAME)
    figures = {figure["name"]: figure for figure in metrics["figures"]}
    given, summed, gain = (figures[name]["value"] for name in ("-ELBO", SUMMED, GAIN))
    assert given < summed
    assert 0 < gain <= math.log(10)
    assert figures[GAIN]["ceiling"] == pytest.approx(math.log(10))
    assert figures[RIGHT]["value"] > 95
    assert {figure["images"] for figure in (figures["-ELBO"], figures[SUMMED], figures[RIGHT])} == {10_000}
    twins = metrics["twins"]
    assert len(twins["each"]) == len(twins["twin"]) == twins["trainings"] == 3
    assert twins["less"] == pytest.approx(np.mean(twins["each"]), abs=1e-3)
    assert np.allclose(np.subtract(twins["twin"], twins[SUMMED]), twins["each"], atol=2e-3)


def test_its_atlas_keeps_the_class_of_every_image(model, atlas):
    classes = part_of_kind(model.parts, CLASS)
    assert (atlas.codes[:, classes.of].argmax(1) == atlas.labels).all()
    assert (atlas.codes[:, classes.of].sum(1) == 1).all()
    assert not atlas.kl_per_dim[classes.of].any()
