"""The deep hierarchy: its bound by hand, on vectors and on maps. What holds of all models of levels: test_levels.py."""

import pytest
import torch
from small_vae import small_hierarchy, small_mapped
from torch.distributions import Bernoulli, Normal, kl_divergence

from vae_core.model.config import ModelConfig
from vae_core.model.objective import TrainingLoss, elbo_terms
from vae_core.training.experiment import Experiment

MADE = [small_hierarchy, small_mapped]


def noise_like(*shape, seed=1):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def images_of(model, count=6):
    return (torch.rand(count, *model.config.image_shape, generator=torch.Generator().manual_seed(0)) > 0.5).float()


def normal(made):
    mu, logvar = made.chunk(2, 1)
    return Normal(mu, torch.exp(0.5 * logvar))


@pytest.mark.parametrize("made", MADE)
def test_its_bound_is_that_of_the_levels_in_their_own_numbers(made):
    """By hand, level by level: q = N(mu + sigma m, sigma s) beside its prior N(mu, sigma), no noise in sight."""
    model = made()
    down, x = model.decoder, images_of(model)
    noise = noise_like(6, model.config.latent_dim)
    features, sides = x, []
    for rung, side in zip(model.encoder.rungs, model.encoder.sides, strict=True):
        features = rung(features)
        sides.insert(0, side[:-1](features))
    path, kl = None, []
    for step, of, side in zip(down.steps, down.levels, sides, strict=True):
        prior = Normal(torch.zeros_like(noise[:, of]), 1.0)
        if path is not None:
            path = step.body(path)
            prior, side = normal(step.prior(path)), side + step.side(path)
        told = normal(step.guess(side))
        q = Normal(prior.loc + prior.scale * told.loc, prior.scale * told.scale)
        kl.append(kl_divergence(q, prior))
        added = step.told(q.loc + q.scale * noise[:, of])
        path = added if path is None else path + added
    recon = Bernoulli(logits=down.out(path)).log_prob(x).sum((1, 2, 3))
    terms = elbo_terms(model, x, noise=noise)
    assert torch.allclose(terms.kl_per_dim, torch.cat(kl, 1), atol=1e-3)
    assert torch.allclose(terms.recon, recon, atol=1e-2)
    assert torch.allclose(model.logits(terms.z), down.out(path), atol=1e-4)
    loss, elbo = TrainingLoss(model)(x, noise[None], 1.0, 0.0)
    assert torch.allclose(-loss, elbo)


def test_levels_of_a_convolutional_body_lie_on_maps():
    config = Experiment.of("mnist", recipe="conv", family="nvae").config((1, 28, 28))
    assert ModelConfig.from_json(config.to_json()) == config
    assert [part.size for part in config.parts] == [16, 16, 49, 49]
    twice = ModelConfig(latent_dim=260, network="conv", family="nvae", levels=4)
    assert [part.size for part in twice.parts] == [32, 32, 98, 98]
    with pytest.raises(ValueError, match="4 levels on maps need a multiple of 130 latent dimensions; got 42"):
        ModelConfig(latent_dim=42, network="conv", family="nvae", levels=4)
    with pytest.raises(ValueError, match="levels on maps need a side of more than 4 pixels"):
        ModelConfig(latent_dim=64, network="conv", family="nvae", levels=4, image_shape=(1, 4, 4))
    with pytest.raises(ValueError, match="a nvae model has the network mlp or conv"):
        ModelConfig(latent_dim=42, family="nvae", levels=3, prior="flow")
