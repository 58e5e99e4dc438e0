"""The ELBO and its terms against probabilistic PCA; binarisation against its definition."""

import pytest
import torch
from linear_gaussian import gap, linear_vae, log_likelihood
from torch.distributions import Bernoulli, Normal, kl_divergence

from vae_core.model.objective import ElboTerms, binarise, binarise_quickly, elbo_terms, likelihood_input, training_loss

X = 2 * torch.randn(5, 1, 2, 4, generator=torch.Generator().manual_seed(2))
BYTES = torch.arange(256, dtype=torch.uint8).reshape(1, 1, 16, 16)


@torch.no_grad()
def test_elbo_is_the_likelihood_at_every_draw_when_the_posterior_is_true():
    terms = elbo_terms(linear_vae(prior="drawn"), X)
    torch.testing.assert_close(terms.elbo, log_likelihood(X))


@torch.no_grad()
def test_a_fresh_flow_has_the_elbo_of_the_diagonal_posterior_with_its_kl_estimated():
    flow, diagonal = linear_vae(0.3, 0.5, posterior="flow"), linear_vae(0.3, 0.5, prior="drawn")
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
@pytest.mark.parametrize("prior", ["standard", "diagonal", "drawn"])
def test_elbo_lacks_the_kl_between_the_posteriors(prior):
    many = X[:1].expand(20_000, -1, -1, -1)
    elbo = elbo_terms(linear_vae(0.3, 0.5, prior), many, torch.Generator().manual_seed(0)).elbo
    lacking = log_likelihood(X[:1]) - elbo.mean()
    assert abs(lacking - gap(0.3, 0.5)) < 4 * elbo.std() / 20_000**0.5
    assert lacking > 0.1


@torch.no_grad()
def test_the_kl_to_a_learned_normal_is_exact_in_every_dimension(make_vae):
    model = make_vae(prior="diagonal")
    x = torch.rand(6, 1, 8, 8)
    terms, (mu, logvar) = elbo_terms(model, x), model.posterior(x)
    learned = Normal(model.prior.mu, (model.prior.logvar / 2).exp())
    expected = kl_divergence(Normal(mu, (logvar / 2).exp()), learned)
    torch.testing.assert_close(terms.kl_per_dim, expected)
    torch.testing.assert_close(terms.kl, expected.sum(1))


@torch.no_grad()
@pytest.mark.parametrize("prior", ["mixture", "vamp", "flow"])
def test_the_kl_to_another_prior_has_no_parts(make_vae, prior):
    assert elbo_terms(make_vae(prior=prior), torch.rand(2, 1, 8, 8)).kl_per_dim is None


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


@pytest.mark.parametrize("prior", ["standard", "diagonal"])
def test_free_bits_leave_no_gradient_where_the_posterior_is_the_prior(make_vae, prior):
    model = make_vae(prior=prior)
    if prior == "standard":
        mu, logvar = torch.zeros(2, 3)
    else:
        mu, logvar = model.prior.mu, model.prior.logvar
    encoded = torch.cat([mu, logvar]).detach().expand(5, -1).clone().requires_grad_()
    model.posterior = lambda x: model.posterior_of(encoded)
    terms = elbo_terms(model, torch.rand(5, 1, 8, 8))
    assert terms.kl.abs().max() < 1e-6
    kl_alone = ElboTerms(torch.zeros(5), terms.kl, terms.kl_per_dim)
    training_loss(kl_alone, free_bits=0.5).backward()
    moved = [encoded, *model.prior.parameters()]
    assert all(parameter.grad is None or (parameter.grad == 0).all() for parameter in moved)


def test_free_bits_without_parts_of_the_kl_are_refused():
    with pytest.raises(ValueError, match="free bits count the KL of each dimension"):
        training_loss(ElboTerms(torch.zeros(1), torch.ones(1), None), free_bits=0.5)


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
