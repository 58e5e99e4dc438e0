"""A run with an energy-based prior: resumed bit for bit, and refused where the energy would not be fitted."""

import numpy as np
import pytest
from digits_run import DIGITS
from small_vae import small_vae

from vae_core.fault import Fault
from vae_core.training.loop import train
from vae_core.training.recipes import Recipe


def test_a_killed_run_goes_on_as_if_it_had_not_stopped(tmp_path):
    def interrupt(progress):
        if progress.epoch == 1:
            raise KeyboardInterrupt

    recipe = Recipe(epochs=3, batch_size=40)
    whole, resumed = small_vae(prior="energy"), small_vae(prior="energy")
    train(whole, DIGITS, recipe, tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        train(small_vae(prior="energy"), DIGITS, recipe, tmp_path / "halves", on_epoch=interrupt)
    train(resumed, DIGITS, recipe, tmp_path / "halves", resume=True)
    for one, other in zip(whole.parameters(), resumed.parameters(), strict=True):
        np.testing.assert_array_equal(one.detach(), other.detach())


def test_several_draws_of_a_posterior_are_refused(tmp_path):
    with pytest.raises(Fault, match="an energy is fitted to one draw from each posterior"):
        train(small_vae(prior="energy"), DIGITS, Recipe(epochs=1, batch_size=40, iw_samples=5), tmp_path)
