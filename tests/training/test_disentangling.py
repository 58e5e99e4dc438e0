"""The total correlation: its estimate against sums over all batches, its critic against a closed form, its runs."""

import itertools

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from torch.distributions import Independent, Normal

from vae_core.model.config import ModelConfig
from vae_core.model.vae import VAE
from vae_core.training.critic import CriticLoss, shuffled
from vae_core.training.loop import train
from vae_core.training.losses import check_objective, loss_of
from vae_core.training.recipes import Recipe
from vae_core.training.state import EndTraining
from vae_core.training.total_correlation import log_stratified_weights, total_correlation

CONFIG = ModelConfig(latent_dim=3, image_shape=(1, 8, 8), hidden=8, depth=1)
OBJECTIVES = {"tcvae": {"beta": 6.0}, "factor": {"gamma": 6.4}}


def test_the_estimate_of_the_aggregate_is_right_on_average_over_all_batches():
    images, batch = 5, 3
    mu, logvar = torch.randn(2, images, 2, generator=torch.Generator().manual_seed(0)).double()
    z = torch.tensor([[0.3, -0.8]]).double()
    weights = log_stratified_weights(batch, images).double().exp()
    torch.testing.assert_close(weights.sum(1), torch.ones(batch).double())

    def density(rows):
        return Normal(mu[rows], (0.5 * logvar[rows]).exp()).log_prob(z).exp()  # (batch, D)

    everyone = density(list(range(images)))
    # the draw is from image 0, the others of its batch are any others in any order
    drawn = [density([0, *others]) for others in itertools.permutations(range(1, images), batch - 1)]
    joint = torch.stack([weights[0] @ each.prod(1) for each in drawn]).mean()
    torch.testing.assert_close(joint, everyone.prod(1).mean())
    marginals = torch.stack([weights[0] @ each for each in drawn]).mean(0)
    torch.testing.assert_close(marginals, everyone.mean(0))


def test_of_all_images_at_once_the_total_correlation_is_that_of_the_mixture():
    mu, logvar = torch.randn(2, 6, 3, generator=torch.Generator().manual_seed(1))
    z = mu + 0.1
    mixture = Independent(Normal(mu, (0.5 * logvar).exp()), 0)
    pairs = mixture.log_prob(z[:, None])  # (draw, posterior, D)
    exact = pairs.sum(2).exp().mean(1).log() - pairs.exp().mean(1).log().sum(1)
    torch.testing.assert_close(total_correlation(z, mu, logvar, log_stratified_weights(6, 6)), exact)


def test_shuffling_keeps_every_dimension_and_breaks_rows():
    generator = torch.Generator().manual_seed(0)
    z = torch.arange(200.0)[:, None].expand(200, 3)
    mixed = shuffled(z, torch.randn(200, 3, generator=generator))
    torch.testing.assert_close(mixed.sort(0).values, z)
    assert abs(np.corrcoef(mixed.T)[np.triu_indices(3, 1)]).max() < 0.25


def test_the_critic_learns_the_total_correlation_of_two_normals():
    torch.manual_seed(0)
    loss = CriticLoss(VAE(ModelConfig(latent_dim=2, image_shape=(1, 8, 8), hidden=8, depth=1)), 6.4)
    correlation, generator = 0.8, torch.Generator().manual_seed(0)

    def codes(count):
        one, other = torch.randn(2, count, generator=generator)
        return torch.stack([one, correlation * one + (1 - correlation**2) ** 0.5 * other], 1)

    for _ in range(250):
        z = codes(128)
        loss.seen = z, shuffled(z, torch.randn(128, 2, generator=generator))
        loss.learn()
    told = loss.critic(codes(4000)).mean().item()
    assert told == pytest.approx(-0.5 * np.log(1 - correlation**2), abs=0.1)  # 0.51 nats


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_resumed_run_ends_on_the_same_bits(objective, tmp_path):
    images = np.random.default_rng(0).integers(0, 256, (60, 1, 8, 8), dtype=np.uint8)
    recipe = Recipe(objective=objective, epochs=4, batch_size=16, **OBJECTIVES[objective])

    def run(out, resume=False, on_epoch=lambda progress: None):
        torch.manual_seed(0)
        return train(VAE(CONFIG), images, recipe, out, resume, on_epoch)

    def stop(progress):
        if progress.epoch == 2:
            raise EndTraining

    whole = run(tmp_path / "whole")
    run(tmp_path / "parts", on_epoch=stop)
    parts = run(tmp_path / "parts", resume=True)
    assert [entry["val_elbo"] for entry in parts] == [entry["val_elbo"] for entry in whole]
    one, other = (load_file(tmp_path / name / "last" / "state.safetensors") for name in ("whole", "parts"))
    assert one.keys() == other.keys()
    assert any(name.startswith("critic_optimiser.") for name in one) == (objective == "factor")
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_a_weight_of_one_is_the_bound():
    torch.manual_seed(0)
    model = VAE(CONFIG)
    x = (torch.rand(16, 1, 8, 8) < 0.5).float()
    noise = torch.randn(1, 16, 3)
    values = [
        loss_of(model, Recipe(objective=name, batch_size=16), 100)(x, noise, 1.0, 0.0)[0] for name in ("elbo", "tcvae")
    ]
    torch.testing.assert_close(*values)


@pytest.mark.parametrize("wrong", [{"posterior": "flow"}, {"prior": "mixture"}, {"latent_dim": 1}])
def test_models_without_a_total_correlation_are_refused(wrong):
    config = ModelConfig(**{"latent_dim": 3, "image_shape": (1, 8, 8)} | wrong)
    with pytest.raises(ValueError, match="total correlation"):
        check_objective(Recipe(objective="tcvae"), config)


def test_the_weighted_bound_has_no_total_correlation():
    with pytest.raises(ValueError, match="no other objective"):
        Recipe(objective="factor", iw_samples=5)
