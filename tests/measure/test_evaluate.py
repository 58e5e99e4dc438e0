"""The figures against probabilistic PCA, against each other and against a count by hand."""

import math

import numpy as np
import pytest
import torch
from linear_gaussian import LATENT_DIM, gap, linear_vae, log_likelihood
from torch import nn
from torch.distributions import Normal, kl_divergence

from vae_core.measure import aggregate
from vae_core.measure import evaluate as module
from vae_core.measure.evaluate import active_units, evaluate, importance_sampled, rate_of_image
from vae_core.model.objective import likelihood_input, log_weights

IMAGES = np.random.default_rng(0).integers(0, 256, (50, 1, 8, 8), dtype=np.uint8)
X = 2 * torch.randn(5, 1, 2, 4, generator=torch.Generator().manual_seed(2))


def named(figures):
    return {figure.name: figure for figure in figures}


@pytest.mark.parametrize("samples", [1, 7])
@pytest.mark.parametrize("prior", ["standard", "diagonal"])
def test_the_bound_is_the_likelihood_whatever_k_when_the_posterior_is_true(samples, prior):
    torch.testing.assert_close(importance_sampled(linear_vae(prior=prior), X, samples).log_p, log_likelihood(X))


@pytest.mark.parametrize("prior", ["standard", "diagonal"])
def test_the_rate_of_an_image_is_the_closed_form_for_a_gaussian_prior(prior):
    model, p = linear_vae(prior=prior), Normal(torch.zeros(LATENT_DIM), torch.ones(LATENT_DIM))
    if prior == "diagonal":
        model.prior.mu.data.fill_(0.7)
        model.prior.logvar.data.fill_(0.4)
        p = Normal(model.prior.mu.detach(), model.prior.logvar.detach().mul(0.5).exp())
    mu, logvar = model.encode(X[:1].clamp(0, 1))
    truth = float(kl_divergence(Normal(mu, (logvar / 2).exp()), p).sum())
    nats, error = rate_of_image(model, X[0].clamp(0, 1), 4000)
    assert abs(nats - truth) < 4 * error
    assert error < 0.1


def test_the_bound_rises_with_k_from_the_elbo_to_the_likelihood():
    model, many, truth = linear_vae(0.3, 0.5), X[:1].expand(4000, -1, -1, -1), float(log_likelihood(X[:1]))
    bounds = [importance_sampled(model, many, k, torch.Generator().manual_seed(k)).log_p for k in (1, 2, 8, 64)]
    means = [float(bound.mean()) for bound in bounds]
    error = [float(bound.std()) / 4000**0.5 for bound in bounds]
    assert abs(means[0] - (truth - gap(0.3, 0.5))) < 4 * error[0]
    assert means == sorted(means)
    assert means[-1] <= truth + 4 * error[-1]
    assert means[-1] > truth - 0.05


def test_the_bound_of_a_bent_flow_rises_to_the_same_likelihood():
    model, truth = linear_vae(0.2, 0.5, posterior="flow", bend=0.3), float(log_likelihood(X[:1]))
    bounds = [
        importance_sampled(model, X[:1].expand(count, -1, -1, -1), k, torch.Generator().manual_seed(k)).log_p
        for k, count in ((1, 4000), (8, 4000), (2000, 50))
    ]
    means = [float(bound.mean()) for bound in bounds]
    error = [float(bound.std()) / len(bound) ** 0.5 for bound in bounds]
    assert means[0] < means[1] - 0.1
    assert means[1] < means[2] + 4 * error[2]
    assert abs(means[2] - truth) < 4 * error[2] + 0.01


def test_the_figures_of_a_flow_come_from_fewer_posteriors_and_its_codes(make_vae, monkeypatch):
    monkeypatch.setitem(aggregate.AGGREGATE, "flow", 20)
    figures = named(evaluate(make_vae(posterior="flow"), IMAGES, "noise test"))
    information, units = figures["information I(x; z)"], figures["active units"]
    assert (information.images, units.images) == (20, 50)
    assert 0 < information.value <= information.ceiling == math.log(20)
    assert 0 <= units.value <= 3


