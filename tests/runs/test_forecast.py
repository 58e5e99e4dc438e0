"""What is said of a run before it starts agrees with what training then finds."""

from pathlib import Path

import pytest
from PIL import Image

from vae_core.data.sets import BUILT_IN, DATASETS, DatasetError, load_dataset
from vae_core.runs import forecast
from vae_core.runs.forecast import TRAINING_IMAGES, folder_at, is_here, look_at, seconds
from vae_core.store.folder import load_metrics
from vae_core.training.experiment import Experiment
from vae_core.training.held_out import split_validation
from vae_core.training.recipes import ARCHITECTURES

SHIPPED = Path(__file__).parents[2] / "checkpoints"


def pictures(folder, count, sizes=((8, 9),), mode="L", classes=("only",)):
    for index in range(count):
        place = folder / classes[index % len(classes)]
        place.mkdir(parents=True, exist_ok=True)
        Image.new(mode, sizes[index % len(sizes)], 0).save(place / f"{index}.png")
    return str(folder)


@pytest.mark.parametrize("name", BUILT_IN)
def test_what_is_always_here_is_as_it_is_said_to_be(name):
    look, test = look_at(name), load_dataset(name, "test")
    assert (look.training_images, look.test_images) == (4 * len(test) - (name == "digits") * 3, len(test))
    assert look.image_shape == test.images.shape[1:]
    assert (str(look), is_here(name)) == ("", True)


def test_every_data_set_is_known():
    assert set(TRAINING_IMAGES) == set(DATASETS)


def test_a_data_set_that_is_missing_is_said_to_be_downloaded(tmp_path, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_DATA", str(tmp_path))
    assert str(look_at("mnist")) == "Not on this machine yet: starting downloads 12 MB."
    (tmp_path / "MNIST/raw").mkdir(parents=True)
    (tmp_path / "MNIST/raw/train-images-idx3-ubyte").touch()
    assert str(look_at("mnist")) == ""


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_folder_is_as_it_is_said_to_be(tmp_path, mode):
    folder = pictures(tmp_path, 127, ((8, 9), (20, 10)), mode, ("cat", "dog"))
    look, data = look_at(folder), load_dataset(folder, "train")
    assert look.training_images == len(data)
    assert look.image_shape == data.images.shape[1:]
    assert str(look) == (
        "127 images in 2 classes. Their sizes differ: 8 x 9 to 20 x 10 pixels, in a sample. "
        "The largest square in the middle of each becomes 8 x 8 pixels, as the smallest of them has."
    )


def test_colour_and_transparency_are_said(tmp_path):
    folder = pictures(tmp_path, 125, mode="RGBA")
    assert str(look_at(folder)).endswith("Transparent parts become white.")
    Image.new("RGB", (8, 9), "red").save(tmp_path / "only/0.png")
    look = look_at(folder)
    assert look.image_shape == load_dataset(folder, "train").images.shape[1:] == (3, 8, 8)
    assert ", in colour. Each has 8 x 9 pixels. The largest" in str(look)


def test_another_size_is_said_to_be_chosen(tmp_path):
    look = look_at(pictures(tmp_path, 125, ((40, 40),)))
    assert str(look).endswith("Each keeps its 40 x 40 pixels.")
    assert look.at(None) == look.at(40) == look
    assert str(look.at(64)).endswith("becomes 64 x 64 pixels, as chosen.")
    assert look.at(64).image_shape == (1, 64, 64)


def test_one_class_is_said(tmp_path):
    assert "in 1 class (sub-folders would be classes" in str(look_at(pictures(tmp_path, 125)))


def test_a_disk_full_of_folders_is_no_data_set(tmp_path, monkeypatch):
    monkeypatch.setattr(forecast, "MAX_CLASSES", 2)
    with pytest.raises(DatasetError, match="3 sub-folders hold images, and each is a class; at most 2"):
        look_at(pictures(tmp_path, 126, classes=("a", "b", "c")))


def test_a_folder_is_found_as_it_was_typed(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "pets").mkdir()
    assert folder_at("~/pets") == str((tmp_path / "pets").resolve())
    for typed in ("~nobody-of-this-name/pets", "pets\0", "x" * 300, str(tmp_path / "none")):
        with pytest.raises(DatasetError, match="There is no folder"):
            folder_at(typed)


def test_a_folder_that_will_not_do_is_one_sentence(tmp_path):
    for folder, sentence in (
        (tmp_path / "nowhere", "There is no folder"),
        (tmp_path, "holds 0 images; at least 125 are needed"),
    ):
        with pytest.raises(DatasetError, match=sentence):
            look_at(str(folder))
    folder = pictures(tmp_path, 125)
    (tmp_path / "only/0.png").write_bytes(b"no image")
    with pytest.raises(DatasetError, match=r"\.png is not a readable image"):
        look_at(folder)


def fitted(look, *arguments, **chosen):
    return Experiment.of(*arguments, **chosen).fitted(look.training_images, look.image_shape)


def test_few_images_get_a_batch_that_they_fill_four_times(tmp_path):
    folder = pictures(tmp_path, 125)
    recipe = fitted(look_at(folder), folder).full_recipe()
    assert recipe.batch_size == 16
    held_in, _ = split_validation(load_dataset(folder, "train").images, recipe)
    assert len(held_in) // recipe.batch_size >= 4
    assert "batch_size" not in fitted(look_at("digits"), "digits", "small").chosen


def test_colour_is_scored_by_a_gaussian_unless_another_is_asked_for(tmp_path):
    folder = pictures(tmp_path, 125)
    Image.new("RGB", (8, 9), "red").save(tmp_path / "only/0.png")
    look = look_at(folder)
    assert fitted(look, folder).chosen["likelihood"] == "gaussian"
    assert fitted(look, folder, likelihood="bernoulli").chosen["likelihood"] == "bernoulli"
    assert "likelihood" not in fitted(look_at("digits"), "digits", "small").chosen  # what training then takes


def test_a_narrower_network_and_smaller_images_take_less_time():
    look = look_at("scenes")
    usual, wide = (Experiment.of("scenes", "conv", **chosen) for chosen in ({}, {"hidden": 64}))
    assert 0 < seconds(usual, look.at(32)) < seconds(usual, look) < seconds(wide, look)


def test_a_sum_over_classes_takes_longer_and_convolutions_longer_still():
    inferring = {"family": "semi-supervised"}
    each = [{}, inferring, inferring | {"classifier": "conv"}]
    experiments = [Experiment.of("digits", "small", **chosen) for chosen in each]
    plain, dense, convolved = (seconds(experiment, look_at("digits")) for experiment in experiments)
    assert plain < dense < convolved


def test_a_shipped_semi_supervised_training_took_about_as_long_as_is_forecast():
    took = sum(epoch["seconds"] for epoch in load_metrics(SHIPPED / "mnist-m2")["history"])
    experiment = Experiment.of("mnist", "mlp", latent_dim=6, family="semi-supervised", classifier="conv", epochs=24)
    assert seconds(experiment, look_at("mnist")) == pytest.approx(took, rel=0.4)  # which counts the end, too


@pytest.mark.parametrize("recipe", ARCHITECTURES)
def test_more_epochs_take_longer(recipe):
    few, many = (Experiment.of("digits", recipe, epochs=epochs) for epochs in (10, 20))
    assert seconds(many, look_at("digits")) > seconds(few, look_at("digits")) > 0
