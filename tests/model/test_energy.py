"""The energy-based prior: a density that sums to one, draws that follow it, an energy that finds what it is shown."""

import math

import pytest
import torch
from small_vae import small_vae
from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal

from vae_core.model.objective import TrainingLoss, elbo_terms
from vae_core.model.prior import PROPOSALS, EnergyPrior, StandardNormal

SIDE = torch.linspace(-7, 7, 281)
GRID = torch.cartesian_prod(SIDE, SIDE)
CELL = float(SIDE[1] - SIDE[0]) ** 2


def bent(scale=1.0):
    """A prior with an energy of its own."""
    torch.manual_seed(3)
    prior = EnergyPrior(2, 16)
    for weights in prior.parameters():
        torch.nn.init.normal_(weights, std=scale * 0.5)
    return prior.requires_grad_(False)


def two_hills():
    at = torch.tensor([[-1.0, 0.0], [1.0, 0.5]])
    return MixtureSameFamily(Categorical(torch.tensor([0.7, 0.3])), Independent(Normal(at, 0.4), 1))


def test_its_density_sums_to_one_and_is_that_of_its_energy():
    prior = bent()
    assert float(prior.log_prob(GRID).exp().sum()) * CELL == pytest.approx(1, abs=0.02)
    one, other = GRID[5000:5002]
    ratio = StandardNormal(2).log_prob(one) - StandardNormal(2).log_prob(other) + prior.energy_of(other)
    assert prior.log_prob(one) - prior.log_prob(other) == pytest.approx(float(ratio - prior.energy_of(one)), abs=1e-5)


def test_its_draws_follow_its_density():
    prior = bent()
    mass = prior.log_prob(GRID).exp() * CELL
    mean = (mass[:, None] * GRID).sum(0)
    spread = ((mass[:, None] * (GRID - mean) ** 2).sum(0)).sqrt()
    draws = prior.sample(4000, torch.Generator().manual_seed(0))
    torch.testing.assert_close(draws.mean(0), mean, atol=5 * float(spread.max()) / math.sqrt(4000), rtol=0)
    torch.testing.assert_close(draws.std(0), spread, rtol=0.05, atol=0)
    assert float((spread - 1).abs().max()) > 0.05  # which are not those of N(0, I)


def test_the_normaliser_follows_the_weights_and_counts_what_it_stands_on():
    prior = bent()
    log_z, effective = prior.normaliser()
    assert 1 < effective < PROPOSALS
    prior.energy[4].bias += 1.0
    assert prior.normaliser()[0] == pytest.approx(log_z - 1, abs=1e-4)
    flat = EnergyPrior(2, 4).requires_grad_(False)
    flat.energy[4].weight.zero_()
    assert flat.normaliser()[1] == pytest.approx(PROPOSALS, rel=1e-4)


def test_it_finds_the_density_that_it_is_shown():
    torch.manual_seed(0)
    prior, shown = EnergyPrior(2, 32), two_hills()
    optimiser = torch.optim.Adam(prior.parameters(), 3e-3)
    for _ in range(600):
        optimiser.zero_grad()
        prior.fitting_loss(shown.sample((512,)), torch.randn(512, 2)).backward()
        optimiser.step()
    with torch.no_grad():
        held_out = shown.sample((20_000,))
        lacking = (shown.log_prob(held_out) - prior.log_prob(held_out)).mean()
        of_normal = (shown.log_prob(held_out) - StandardNormal(2).log_prob(held_out)).mean()
    assert 0 <= lacking < 0.1 * of_normal


def test_training_leaves_encoder_and_decoder_those_of_the_standard_prior():
    losses, gradients = [], []
    plain = small_vae(prior="standard")
    for prior in ("standard", "energy"):
        model = small_vae(prior=prior).train()
        model.load_state_dict(plain.state_dict(), strict=False)
        x, noise = torch.ones(5, *model.config.image_shape), torch.full((1, 5, model.config.latent_dim), 0.3)
        loss, elbo = TrainingLoss(model)(x, noise, 1.0, 0.0)
        loss.backward()
        losses.append((loss, elbo))
        gradients.append([weights.grad for weights in (*model.encoder.parameters(), *model.decoder.parameters())])
    assert losses[0][1] == losses[1][1]
    assert losses[1][0] > losses[0][0]  # the energy's own
    for one, other in zip(*gradients, strict=True):
        torch.testing.assert_close(one, other)
    assert all(weights.grad.abs().sum() > 0 for weights in model.prior.energy.parameters())


@torch.no_grad()
def test_its_bound_is_held_to_its_own_density():
    model = small_vae(prior="energy").eval()
    x = torch.rand(4, *model.config.image_shape)
    terms = elbo_terms(model, x, noise=torch.zeros(4, model.config.latent_dim))
    z, log_q = model.posterior(x).draw(noise=torch.zeros(4, model.config.latent_dim))
    torch.testing.assert_close(terms.kl, log_q() - model.prior.log_prob(z))
    assert terms.kl_per_dim is None
