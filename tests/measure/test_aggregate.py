"""The aggregate posterior, against torch.distributions and closed forms."""

import math

import numpy as np
import pytest
import torch
from torch import distributions as D
from torch.utils._python_dispatch import TorchDispatchMode

from vae_core.measure import aggregate
from vae_core.measure.aggregate import surgery, surgery_figures
from vae_core.model import prior as prior_module
from vae_core.model.couplings import Couplings
from vae_core.model.objective import likelihood_input
from vae_core.model.posterior import DiagonalPosterior, FlowPosterior


def _posteriors(count, latent_dim, spread=1.0):
    generator = torch.Generator().manual_seed(0)
    mu = spread * torch.randn(count, latent_dim, generator=generator)
    return mu, torch.rand(count, latent_dim, generator=generator) - 3


def aggregate_gap(q, log_prior, generator=None):
    return surgery(q, log_prior, generator)[1]


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


def test_information_and_gap_make_up_the_rate():
    mu, logvar = _posteriors(64, 2)
    parts = surgery(DiagonalPosterior(mu, logvar), _log_normal, torch.Generator().manual_seed(1))
    z = mu + (logvar / 2).exp() * torch.randn(mu.shape, generator=torch.Generator().manual_seed(1))
    rate = D.Normal(mu, (logvar / 2).exp()).log_prob(z).sum(1) - _log_normal(z)
    torch.testing.assert_close(parts[0] + parts[1], rate, rtol=1e-4, atol=1e-4)
    assert parts[0].max() <= math.log(64) + 1e-4


IMAGES = np.random.default_rng(0).integers(0, 256, (400, 1, 8, 8), dtype=np.uint8)
MADE = {"samples": 1, "data": "noise test", "images": 400, "seed": 0, "pixels": "dynamically binarised"}


def test_where_n_does_not_resolve_it_there_is_no_gap(make_vae):
    model = make_vae()
    with torch.no_grad():
        model.encoder[-2].bias[3:] = -9.0  # posteriors so narrow that each is alone
    (information,) = surgery_figures(model, IMAGES, 2, MADE)
    assert information.ceiling == pytest.approx(math.log(400))
    assert information.value > information.ceiling - 0.5
    assert [size for size, _ in information.curve] == [100, 300, 400]
    assert all(value <= math.log(size) + 1e-4 for size, value in information.curve)


def test_where_n_resolves_it_the_gap_is_the_integral_on_a_grid(make_vae):
    model = make_vae(latent_dim=1)
    with torch.no_grad():
        model.encoder[-2].bias[1:] = 0.5  # broad posteriors
    information, gap = surgery_figures(model, IMAGES, 3, MADE)
    assert information.value < information.ceiling - aggregate.CLEAR_NATS
    grid = torch.linspace(-60, 60, 20_001, dtype=torch.float64)
    truth = []
    for seed in range(3):
        x = likelihood_input(model, torch.from_numpy(IMAGES), torch.Generator().manual_seed(seed))
        mu, logvar = (part.detach().double() for part in model.posterior(x))
        q = D.Normal(mu, (logvar / 2).exp()).log_prob(grid).exp().mean(0)
        truth.append(float((q * (q.clamp(min=1e-300).log() - D.Normal(0.0, 1.0).log_prob(grid))).sum() * 120 / 20_000))
    assert abs(gap.value - np.mean(truth)) < 4 * gap.std_error
    assert gap.curve[-1][0] == 400


class LargestTensor(TorchDispatchMode):
    """Notes the bytes of the largest tensor that any operation makes."""

    bytes = 0

    def __torch_dispatch__(self, function, types, arguments=(), keywords=None):
        made = function(*arguments, **(keywords or {}))
        for value in made if isinstance(made, tuple | list) else [made]:
            if isinstance(value, torch.Tensor):
                self.bytes = max(self.bytes, value.untyped_storage().nbytes())
        return made


@pytest.mark.parametrize(("prior", "components", "latent_dim"), [("vamp", 200, 64), ("mixture", 1000, 64)])
def test_memory_is_bounded_whatever_the_prior(make_vae, prior, components, latent_dim):
    model = make_vae(prior=prior, components=components, latent_dim=latent_dim)
    images = np.zeros((1500 if prior == "vamp" else 60, 1, 8, 8), np.uint8)
    with LargestTensor() as largest:
        surgery_figures(model, images, 1, MADE)
    assert largest.bytes < 40_000_000  # all draws at once were 1500 x 200 x 64 x 4 bytes, 77 MB, and 154 MB


def test_a_mixture_scored_in_parts_is_the_same(make_vae, monkeypatch):
    model, z = (
        make_vae(prior="mixture", components=50),
        torch.randn(2, 30, 3, generator=torch.Generator().manual_seed(0)),
    )
    whole = model.prior.log_prob(z)
    monkeypatch.setattr(prior_module, "FLOATS", 50 * 3 * 7)
    torch.testing.assert_close(model.prior.log_prob(z), whole)
    assert model.prior.log_prob(z[0, 0]).shape == ()


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
