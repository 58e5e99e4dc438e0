"""The aggregate posterior against torch.distributions, and which images make it."""

import numpy as np
import pytest
import torch
from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal

from vae_core.measure.mixture import LEAST_CODES, Mixture, excluded, mixture_rows

rng = np.random.default_rng(0)
N, D = 3000, 3
CODES = rng.normal(size=(N, D)).astype("f4")
LOGVAR = rng.uniform(-4, -2, (N, D)).astype("f4")


def test_rarity_is_the_negative_log_density_of_the_aggregate_posterior():
    z = torch.from_numpy(rng.normal(size=(50, D)))
    mu, deviation = torch.from_numpy(CODES).double(), torch.from_numpy(np.exp(0.5 * LOGVAR.astype("f8")))
    mixture = MixtureSameFamily(Categorical(torch.ones(N).double()), Independent(Normal(mu, deviation), 1))
    differences = Mixture(CODES, LOGVAR).rarity(z) + mixture.log_prob(z)
    np.testing.assert_allclose(differences, differences[0], rtol=1e-9)


def test_both_images_of_a_midpoint_are_left_out():
    assert excluded(np.array([[1, 3]]), np.array([0, 1, 2, 3])).tolist() == [[False, True, False, True]]
    assert not excluded(np.array([-1]), np.array([0, 1])).any()


def test_few_codes_make_no_meter():
    with pytest.raises(ValueError, match=f"{LEAST_CODES} codes or more; got 5"):
        mixture_rows(5, 2)


@pytest.mark.parametrize(("count", "latent_dim", "rows"), [(200_000, 16, 10_000), (9000, 2, 9000), (10_000, 128, 5000)])
def test_the_mixture_stays_within_a_millisecond_of_the_browser(count, latent_dim, rows):
    found = mixture_rows(count, latent_dim)
    assert len(found) == len(set(found.tolist())) == rows
    assert (found[0], found[-1]) == (0, count - 1)
