"""Every prior against torch.distributions, automatic differentiation or quadrature."""

import copy

import pytest
import torch
from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal

from vae_core.model.config import PRIORS, ModelConfig
from vae_core.model.prior import DiagonalNormal, Mixture, RealNVP, StandardNormal, VampPrior, build_prior


def randomised(prior):
    torch.manual_seed(0)
    for parameter in prior.parameters():
        torch.nn.init.normal_(parameter, std=0.1 if isinstance(prior, RealNVP) else 0.5)
    return prior.eval()


def mixture_oracle(mu, logvar, weight_logits):
    return MixtureSameFamily(Categorical(logits=weight_logits), Independent(Normal(mu, (logvar / 2).exp()), 1))


def encode(x):
    """A posterior that depends on the image: (N, 1, 2, 2) -> (N, 3), (N, 3)."""
    flat = x.flatten(1)
    return 4 * flat[:, :3] - 2, flat[:, 1:] - 1


Z = torch.randn(50, 3, generator=torch.Generator().manual_seed(1))


@torch.no_grad()
def test_standard_normal_is_that_of_torch_distributions():
    oracle = Independent(Normal(torch.zeros(3), torch.ones(3)), 1)
    torch.testing.assert_close(StandardNormal(3).log_prob(Z), oracle.log_prob(Z))


@torch.no_grad()
def test_diagonal_normal_is_that_of_torch_distributions():
    prior = randomised(DiagonalNormal(3))
    oracle = Independent(Normal(prior.mu, (prior.logvar / 2).exp()), 1)
    torch.testing.assert_close(prior.log_prob(Z), oracle.log_prob(Z))


@torch.no_grad()
def test_mixture_is_that_of_torch_distributions():
    prior = randomised(Mixture(3, 7))
    torch.testing.assert_close(
        prior.log_prob(Z), mixture_oracle(prior.mu, prior.logvar, prior.weight_logits).log_prob(Z)
    )


@torch.no_grad()
def test_a_mixture_of_one_is_a_gaussian_whatever_its_weight():
    mixture, gaussian = randomised(Mixture(3, 1)), DiagonalNormal(3)
    gaussian.mu.copy_(mixture.mu[0])
    gaussian.logvar.copy_(mixture.logvar[0])
    torch.testing.assert_close(mixture.log_prob(Z), gaussian.log_prob(Z))


@torch.no_grad()
def test_a_mixture_of_correlated_modes_is_no_product_of_mixtures():
    prior = Mixture(2, 2)
    prior.mu.copy_(torch.tensor([[-5.0, -5.0], [5.0, 5.0]]))
    on, off = prior.log_prob(torch.tensor([[5.0, 5.0], [5.0, -5.0]]))
    assert on - off > 40  # a product of one-dimensional mixtures gives 0


@torch.no_grad()
def test_vamp_prior_with_the_images_as_pseudo_inputs_is_the_aggregate_posterior():
    images = 0.98 * torch.rand(6, 1, 2, 2) + 0.01
    prior = VampPrior(encode, (1, 2, 2), 6)
    prior.pseudo_logits.copy_(images.logit())
    torch.testing.assert_close(prior.pseudo_inputs(), images)
    torch.testing.assert_close(prior.log_prob(Z), mixture_oracle(*encode(images), torch.zeros(6)).log_prob(Z))


def test_a_copied_model_asks_its_own_encoder_for_the_pseudo_inputs(make_vae):
    model = make_vae(prior="vamp", components=4)
    average = copy.deepcopy(model)
    with torch.no_grad():
        before = average.prior.log_prob(Z)
        model.encoder[1].weight.zero_()
        torch.testing.assert_close(average.prior.log_prob(Z), before)
        assert not torch.allclose(model.prior.log_prob(Z), before)


