"""The aggregate posterior, against torch.distributions and closed forms."""

import math

import pytest
import torch
from torch import distributions as D

from vae_core.aggregate import aggregate_gap
from vae_core.couplings import Couplings
from vae_core.posterior import DiagonalPosterior, FlowPosterior


def _posteriors(count, latent_dim, spread=1.0):
    generator = torch.Generator().manual_seed(0)
    mu = spread * torch.randn(count, latent_dim, generator=generator)
    return mu, torch.rand(count, latent_dim, generator=generator) - 3


def _log_normal(z):
    return D.Normal(0.0, 1.0).log_prob(z).sum(1)


def test_the_densities_are_those_of_torchs_mixture():
    mu, logvar = _posteriors(300, 3)
    gap = aggregate_gap(DiagonalPosterior(mu, logvar), _log_normal, torch.Generator().manual_seed(1))
    z = mu + (logvar / 2).exp() * torch.randn(mu.shape, generator=torch.Generator().manual_seed(1))
    posteriors = D.Independent(D.Normal(mu, (logvar / 2).exp()), 1)
    mixture = D.MixtureSameFamily(D.Categorical(torch.ones(300)), posteriors)
    torch.testing.assert_close(gap, mixture.log_prob(z) - _log_normal(z), rtol=1e-4, atol=1e-4)


def test_posteriors_that_are_the_prior_leave_no_gap():
    gap = aggregate_gap(DiagonalPosterior(torch.zeros(50, 2), torch.zeros(50, 2)), _log_normal)
    torch.testing.assert_close(gap, torch.zeros(50), atol=1e-5, rtol=0)


def test_the_gap_lacks_log_n_nats_of_the_rate_where_posteriors_never_overlap():
    mu, logvar = _posteriors(64, 8, spread=20.0)
    gap = aggregate_gap(DiagonalPosterior(mu, logvar), _log_normal, torch.Generator().manual_seed(1))
    z = mu + (logvar / 2).exp() * torch.randn(mu.shape, generator=torch.Generator().manual_seed(1))
    rate = D.Normal(mu, (logvar / 2).exp()).log_prob(z).sum(1) - _log_normal(z)
    torch.testing.assert_close(rate - gap, torch.full((64,), math.log(64)), rtol=0, atol=2e-3)


def test_narrow_posteriors_lose_no_digits():
    mu, logvar = torch.full((1, 1), 4.0), torch.full((1, 1), -9.9)
    gap = aggregate_gap(DiagonalPosterior(mu, logvar), lambda z: torch.zeros(len(z)), torch.Generator().manual_seed(0))
    noise = torch.randn(1, 1, generator=torch.Generator().manual_seed(0))
    assert gap.item() == pytest.approx(D.Normal(0.0, 1.0).log_prob(noise).item() + 9.9 / 2, abs=2e-3)


def test_a_fresh_flow_has_the_gap_of_the_diagonal_posteriors():
    diagonal = DiagonalPosterior(*_posteriors(50, 3))
    flow = FlowPosterior(diagonal, Couplings(3, 4, 8, 2), torch.zeros(50, 2))
    gaps = [aggregate_gap(q, _log_normal, torch.Generator().manual_seed(1)) for q in (diagonal, flow)]
    torch.testing.assert_close(*gaps, rtol=1e-4, atol=1e-4)
