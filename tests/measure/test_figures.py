"""All figures of a model in one call: the same images for every bound, or both bounds on the few."""

import pytest
from small_vae import small_vae

from vae_core.data.sets import ImageData, data_title, load_dataset
from vae_core.measure.figures import REFERENCE, Effort, measure

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