def test_flow_log_det_is_that_of_the_jacobian():
    flow = randomised(RealNVP(3, 4, hidden=16)).double()
    base = Independent(Normal(torch.zeros(3).double(), torch.ones(3).double()), 1)
    for z in Z[:5].double():
        jacobian = torch.autograd.functional.jacobian(lambda z: to_base(flow, z), z)
        expected = base.log_prob(to_base(flow, z)) + jacobian.slogdet().logabsdet
        torch.testing.assert_close(flow.log_prob(z), expected)


def to_base(flow, z):
    """The flow re-stated: the kept dimensions feed the net that moves the others; (D,) -> (D,)."""
    for mask, net in zip(flow.masks, flow.nets, strict=True):
        shift, log_scale = net(torch.where(mask > 0, z, 0)).chunk(2)
        moved = (z + shift) * torch.exp(2 * torch.tanh(log_scale / 2))
        z = torch.where(mask > 0, z, moved)
    return z


@torch.no_grad()
def test_flow_samples_map_back_to_the_noise_they_came_from():
    flow = randomised(RealNVP(3, 4, hidden=16)).double()
    noise = torch.randn(64, 3, generator=torch.Generator().manual_seed(5), dtype=torch.float32)
    draws = flow.sample(64, torch.Generator().manual_seed(5))
    back = torch.stack([to_base(flow, z) for z in draws.double()])
    torch.testing.assert_close(back, noise.double(), atol=1e-5, rtol=1e-5)


@torch.no_grad()
def test_a_fresh_flow_is_the_standard_normal_and_every_dimension_is_moved_by_two_couplings():
    flow = RealNVP(5, 2)
    z = torch.randn(9, 5)
    torch.testing.assert_close(flow.log_prob(z), StandardNormal(5).log_prob(z))
    assert (flow.masks.sum(0) == 1).all()


@torch.no_grad()
@pytest.mark.parametrize("name", PRIORS)
def test_every_prior_integrates_to_one(name):
    prior = randomised(build_prior(ModelConfig(latent_dim=2, prior=name, components=3, image_shape=(1, 1, 4)), halves))
    side = torch.linspace(-12, 12, 481)
    density = prior.log_prob(torch.cartesian_prod(side, side)).exp()
    assert float(density.sum() * (side[1] - side[0]) ** 2) == pytest.approx(1, abs=1e-3)


@torch.no_grad()
@pytest.mark.parametrize("name", PRIORS)
def test_draws_follow_the_density(name):
    prior = randomised(build_prior(ModelConfig(latent_dim=2, prior=name, components=3, image_shape=(1, 1, 4)), halves))
    draws = prior.sample(20_000, torch.Generator().manual_seed(0))
    side = torch.linspace(-12, 12, 241)
    grid = torch.cartesian_prod(side, side)
    density = prior.log_prob(grid).exp() * (side[1] - side[0]) ** 2
    mean = density @ grid
    assert draws.shape == (20_000, 2)
    torch.testing.assert_close(draws.mean(0), mean, atol=0.05, rtol=0)
    torch.testing.assert_close(draws.var(0), density @ (grid - mean).square(), atol=0.1, rtol=0.05)
    assert (draws == prior.sample(20_000, torch.Generator().manual_seed(0))).all()


def halves(x):
    return x.flatten(1).chunk(2, dim=1)


@pytest.mark.parametrize("name", PRIORS)
def test_draws_are_where_the_model_is(make_vae, name):
    model = make_vae(prior=name).to("meta")  # a device that any machine has; its tensors hold no numbers
    draws = model.prior.sample(7)
    assert (draws.device.type, draws.shape) == ("meta", (7, 3))
    assert model.prior.log_prob(draws).device.type == "meta"


@pytest.mark.parametrize("name", ["standard", "diagonal", "flow"])  # the others choose components by their numbers
def test_a_generator_may_be_elsewhere_than_the_model(make_vae, name):
    generator = torch.Generator().manual_seed(3)
    assert make_vae(prior=name).to("meta").prior.sample(7, generator).device.type == "meta"
    left = torch.randn(2, generator=generator)
    again = torch.Generator().manual_seed(3)
    torch.randn(7, 3, generator=again)
    assert (left == torch.randn(2, generator=again)).all()  # it was the generator that drew
