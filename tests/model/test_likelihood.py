"""p(x|z) against torch.distributions, constants included."""

import math

import pytest
import torch
from torch.distributions import Bernoulli as BernoulliOracle
from torch.distributions import Independent, Normal
from torch.nn import functional as F

from vae_core.model.likelihood import (
    MIN_LOG_SCALE,
    MIN_LOG_SIGMA,
    DiscretisedLogistic,
    Gaussian,
    build_likelihood,
)

torch.manual_seed(0)
LOGITS = 3 * torch.randn(5, 2, 3, 4)


def test_bernoulli_is_that_of_torch_distributions():
    x = torch.rand(5, 2, 3, 4).round()
    oracle = Independent(BernoulliOracle(logits=LOGITS), 3)
    torch.testing.assert_close(build_likelihood("bernoulli").log_prob(x, LOGITS), oracle.log_prob(x))


def test_bernoulli_does_not_saturate():
    logits = torch.full((1, 1, 1, 1), 200.0)
    assert build_likelihood("bernoulli").log_prob(torch.zeros(1, 1, 1, 1), logits) == -200


@torch.no_grad()
def test_gaussian_is_that_of_torch_distributions_with_its_constant():
    likelihood, x = Gaussian(), torch.rand(5, 2, 3, 4)
    likelihood.log_sigma.fill_(0.3)
    sigma = torch.exp(MIN_LOG_SIGMA + F.softplus(torch.tensor(0.3 - MIN_LOG_SIGMA)))
    oracle = Independent(Normal(LOGITS.sigmoid(), sigma), 3)
    torch.testing.assert_close(likelihood.log_prob(x, LOGITS), oracle.log_prob(x))


@torch.no_grad()
def test_sigma_stays_above_its_floor():
    likelihood = build_likelihood("gaussian")
    likelihood.log_sigma.fill_(-1000)
    at_the_mean = likelihood.log_prob(torch.full((1, 1, 1, 1), 0.5), torch.zeros(1, 1, 1, 1))
    torch.testing.assert_close(at_the_mean[0], Normal(0.0, math.exp(MIN_LOG_SIGMA)).log_prob(torch.tensor(0.0)))


def test_the_learned_sigma_becomes_the_root_mean_square_error():
    likelihood, x = Gaussian(), torch.rand(8, 1, 4, 4)
    logits = torch.zeros(8, 1, 4, 4)
    optimiser = torch.optim.Adam(likelihood.parameters(), lr=0.05)
    for _ in range(200):
        optimiser.zero_grad()
        (-likelihood.log_prob(x, logits).mean()).backward()
        optimiser.step()
    log_sigma = MIN_LOG_SIGMA + F.softplus(likelihood.log_sigma.detach() - MIN_LOG_SIGMA)
    assert float(log_sigma.exp()) == pytest.approx(float((x - 0.5).square().mean().sqrt()), rel=0.01)


def logistic(log_scale):
    likelihood = DiscretisedLogistic()
    likelihood.log_scale.data.fill_(log_scale)
    return likelihood


EVERY_BYTE = torch.arange(256).div(255).view(256, 1, 1, 1)


@pytest.mark.parametrize("log_scale", [-9.0, -5.0, -1.0, 3.0])
@pytest.mark.parametrize("logit", [-12.0, -1.0, 0.3, 12.0])
@torch.no_grad()
def test_the_probabilities_of_all_bytes_add_up_to_one(log_scale, logit):
    nats = logistic(log_scale).log_prob(EVERY_BYTE, torch.full((256, 1, 1, 1), logit))
    assert float(nats.double().exp().sum()) == pytest.approx(1, abs=1e-4)
    assert torch.isfinite(nats).all()


@torch.no_grad()
def test_a_byte_has_what_the_logistic_has_between_its_borders():
    likelihood, logits = logistic(-2.0), torch.full((256, 1, 1, 1), 0.3)
    scale = torch.exp(MIN_LOG_SCALE + F.softplus(torch.tensor(-2.0 - MIN_LOG_SCALE))).double()
    borders = (torch.arange(1, 256).double() - 0.5) / 255
    below = torch.sigmoid((borders - torch.sigmoid(torch.tensor(0.3)).double()) / scale)
    shares = torch.diff(torch.cat([torch.zeros(1), below, torch.ones(1)]).double())
    torch.testing.assert_close(likelihood.log_prob(EVERY_BYTE, logits).double(), shares.log(), atol=1e-4, rtol=1e-4)


def test_far_from_the_mean_a_byte_still_pulls_at_it():
    logits = torch.full((1, 1, 1, 1), -10.0, requires_grad=True)
    logistic(-9.0).log_prob(torch.ones(1, 1, 1, 1) * 0.8, logits).sum().backward()
    assert torch.isfinite(logits.grad).all()
    assert logits.grad > 0


def test_only_bernoulli_images_are_binarised():
    assert build_likelihood("bernoulli").binary
    assert not build_likelihood("gaussian").binary