def test_the_bound_does_not_depend_on_how_samples_are_grouped(vae, monkeypatch):
    x = torch.rand(3, 1, 8, 8)
    bounds = []
    for at_once in (1, 4, 100):
        monkeypatch.setattr(module, "SAMPLES_AT_ONCE", at_once)
        bounds.append(importance_sampled(vae, x, 10, torch.Generator().manual_seed(0)))
    torch.testing.assert_close(tuple(bounds[0]), tuple(bounds[1]), rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(tuple(bounds[0]), tuple(bounds[2]), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("likelihood", ["bernoulli", "gaussian", "logistic"])
def test_minus_elbo_is_distortion_plus_rate_and_no_less_than_the_likelihood(make_vae, likelihood):
    model = make_vae(likelihood=likelihood)
    figures = evaluate(model, IMAGES, "noise test", samples=5)
    elbo, distortion, rate = [figure for figure in figures if figure.unit == "nats per image"][:3]
    tight, *_ = evaluate(model, IMAGES, "noise test", "iw", samples=50)
    assert elbo.value == pytest.approx(distortion.value + rate.value)
    assert elbo.value >= tight.value
    assert rate.value > 0


def test_bytes_are_counted_in_bits_per_dimension_too(make_vae):
    model = make_vae(likelihood="logistic")
    elbo, bits, *_ = evaluate(model, IMAGES, "noise test", samples=2, seeds=2)
    tight, tight_bits, _ = evaluate(model, IMAGES, "noise test", "iw", samples=4)
    values = IMAGES[0].size * np.log(2)
    for nats, of in ((elbo, bits), (tight, tight_bits)):
        assert (of.unit, of.name, of.bound) == ("bits per dimension", f"{nats.name} per dimension", nats.bound)
        assert of.value == pytest.approx(nats.value / values)
        assert of.std_error == pytest.approx(nats.std_error / values, rel=1e-4)  # of single precision
        assert nats.likelihood == of.likelihood == "logistic"
    assert bits.spread == pytest.approx(elbo.spread / values, rel=0.01)


def test_every_figure_says_how_it_was_made(make_vae):
    elbo, _, _, information, *_, units = evaluate(make_vae(), IMAGES, "noise test", samples=2, seed=3, seeds=2)
    tight, same = evaluate(make_vae(likelihood="gaussian"), IMAGES, "noise test", "iw", samples=4)
    assert (elbo.bound, elbo.samples, elbo.data, elbo.images, elbo.seed) == ("ELBO", 2, "noise test", 50, 3)
    assert (elbo.pixels, elbo.unit, elbo.seeds) == ("dynamically binarised", "nats per image", 2)
    assert (tight.bound, tight.samples, tight.pixels, tight.seeds, tight.spread) == ("IW-4", 4, "grey", 1, None)
    assert (same.name, same.bound, same.images) == ("-ELBO of the same images", "ELBO", 50)
    assert (units.bound, units.samples, units.pixels, units.unit) == ("", 0, "grey", "of 3 dimensions")
    assert (information.bound, information.samples, information.images) == ("", 1, 50)
    assert units.std_error is None


def test_the_mean_and_the_spread_are_those_of_many_single_binarisations(vae):
    (several,) = [f for f in evaluate(vae, IMAGES, "noise test", seeds=40) if f.name == "-ELBO"]
    singles = [evaluate(vae, IMAGES, "noise test", seed=seed)[0].value for seed in range(40)]
    assert several.value == pytest.approx(np.mean(singles))
    assert several.spread == pytest.approx(np.std(singles, ddof=1), rel=0.4)  # of 40: within 11 %, at one sigma
    two = evaluate(vae, IMAGES, "noise test", seeds=2)[0]
    assert two.spread == pytest.approx(several.spread, rel=0.4)


def test_effective_samples_and_the_elbo_are_those_of_the_same_weights(vae):
    x = likelihood_input(vae, torch.from_numpy(IMAGES), torch.Generator().manual_seed(5))
    q = vae.posterior(x)
    draws = [q.draw(generator := torch.Generator().manual_seed(0))] + [q.draw(generator) for _ in range(29)]
    weights = torch.stack([log_weights(vae, x, z[None], log_q)[0] for z, log_q in draws]).double()  # (K, N)
    sampled = importance_sampled(vae, x, 30, torch.Generator().manual_seed(0))
    share = weights.softmax(0)
    torch.testing.assert_close(sampled.effective.double(), 1 / share.square().sum(0), rtol=1e-3, atol=1e-3)
    torch.testing.assert_close(sampled.elbo.double(), weights.mean(0), rtol=1e-4, atol=1e-3)
    assert (sampled.effective >= 1).all()
    assert (sampled.effective <= 30).all()


def test_all_samples_count_where_the_posterior_is_true():
    assert importance_sampled(linear_vae(), X, 40).effective.min() > 39.9


def test_the_error_is_that_of_the_mean_over_images(vae):
    x = likelihood_input(vae, torch.from_numpy(IMAGES), generator := torch.Generator().manual_seed(9))
    bounds = importance_sampled(vae, x, 3, generator).log_p
    figure, _ = evaluate(vae, IMAGES, "noise test", "iw", samples=3, seed=9)
    assert figure.value == pytest.approx(-float(bounds.mean()))
    assert figure.std_error == pytest.approx(float(bounds.std()) / math.sqrt(50))


@pytest.mark.parametrize("bound", ["elbo", "iw"])
def test_a_seed_repeats_the_figures_and_progress_ends_at_the_total(vae, bound, monkeypatch):
    monkeypatch.setitem(module.BATCH, "cpu", 20)
    seen = []
    first = evaluate(vae, IMAGES, "noise test", bound, seed=1, on_progress=lambda *at: seen.append(at))
    assert first == evaluate(vae, IMAGES, "noise test", bound, seed=1)
    assert first != evaluate(vae, IMAGES, "noise test", bound, seed=2)
    assert seen == [(20, 50), (40, 50), (50, 50)]
    evaluate(vae, IMAGES, "noise test", bound, on_progress=lambda *at: seen.append(at), seeds=2)
    assert seen[-1] == (100, 100)


def test_active_units_are_the_dimensions_whose_mean_moves(make_vae):
    model = make_vae()
    layer = nn.Linear(64, 6)
    nn.init.zeros_(layer.weight)
    with torch.no_grad():
        layer.weight[0, 0] = 1.0  # variance of a uniform pixel in [0, 1]: 1 / 12
        layer.weight[1, 1] = 0.1  # 1 / 1200, below 0.01
        layer.weight[3, 2] = 9.0  # a log-variance that moves does not count
    model.encoder = nn.Sequential(nn.Flatten(), layer)
    assert active_units(model, IMAGES) == 1


def test_one_image_has_a_figure_without_an_error(vae):
    figures = evaluate(vae, IMAGES[:1], "noise test")
    assert {figure.std_error for figure in figures} == {None}
    assert figures[-1].value == 0  # nothing varies over one image


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"bound": "tight"}, "bound must be elbo or iw; got 'tight'"),
        ({"samples": 0}, "samples, images and seeds must be 1 or more; got 0, 50 and 1"),
        ({"images": IMAGES[:0]}, "got 1, 0 and 1"),
        ({"images": IMAGES[:, :, :4]}, r"shape \(1, 8, 8\); these have \(1, 4, 8\)"),
    ],
)
def test_wrong_questions_are_refused(vae, change, sentence):
    with pytest.raises(ValueError, match=sentence):
        evaluate(**{"model": vae, "images": IMAGES, "data": "noise test"} | change)
