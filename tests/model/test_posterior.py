"""q(z|x) against torch.distributions, automatic differentiation and quadrature."""

import pytest
import torch
from torch.distributions import Independent, Normal, kl_divergence

from vae_core.model.couplings import Couplings
from vae_core.model.posterior import (
    DiagonalPosterior,
    FlowPosterior,
    kl_to_standard_normal,
    log_prob_diagonal,
    sample_diagonal,
)

torch.manual_seed(0)
MU, LOGVAR, Z = torch.randn(6, 4), 2 * torch.randn(6, 4), 3 * torch.randn(6, 4)
ORACLE = Normal(MU, (LOGVAR / 2).exp())


def flow_posterior(images=6, latent_dim=4, scale=0.3):
    """A flow whose couplings are far from the identity, unless `scale` is 0, of images with contexts of their own."""
    torch.manual_seed(1)
    couplings = Couplings(latent_dim, 4, hidden=16, context_dim=5)
    for net in couplings.nets:
        torch.nn.init.normal_(net[-1].weight, std=scale)
        torch.nn.init.normal_(net[-1].bias, std=scale)
    base = DiagonalPosterior(torch.randn(images, latent_dim), torch.randn(images, latent_dim) / 2 - 1)
    return FlowPosterior(base, couplings.eval(), 3 * torch.randn(images, 5))


def test_kl_is_that_of_torch_distributions_per_dimension():
    expected = kl_divergence(ORACLE, Normal(torch.zeros(4), torch.ones(4)))
    torch.testing.assert_close(kl_to_standard_normal(MU, LOGVAR), expected)


def test_kl_is_zero_at_the_prior_and_positive_elsewhere():
    assert (kl_to_standard_normal(torch.zeros(2, 3), torch.zeros(2, 3)) == 0).all()
    assert (kl_to_standard_normal(MU, LOGVAR) > 0).all()


def test_kl_of_unequal_shapes_is_refused():
    with pytest.raises(ValueError, match=r"\(6, 4\) and \(6, 3\)"):
        kl_to_standard_normal(MU, LOGVAR[:, :3])


def test_log_prob_is_that_of_torch_distributions():
    torch.testing.assert_close(log_prob_diagonal(Z, MU, LOGVAR), Independent(ORACLE, 1).log_prob(Z))


def test_draws_have_the_mean_and_the_deviation_of_the_posterior():
    count = 20_000
    mu, logvar = torch.tensor([2.0, -1.0]).expand(count, 2), torch.tensor([0.0, -2.0]).expand(count, 2)
    draws = sample_diagonal(mu, logvar, torch.Generator().manual_seed(0))
    torch.testing.assert_close(draws.mean(0), mu[0], atol=0.03, rtol=0)
    torch.testing.assert_close(draws.std(0), (logvar[0] / 2).exp(), atol=0.02, rtol=0)


def test_a_seed_repeats_a_draw_and_gradients_reach_both_parameters():
    mu, logvar = MU.clone().requires_grad_(), LOGVAR.clone().requires_grad_()
    draw = sample_diagonal(mu, logvar, torch.Generator().manual_seed(3))
    assert (draw == sample_diagonal(MU, LOGVAR, torch.Generator().manual_seed(3))).all()
    draw.sum().backward()
    assert (mu.grad == 1).all()
    torch.testing.assert_close(logvar.grad, (draw - mu).detach() / 2)


# the flow


@torch.no_grad()
def test_a_fresh_flow_is_the_diagonal_posterior_exactly():
    q, noise = flow_posterior(scale=0.0), torch.randn(3, 6, 4)
    (z, log_q), (expected, log_expected) = q.draw(noise=noise), q.base.draw(noise=noise)
    assert (z == expected).all()
    assert (log_q() == log_expected()).all()
    assert (q.log_prob(z) == log_expected()).all()
    assert all((got == given).all() for got, given in zip(q.gaussian(), q.base, strict=True))


@torch.no_grad()
def test_a_draw_has_the_density_that_the_way_back_gives_it():
    q = flow_posterior()
    z, log_q = q.draw(noise=torch.randn(3, 6, 4))
    torch.testing.assert_close(q.log_prob(z), log_q(), rtol=1e-4, atol=1e-4)
    assert not torch.allclose(log_q(), q.base.log_prob(z), atol=0.1)  # the couplings matter


def test_the_density_is_the_change_of_variables_of_the_jacobian():
    q = flow_posterior()
    for n in range(3):
        one = FlowPosterior(DiagonalPosterior(*(part[n : n + 1] for part in q.base)), q.couplings, q.context[n : n + 1])
        noise = torch.randn(4)
        jacobian = torch.autograd.functional.jacobian(lambda eps, one=one: one.draw(noise=eps[None])[0][0], noise)
        expected = Normal(0.0, 1.0).log_prob(noise).sum() - jacobian.slogdet().logabsdet
        torch.testing.assert_close(one.draw(noise=noise[None])[1]()[0], expected, rtol=1e-4, atol=1e-4)


@torch.no_grad()
def test_the_density_of_every_image_integrates_to_one():
    q, side = flow_posterior(images=3, latent_dim=2), torch.linspace(-25, 25, 1001)
    density = q.log_prob(torch.cartesian_prod(side, side).unsqueeze(1)).exp()  # (places, images)
    totals = density.sum(0) * (side[1] - side[0]) ** 2
    torch.testing.assert_close(totals, torch.ones(3), rtol=0, atol=2e-3)
    assert not torch.allclose(density[:, 0], density[:, 1])


@torch.no_grad()
def test_the_context_changes_the_shape_and_not_the_place_alone():
    q = flow_posterior(images=2)
    base = DiagonalPosterior(*(part[:1].expand(2, -1) for part in q.base))
    noise = torch.randn(500, 1, 4).expand(-1, 2, -1)
    z, _ = FlowPosterior(base, q.couplings, q.context).draw(noise=noise)
    spread = z.std(0)
    assert not torch.allclose(spread[0], spread[1], rtol=0.05)


@torch.no_grad()
def test_the_gaussian_of_a_narrow_flow_without_cross_terms_is_that_of_its_draws():
    q = flow_posterior(images=1, latent_dim=2)
    q = FlowPosterior(DiagonalPosterior(q.base.mu, torch.full((1, 2), -14.0)), q.couplings, q.context)
    for net in q.couplings.nets:
        net[0].weight[:, :2] = 0  # each half moves by the context alone, so that there are no cross terms
    mu, logvar = q.gaussian()
    draws = q.draw(noise=torch.randn(4000, 1, 2))[0][:, 0]
    torch.testing.assert_close(draws.mean(0), mu[0], rtol=0, atol=5e-3)
    torch.testing.assert_close(draws.var(0).log(), logvar[0], rtol=0, atol=0.12)
    assert (logvar + 14).abs().min() > 0.2
