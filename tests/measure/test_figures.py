"""All figures of a model in one call: the same images for every bound, or both bounds on the few."""

import numpy as np
import pytest
from small_vae import small_vae

from vae_core.data.factors import every_value
from vae_core.data.sets import ImageData, data_title, load_dataset
from vae_core.data.shapes import SIZES
from vae_core.measure.evaluate import evaluate
from vae_core.measure.figures import REFERENCE, Effort, measure, some_images

TRAINING, TEST = (load_dataset("digits", split) for split in ("train", "test"))
FEW = Effort(seeds=2, iw_samples=3, iw_images=40, iw_seeds=2, reference_samples=9, reference_images=20)


def test_bounds_over_a_subset_come_with_the_elbo_of_that_subset():
    figures = {figure.name: figure for figure in measure(small_vae(), TRAINING, TEST, "digits", FEW)}
    assert figures["-log p(x)"].images == figures["-ELBO of the same images"].images == 40
    assert figures["-log p(x)"].value < figures["-ELBO of the same images"].value
    assert figures["-ELBO"].images == 360
    assert (figures[REFERENCE].bound, figures[REFERENCE].images, figures[REFERENCE].seeds) == ("IW-9", 20, 1)


def test_bounds_over_all_images_need_no_second_elbo():
    whole = Effort(seeds=1, iw_samples=2, iw_images=None, iw_seeds=1)
    figures = {figure.name: figure for figure in measure(small_vae(), TRAINING, TEST, "digits", whole)}
    assert "-ELBO of the same images" not in figures
    assert figures["-log p(x)"].images == figures["-ELBO"].images == 360
    assert REFERENCE not in figures


@pytest.mark.parametrize(("change", "absent"), [({"likelihood": "gaussian"}, "calibration"), ({}, "Fréchet")])
def test_what_a_model_or_a_set_has_not_is_left_out(change, absent):
    unlabelled = [ImageData(part.images, part.labels * 0, ("all",)) for part in (TRAINING, TEST)]
    data = (TRAINING, TEST) if change else unlabelled
    names = [figure.name for figure in measure(small_vae(**change), *data, "digits", FEW)]
    assert not any(name.startswith(absent) for name in names)


def test_a_folder_is_named_without_its_place():
    figures = measure(small_vae(), TRAINING, TEST, "/home/her/photos", FEW)
    assert {figure.data for figure in figures} == {"photos test"}
    assert data_title("C:\\Users\\her\\photos") == "photos"


@pytest.mark.parametrize(("name", "chosen"), [("digits", slice(40)), ("/home/her/photos", slice(None, None, 9))])
def test_few_images_are_the_first_of_a_shuffled_set_and_evenly_spread_in_an_ordered_one(name, chosen, monkeypatch):
    monkeypatch.setattr("vae_core.measure.figures.train_features", lambda *images, device: None)  # no distances
    figures = {figure.name: figure for figure in measure(small_vae(), TRAINING, TEST, name, FEW)}
    bound, *_ = evaluate(small_vae(), TEST.images[chosen], "", "iw", 3, seeds=2, labels=TEST.labels[chosen])
    assert figures["-log p(x)"].value == bound.value


def test_few_images_of_shapes_show_every_value_of_every_factor_about_as_often():
    values = every_value(SIZES)[::5]
    chosen = values[some_images("shapes", len(values), 500)]
    for axis, size in enumerate(SIZES):
        often = np.bincount(chosen[:, axis], minlength=size)
        assert often.min() > 0.7 * 500 / size, axis
