"""A run that has ended."""

import pytest
from digits_run import DIGITS, RECIPE
from small_vae import small_vae

from vae_core.training.loop import train


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A run to its end: the folder, the history, the model with its last weights."""
    out, model = tmp_path_factory.mktemp("finished"), small_vae()
    return out, train(model, DIGITS, RECIPE, out), model
