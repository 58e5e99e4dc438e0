"""Training a family: it resumes exactly; one whose class is given uses it, and says what it lacks."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from digits_run import DIGITS, RECIPE, figures
from small_vae import small_conditional, small_vae

from vae_core.store.checkpoint import CheckpointError, load_model
from vae_core.training.experiment import Experiment
from vae_core.training.held_out import split_validation
from vae_core.training.loop import train, validate
from vae_core.training.recipes import Recipe

LABELS = np.arange(len(DIGITS)) % 3  # of what is drawn, or of nothing: a run is the same


@pytest.mark.parametrize(
    ("family", "recipe"),
    [
        ({"family": "conditional", "classes": 3}, RECIPE),
        ({"family": "semi-supervised", "classes": 3}, replace(RECIPE, labels=30, shifts=1)),
        (
            {"family": "semi-supervised", "classes": 3, "classifier": "conv"},
            replace(RECIPE, labels=30, turns=10.0, sharpness=2.0),
        ),
        ({"family": "ladder", "levels": 2}, RECIPE),
        ({"family": "adversarial", "network": "conv", "hidden": 4}, RECIPE),
        ({"family": "nvae", "levels": 2, "latent_dim": 3}, RECIPE),
        ({"family": "vq", "network": "conv", "latent_dim": 2}, RECIPE),
    ],
)
def test_an_interrupted_run_goes_on_as_if_it_had_not_stopped(tmp_path, family, recipe):
    def fresh():
        return small_vae(**family)

    whole = train(fresh(), DIGITS, recipe, tmp_path / "whole", labels=LABELS)

    def interrupt(progress):
        if progress.epoch == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(fresh(), DIGITS, recipe, tmp_path / "halves", on_epoch=interrupt, labels=LABELS)
    resumed = train(fresh(), DIGITS, recipe, tmp_path / "halves", resume=True, labels=LABELS)
    assert figures(resumed) == figures(whole)


def test_a_run_of_other_classes_is_not_gone_on_with(tmp_path):
    def interrupt(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(small_conditional(), DIGITS, RECIPE, tmp_path, on_epoch=interrupt, labels=LABELS)
    with pytest.raises(CheckpointError, match="belongs to another architecture, recipe or data set"):
        train(small_conditional(), DIGITS, RECIPE, tmp_path, resume=True, labels=2 - LABELS)


def test_the_class_is_learned(tmp_path):
    """Black images of one class and white ones of the other: with the wrong class they cost far more."""
    labels = np.arange(400) % 2
    images = np.repeat(255 * labels.astype(np.uint8), 64).reshape(400, 1, 8, 8)
    recipe = Recipe(epochs=30, batch_size=40, lr=1e-2, validation_images=40)
    train(small_conditional(classes=2), images, recipe, tmp_path, labels=labels)
    model = load_model(tmp_path)
    held, own = (part[:40] for part in (split_validation(images, recipe)[1], split_validation(labels, recipe)[1]))
    right, wrong = (validate(model, held, 0, classes)["val_elbo"] for classes in (own, 1 - own))
    assert right > wrong + 10
    assert torch.equal(model.classify(held.float() / 255), own)


def test_without_classes_nothing_starts(tmp_path):
    with pytest.raises(ValueError, match="needs the classes of the images"):
        train(small_conditional(), DIGITS, RECIPE, tmp_path)
    with pytest.raises(ValueError, match="two classes or more: these have 1"):
        Experiment.of("digits", family="conditional").fitted(100, (1, 8, 8), 1)


def test_few_labels_are_enough_to_tell_the_others(tmp_path):
    """Black images of one class and white ones of the other: ten labels say which is which."""
    labels = np.arange(400) % 2
    images = np.repeat(255 * labels.astype(np.uint8), 64).reshape(400, 1, 8, 8)
    recipe = Recipe(epochs=15, batch_size=40, lr=1e-2, validation_images=40, labels=10)
    train(small_vae(family="semi-supervised", classes=2), images, recipe, tmp_path, labels=labels)
    model = load_model(tmp_path)
    assert (model.classify(torch.from_numpy(images).float() / 255).numpy() == labels).mean() > 0.99


def test_what_only_a_semi_supervised_model_has_is_refused_elsewhere(tmp_path):
    with pytest.raises(ValueError, match="labels, shifts and turns are for a semi-supervised model"):
        train(small_conditional(), DIGITS, replace(RECIPE, labels=30), tmp_path, labels=LABELS)
    semi = small_vae(family="semi-supervised", classes=3)
    with pytest.raises(ValueError, match="trained on its bound"):
        train(semi, DIGITS, replace(RECIPE, free_bits=0.1), tmp_path, labels=LABELS)
