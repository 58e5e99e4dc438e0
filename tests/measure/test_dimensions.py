"""Information and distance of single dimensions, against closed forms, draws and the exact KL."""

import numpy as np
import pytest
import torch
from torch.distributions import Normal

from vae_core.measure.dimensions import per_dimension, prior_marginals
from vae_core.model.posterior import kl_to_standard_normal

N = 2000


def _codes(dims=3):
    generator = torch.Generator().manual_seed(0)
    mu = torch.randn(N, dims, generator=generator) * torch.tensor([2.0, 0.5, 0.0])[:dims]
    logvar = torch.tensor([-3.0, -1.0, 0.0])[:dims] + 0.1 * torch.randn(N, dims, generator=generator)
    return mu, logvar


def test_under_a_standard_normal_the_distance_is_the_exact_kl(make_vae):
    mu, logvar = _codes()
    found = per_dimension(mu.numpy(), logvar.numpy(), prior_marginals(make_vae()))
    np.testing.assert_allclose(found.to_prior, kl_to_standard_normal(mu, logvar).mean(0), atol=1e-4)
    assert (found.information <= found.to_prior + 1e-6).all()


def test_the_information_of_a_gaussian_channel_is_half_a_logarithm(make_vae):
    mu = Normal(0.0, 2.0).icdf(torch.linspace(0.5 / N, 1 - 0.5 / N, N))[:, None].repeat(1, 3)
    logvar = torch.full((N, 3), -2.0)
    found = per_dimension(mu.numpy(), logvar.numpy(), prior_marginals(make_vae()))
    expected = 0.5 * np.log(1 + 4 / np.exp(-2.0))
    np.testing.assert_allclose(found.information, expected, rtol=0.01)


@pytest.mark.parametrize("prior", ["diagonal", "mixture", "vamp", "flow", "energy"])
def test_the_marginals_are_those_of_the_priors_draws(make_vae, prior):
    model = make_vae(prior=prior)
    with torch.no_grad():
        for parameter in model.prior.parameters() if prior in ("flow", "energy") else []:
            parameter *= 0.3  # draws of the test's own weights lie hundreds apart
        draws = model.prior.sample(40_000, torch.Generator().manual_seed(7)).numpy()
    log_marginal = prior_marginals(model)
    for dim in range(3):
        grid = np.linspace(draws[:, dim].min() - 3, draws[:, dim].max() + 3, 2000)
        density = np.exp(log_marginal(dim, grid))
        mass = density * (grid[1] - grid[0])
        assert mass.sum() == pytest.approx(1, abs=0.01)
        for share in (0.1, 0.5, 0.9):
            place = np.quantile(draws[:, dim], share)
            assert mass[grid <= place].sum() == pytest.approx(share, abs=0.02)


def test_a_dimension_that_is_the_prior_has_collapsed_whatever_the_prior(make_vae):
    model = make_vae(prior="diagonal")
    with torch.no_grad():
        model.prior.mu.fill_(3.0)
        model.prior.logvar.fill_(1.0)
    mu, logvar = torch.full((N, 3), 3.0), torch.full((N, 3), 1.0)
    mu[:, 0] = torch.linspace(0, 6, N)
    found = per_dimension(mu.numpy(), logvar.numpy(), prior_marginals(model))
    assert found.collapsed.tolist() == [False, True, True]
    assert found.information[1] == pytest.approx(0, abs=1e-4)
    against_another = per_dimension(mu.numpy(), logvar.numpy(), prior_marginals(make_vae()))
    assert not against_another.collapsed.any()


def test_half_of_the_images_are_enough_to_be_alive(make_vae):
    mu, logvar = torch.zeros(N, 3), torch.zeros(N, 3)
    mu[: N // 2, 0] = 1.0
    assert per_dimension(mu.numpy(), logvar.numpy(), prior_marginals(make_vae())).collapsed.tolist() == [
        False,
        True,
        True,
    ]


def test_absurd_codes_give_numbers(make_vae):
    codes, logvar = np.zeros((200, 3), np.float32), np.zeros((200, 3), np.float32)
    codes[::2, 0], logvar[0, 1], logvar[1, 1] = 3e38, 65504, -65504
    found = per_dimension(codes, logvar, prior_marginals(make_vae()))
    assert np.isfinite(found.information).all()
    assert np.isfinite(found.to_prior).all()
