"""Training a model whose class is given: it uses the class, resumes exactly, and says what it lacks."""

import numpy as np
import pytest
import torch
from digits_run import DIGITS, RECIPE, figures
from small_vae import small_conditional

from vae_core.store.checkpoint import CheckpointError, load_model
from vae_core.training.experiment import Experiment
from vae_core.training.held_out import split_validation
from vae_core.training.loop import train, validate
from vae_core.training.recipes import Recipe

LABELS = np.arange(len(DIGITS)) % 3  # of what is drawn, or of nothing: a run is the same


def test_an_interrupted_run_goes_on_as_if_it_had_not_stopped(tmp_path):
    whole = train(small_conditional(), DIGITS, RECIPE, tmp_path / "whole", labels=LABELS)

    def interrupt(progress):
        if progress.epoch == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(small_conditional(), DIGITS, RECIPE, tmp_path / "halves", on_epoch=interrupt, labels=LABELS)
    with pytest.raises(CheckpointError, match="belongs to another architecture, recipe or data set"):
        train(small_conditional(), DIGITS, RECIPE, tmp_path / "halves", resume=True, labels=2 - LABELS)
    resumed = train(small_conditional(), DIGITS, RECIPE, tmp_path / "halves", resume=True, labels=LABELS)
    assert figures(resumed) == figures(whole)


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
