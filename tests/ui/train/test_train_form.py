"""The form of the page Train starts what it shows, and says in a sentence what will not do."""

import pytest
from PIL import Image
from train_app import opened, words

from vae_core import cli
from vae_core.runs import runs
from vae_core.training.experiment import Experiment


def test_the_form_starts_what_it_shows(started):
    app = opened()
    app.number_input(key="train-latent").set_value(3).run()
    app.number_input(key="train-epochs-small").set_value(7).run()
    app.number_input(key="train-beta").set_value(0.5).run()
    app.selectbox(key="train-prior").set_value("mixture").run()
    app.button(key="train-start").click().run()
    assert not app.exception
    assert started == ["digits-3d"]
    run = runs.load_run("digits-3d")
    assert run.experiment == Experiment.of("digits", "small", latent_dim=3, prior="mixture", beta=0.5, epochs=7)
    assert app.text_input(key="train-name").placeholder == "digits-3d-2"


def keys(app):
    return {field.key for kind in (app.number_input, app.selectbox) for field in kind}


def test_few_labels_are_asked_for_where_the_family_infers_the_class(started):
    """With the network that infers it and what keeps it; run, command and record are of what was chosen."""
    of_few = {"train-labels", "train-classifier", "train-shifts", "train-turns"}
    app = opened()
    assert not keys(app) & (of_few | {"train-sharpness"})
    app.selectbox(key="train-family").set_value("semi-supervised").run()
    assert of_few <= keys(app)
    assert "train-sharpness" not in keys(app)  # it is of what a moved image is taught
    app.number_input(key="train-labels").set_value(50).run()
    app.selectbox(key="train-classifier").set_value("conv").run()
    app.number_input(key="train-turns").set_value(12.0).run()
    app.number_input(key="train-sharpness").set_value(2.0).run()
    [command] = [code.value for code in app.code]
    app.button(key="train-start").click().run()
    assert not app.exception
    chosen = {"family": "semi-supervised", "classifier": "conv", "labels": 50, "turns": 12.0, "sharpness": 2.0}
    experiment = runs.load_run(started[0]).experiment
    assert experiment == Experiment.of("digits", "small", latent_dim=2, **chosen)
    assert command == experiment.command(started[0])
    assert vars(cli.parser().parse_args(command.split()[3:])).items() >= chosen.items()
    assert "convolutional classifier · 50 labels · turns of 12 degrees · sharpness 2" in words(app)

    app.number_input(key="train-turns").set_value(0.0).run()
    assert "train-sharpness" not in keys(app)
    assert "--sharpness" not in app.code[0].value
    app.selectbox(key="train-family").set_value("plain").run()
    assert not keys(app) & of_few
    assert "--classifier" not in app.code[0].value


def test_levels_on_maps_have_no_latent_size_to_choose(started):
    app = opened()
    app.selectbox(key="train-family").set_value("nvae").run()
    app.selectbox(key="train-network-small").set_value("conv").run()
    assert not app.exception
    assert "one number at every place" in words(app)
    app.button(key="train-start").click().run()
    assert started == ["digits-nvae"]
    assert runs.load_run("digits-nvae").chosen("family") == "nvae"


def test_the_form_keeps_what_was_chosen_while_another_page_is_open(started):
    app = opened()
    app.selectbox(key="train-network-small").set_value("mlp").run()
    app.number_input(key="train-latent").set_value(3).run()
    app.number_input(key="train-epochs-mlp").set_value(7).run()
    app.selectbox(key="train-posterior").set_value("flow").run()
    app.text_input(key="train-name").set_value("mine").run()
    app.switch_page("pages/present.py").run()
    app.switch_page("pages/train.py").run()
    assert not app.exception
    assert not app.warning
    app.button(key="train-start").click().run()
    assert started == ["mine"]
    assert app.text_input(key="train-name").value == ""  # so that the next run has a name of its own
    assert runs.load_run("mine").experiment == Experiment.of("digits", "mlp", latent_dim=3, posterior="flow", epochs=7)


@pytest.mark.parametrize("name", ["../up", "Digits 1", "[a](http://b)"])
def test_a_name_that_will_not_do_is_one_sentence(started, name):
    app = opened()
    app.text_input(key="train-name").set_value(name).run()
    app.button(key="train-start").click().run()
    assert not app.exception
    assert [error.value.startswith("A name has up to 40 letters") for error in app.error] == [True]
    assert started == []


def folder_form(path):
    app = opened()
    app.selectbox(key="train-data").set_value("folder").run()
    return app.text_input(key="train-folder").set_value(str(path)).run()


def test_a_folder_of_few_images_of_mixed_sizes_starts_with_what_is_known_of_it(folders, started):
    (folders / "pets").mkdir()
    for index in range(125):
        Image.new("L", (8 + index % 3, 9), index).save(folders / "pets" / f"{index}.png")
    app = folder_form(folders / "pets")
    assert "125 images in 1 class" in words(app)
    assert "Their sizes differ: 8 x 9 to 10 x 9 pixels, in a sample." in words(app)
    assert "Batch size reduced to 16 because the data set is small." in words(app)
    app.button(key="train-start").click().run()
    assert started == ["pets-2d"]
    assert runs.load_run("pets-2d").chosen("batch_size") == 16


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nowhere", "There is no folder"),
        ("", "holds 0 images"),
        ("a\0b", "There is no folder"),
        ("x" * 300, "There is no folder"),
    ],
)
def test_a_folder_that_will_not_do_is_one_sentence(folders, started, name, sentence):
    app = folder_form(folders / name)
    assert sentence in words(app)
    app.button(key="train-start").click().run()
    assert not app.exception
    assert sentence in app.error[0].value
    assert started == []


def test_a_folder_that_is_called_like_a_data_set_is_a_folder(folders, started, monkeypatch):
    monkeypatch.chdir(folders)
    assert "There is no folder" in words(folder_form("digits"))
    (folders / "digits").mkdir()
    for index in range(125):
        Image.new("L", (8, 9), index).save(folders / "digits" / f"{index}.png")
    folder_form("digits").button(key="train-start").click().run()
    assert runs.load_run(started[0]).experiment.data == str((folders / "digits").resolve())


def test_colour_gets_a_gaussian_and_sixteen_dimensions_unless_another_is_chosen(folders, started):
    (folders / "photos").mkdir()
    for index in range(125):
        Image.new("RGB", (8, 9), (index, 9, 0)).save(folders / "photos" / f"{index}.png")
    app = folder_form(folders / "photos")
    assert "in colour" in words(app)
    assert "Likelihood: Gaussian" in words(app)
    app.button(key="train-start").click().run()
    assert started == ["photos-16d"]
    assert runs.load_run("photos-16d").chosen("likelihood") == "gaussian"
    assert "Gaussian likelihood" in words(app)
    app.selectbox(key="train-likelihood").set_value("bernoulli").run()
    assert "Likelihood: Bernoulli" in words(app)
    app.button(key="train-start").click().run()
    assert runs.load_run(started[1]).chosen("likelihood") == "bernoulli"
