"""The ELBO and its terms against probabilistic PCA; binarisation against its definition."""

import pytest
import torch
from linear_gaussian import gap, linear_vae, log_likelihood
from torch.distributions import Bernoulli

from vae_core.objective import ElboTerms, binarise, binarise_quickly, elbo_terms, likelihood_input, training_loss

X = 2 * torch.randn(5, 1, 2, 4, generator=torch.Generator().manual_seed(2))
BYTES = torch.arange(256, dtype=torch.uint8).reshape(1, 1, 16, 16)


@torch.no_grad()
def test_elbo_is_the_likelihood_at_every_draw_when_the_posterior_is_true():
    terms = elbo_terms(linear_vae(prior="diagonal"), X)  # a prior of N(0, I) whose KL is estimated at the draw
    torch.testing.assert_close(terms.elbo, log_likelihood(X))


@torch.no_grad()
def test_a_fresh_flow_has_the_elbo_of_the_diagonal_posterior_with_its_kl_estimated():
    flow, diagonal = linear_vae(0.3, 0.5, posterior="flow"), linear_vae(0.3, 0.5, prior="diagonal")
    one, other = (elbo_terms(model, X, torch.Generator().manual_seed(0)) for model in (flow, diagonal))
    assert (one.recon == other.recon).all()
    torch.testing.assert_close(one.kl, other.kl)
    assert one.kl_per_dim is None


@torch.no_grad()
def test_the_exact_kl_gives_the_same_elbo_on_average():
    many = X[:1].expand(20_000, -1, -1, -1)
    elbo = elbo_terms(linear_vae(), many, torch.Generator().manual_seed(0)).elbo
    assert abs(elbo.mean() - log_likelihood(X[:1])) < 4 * elbo.std() / 20_000**0.5


@torch.no_grad()
@pytest.mark.parametrize("prior", ["standard", "diagonal"])
def test_elbo_lacks_the_kl_between_the_posteriors(prior):
    many = X[:1].expand(20_000, -1, -1, -1)
    elbo = elbo_terms(linear_vae(0.3, 0.5, prior), many, torch.Generator().manual_seed(0)).elbo
    lacking = log_likelihood(X[:1]) - elbo.mean()
    assert abs(lacking - gap(0.3, 0.5)) < 4 * elbo.std() / 20_000**0.5
    assert lacking > 0.1


@torch.no_grad()
def test_a_learned_prior_at_the_standard_normal_changes_the_kl_only_by_its_noise(make_vae):
    standard, diagonal = make_vae(), make_vae(prior="diagonal")
    diagonal.load_state_dict(standard.state_dict() | {"prior.mu": torch.zeros(3), "prior.logvar": torch.zeros(3)})
    x = torch.rand(1, 1, 8, 8).expand(20_000, -1, -1, -1)
    exact = elbo_terms(standard, x, torch.Generator().manual_seed(0))
    drawn = elbo_terms(diagonal, x, torch.Generator().manual_seed(0))
    assert (exact.recon == drawn.recon).all()
    assert (exact.kl_per_dim == drawn.kl_per_dim).all()
    assert abs((drawn.kl - exact.kl).mean()) < 4 * drawn.kl.std() / 20_000**0.5


TERMS = ElboTerms(torch.tensor([-10.0, -20.0]), torch.tensor([3.0, 5.0]), torch.tensor([[3.0, 0.0], [4.0, 1.0]]))


def test_the_loss_is_minus_the_mean_elbo_with_a_weight_on_the_kl():
    assert training_loss(TERMS) == -TERMS.elbo.mean() == 19
    assert training_loss(TERMS, beta=2) == 23
    assert training_loss(TERMS, beta=0) == 15


def test_free_bits_charge_no_dimension_less_than_their_price():
    assert training_loss(TERMS, free_bits=2) == 15 + 3.5 + 2  # means per dimension are 3.5 and 0.5 nats
    assert training_loss(TERMS, free_bits=0.5) == 19


def test_free_bits_leave_no_gradient_on_a_cheap_dimension():
    kl_per_dim = torch.tensor([[3.0, 0.1]], requires_grad=True)
    training_loss(ElboTerms(torch.zeros(1), kl_per_dim.sum(1), kl_per_dim), free_bits=1).backward()
    assert kl_per_dim.grad.tolist() == [[1, 0]]


@pytest.mark.parametrize("draw", [binarise, binarise_quickly])
def test_binarised_pixels_are_zero_or_one_with_the_grey_value_as_their_mean(draw):
    draws = draw(BYTES.expand(4000, -1, -1, -1), torch.Generator().manual_seed(0))
    mean = BYTES[0] / 255
    assert draws.unique().tolist() == [0, 1]
    assert ((draws.mean(0) - mean).abs() <= 5 * (mean * (1 - mean) / 4000).sqrt()).all()  # black and white exactly


@pytest.mark.parametrize("draw", [binarise, binarise_quickly])
def test_binarisation_is_drawn_anew_and_repeated_by_its_seed(draw):
    generator = torch.Generator().manual_seed(0)
    first, second = draw(BYTES, generator), draw(BYTES, generator)
    assert not (first == second).all()
    assert (first == draw(BYTES, torch.Generator().manual_seed(0))).all()


@torch.no_grad()
def test_grey_cross_entropy_is_the_expected_dynamic_reconstruction_at_the_same_z(vae):
    images = torch.randint(256, (1, 1, 8, 8), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    logits = vae.logits(torch.ones(1, 3))
    dynamic = vae.likelihood.log_prob(binarise(images.expand(8000, -1, -1, -1)), logits.expand(8000, -1, -1, -1))
    grey = vae.likelihood.log_prob(images / 255, logits)
    assert abs(dynamic.mean() - grey) < 5 * dynamic.std() / 8000**0.5
    by_hand = (images / 255 * Bernoulli(logits=logits).log_prob(torch.ones(())) +
               (1 - images / 255) * Bernoulli(logits=logits).log_prob(torch.zeros(()))).sum()  # fmt: skip
    torch.testing.assert_close(grey[0], by_hand)


def test_what_is_scored_is_binary_for_bernoulli_and_grey_for_gaussian(make_vae):
    assert likelihood_input(make_vae(), BYTES).unique().tolist() == [0, 1]
    assert (likelihood_input(make_vae(likelihood="gaussian"), BYTES) == BYTES / 255).all()
