"""The ladder VAE: its bound, its noise and its KL by hand. What holds of all models of levels: test_levels.py."""

import pytest
import torch
from small_vae import small_ladder
from torch.distributions import Normal, kl_divergence

from vae_core.model.config import ModelConfig
from vae_core.model.objective import TrainingLoss, elbo_terms
from vae_core.model.parts import LEVEL, Part, compared, stored_parts

X = (torch.rand(6, 1, 8, 8, generator=torch.Generator().manual_seed(0)) > 0.5).float()


def noise_like(*shape):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(1))


def normal(mu, logvar):
    return Normal(mu, torch.exp(0.5 * logvar))


def test_the_flat_z_is_the_noise_of_every_level_the_top_one_first():
    model = small_ladder(levels=3, latent_dim=14)
    assert model.parts == (Part("e3", LEVEL, 0, 2), Part("e2", LEVEL, 2, 6), Part("e1", LEVEL, 6, 14))
    assert compared(model.parts) == slice(0, 14)
    assert stored_parts({"latent_dim": 14, "parts": [part.to_json() for part in model.parts]}) == model.parts
    mu, logvar = model.encode(X)
    assert mu.shape == logvar.shape == (6, 14)
    assert model.decode(model.sample(4)).shape == (4, 1, 8, 8)


def test_its_bound_is_that_of_the_levels_in_their_own_numbers():
    """By hand, as the paper has it: guesses and priors merged by precision, KL level by level, no noise in sight."""
    model, noise = small_ladder(), noise_like(6, 6)
    guess, guess_logvar = model.encoder(X).chunk(2, 1)
    top = normal(guess[:, :2], guess_logvar[:, :2])
    above = top.loc + top.scale * noise[:, :2]
    prior = normal(*model.decoder.prior(1, above))
    of_prior = prior.variance**-1
    of_guess = of_prior / guess_logvar[:, 2:].exp()  # its width is in units of the prior's
    merged = Normal(
        (guess[:, 2:] * of_guess + prior.loc * of_prior) / (of_guess + of_prior), (of_guess + of_prior) ** -0.5
    )
    below = merged.loc + merged.scale * noise[:, 2:]
    kl = torch.cat([kl_divergence(top, Normal(0.0, 1.0)), kl_divergence(merged, prior)], 1)
    pixels = torch.distributions.Bernoulli(logits=model.decoder.body(torch.cat([above, below], 1)))
    terms = elbo_terms(model, X, noise=noise)
    assert torch.allclose(terms.kl_per_dim, kl, atol=1e-4)
    assert torch.allclose(terms.kl, kl.sum(1), atol=1e-4)
    assert torch.allclose(terms.recon, pixels.log_prob(X).sum((1, 2, 3)), atol=1e-3)
    loss, elbo = TrainingLoss(model)(X, noise[None], 1.0, 0.0)
    assert torch.allclose(-loss, elbo)
    assert torch.allclose(elbo, terms.elbo.mean())


def test_the_noise_of_a_draw_stands_for_its_numbers():
    model, noise = small_ladder(), noise_like(5, 6, 6)
    z, _ = model.posterior(X).draw(noise=noise)
    values = model.values(z[0])
    mu, logvar = model.decoder.prior(1, values[:, :2])
    assert torch.allclose((values[:, 2:] - mu) / torch.exp(0.5 * logvar), z[0][:, 2:], atol=1e-4)


def test_its_kl_is_the_mean_of_its_log_ratio():
    model = small_ladder()
    q = model.posterior(X)
    z, log_q = q.draw(noise=noise_like(20_000, 6, 6))
    ratio = (log_q() - model.prior.log_prob(z)).mean(0)
    kl = torch.stack([q.draw_with_kl(noise=noise)[1].sum(1) for noise in noise_like(2000, 6, 6)]).mean(0)
    assert torch.allclose(ratio, kl, rtol=0.05, atol=0.05)


@pytest.mark.parametrize("change", [{"network": "conv"}, {"prior": "flow"}, {"posterior": "flow"}])
def test_a_ladder_of_other_parts_is_refused(change):
    with pytest.raises(ValueError, match="a ladder model has the network mlp, the prior standard"):
        ModelConfig(latent_dim=7, family="ladder", levels=3, **change)


def test_a_config_of_levels_is_stored_and_checked():
    config = ModelConfig(latent_dim=42, family="ladder", levels=3)
    assert ModelConfig.from_json(config.to_json()) == config
    assert [part.size for part in config.parts] == [6, 12, 24]
    with pytest.raises(ValueError, match="3 levels need 7 latent dimensions or more; got 6"):
        ModelConfig(latent_dim=6, family="ladder", levels=3)
    with pytest.raises(ValueError, match="levels must be an integer from 2"):
        ModelConfig(latent_dim=6, family="ladder")
    with pytest.raises(ValueError, match="levels must be an integer from 0 to 0"):
        ModelConfig(latent_dim=6, levels=2)
