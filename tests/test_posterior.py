"""q(z|x) against torch.distributions."""

import pytest
import torch
from torch.distributions import Independent, Normal, kl_divergence

from vae_core.posterior import kl_to_standard_normal, log_prob_diagonal, sample_diagonal

torch.manual_seed(0)
MU, LOGVAR, Z = torch.randn(6, 4), 2 * torch.randn(6, 4), 3 * torch.randn(6, 4)
ORACLE = Normal(MU, (LOGVAR / 2).exp())


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
