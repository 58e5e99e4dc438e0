"""A VAE-GAN's three losses: each moves one player; the critic keeps its bound, the decoder starts as a copy."""

import numpy as np
import pytest
import torch
from digits_run import DIGITS, RECIPE
from small_vae import small_adversarial

from vae_core.model.objective import binarise_quickly, likelihood_input
from vae_core.training import parallel
from vae_core.training.adversarial import SPECTRAL_NORM, AdversarialSteps, critic_loss, decoder_loss, hold, spoiled
from vae_core.training.loop import check_objective, train
from vae_core.training.recipes import Recipe

PARTS = ("encoder", "twin", "decoder", "critic")
RECIPE_OF_ONE = Recipe(epochs=1, batch_size=32, lr=1e-3, warmup=0)


def weights(model):
    return {part: torch.cat([w.flatten() for w in getattr(model, part).parameters()]).clone() for part in PARTS}


def moved_by(at_step):
    """Which parts one step moves."""
    model = small_adversarial()
    steps = AdversarialSteps(model, RECIPE_OF_ONE, 320, parallel.start("cpu"))
    before, images = weights(model), torch.from_numpy(DIGITS[:32])
    steps._step(images, torch.zeros(32), at_step, torch.Generator().manual_seed(0))
    after = weights(model)
    return {part for part in PARTS if not torch.equal(before[part], after[part])}


def test_at_first_encoder_and_twin_learn_alone_and_then_all_four():
    assert moved_by(0) == {"encoder", "twin"}
    assert moved_by(9) == set(PARTS)


def test_the_decoder_begins_as_the_twins_copy_and_then_leaves_it(tmp_path):
    model, z = small_adversarial(), torch.randn(4, 3)
    ends = {}

    def keep(progress):
        of = progress.model
        ends[progress.epoch] = float((of.decode(of.flat(z)) - of.as_twin().decode(of.as_twin().flat(z))).abs().max())

    train(model, DIGITS, RECIPE, tmp_path, on_epoch=keep)
    assert ends[1] == 0
    assert ends[max(ends)] > 0


def test_the_gradient_of_each_loss_is_that_of_its_player_alone():
    """What a step gives each player's optimiser, against gradients of the three losses written out here."""
    model = small_adversarial()
    steps = AdversarialSteps(model, RECIPE_OF_ONE, 320, parallel.start("cpu"))
    given = {}
    for name, optimiser in {"plain": steps.optimiser, **steps.players}.items():
        of = steps.plain if name == "plain" else list(getattr(model, name).parameters())

        def note(*_, name=name, of=of):
            given[name] = [w.grad.clone() for w in of]

        optimiser.register_step_pre_hook(note)
    start = {name: value.clone() for name, value in model.state_dict().items()}
    images = torch.from_numpy(DIGITS[:32])
    steps._step(images, torch.zeros(32), 9, torch.Generator().manual_seed(0))
    critic_after = {name: value.clone() for name, value in model.critic.state_dict().items()}

    model.load_state_dict(start)
    generator = torch.Generator().manual_seed(0)
    x, real = likelihood_input(model, images, generator, binarise_quickly), images.float() / 255
    noise, prior = torch.randn((2, 32, 3), generator=generator)
    mu, logvar = model.posterior(x)
    z = mu + torch.exp(0.5 * logvar) * noise
    made, drawn = torch.sigmoid(model.decoder(z)), torch.sigmoid(model.decoder(prior))
    others = torch.cat([made, drawn, spoiled(real[:8], generator)]).detach()
    score = lambda pictures: model.critic(pictures)[:, 0]  # noqa: E731
    of_critic = (1 - score(real)).clamp(min=0).mean() + (1 + score(others)).clamp(min=0).mean()
    assert gradients_agree(given["critic"], of_critic, model.critic)
    model.critic.load_state_dict(critic_after)  # the others face the critic that has just moved
    seen = lambda pictures: model.critic[:4](pictures).flatten(1)  # noqa: E731
    lost = 0.5 * (seen(made) - seen(real)).square().sum(1).mean()
    pixels = 0.5 * (made - real).square().sum((1, 2, 3)).mean()
    of_decoder = lost + 0.05 * pixels - torch.cat([score(made), score(drawn)]).mean()
    assert gradients_agree(given["decoder"], of_decoder, model.decoder)
    kl = 0.5 * (mu.square() + logvar.exp() - logvar - 1).sum(1).mean()
    likelihood = torch.distributions.Bernoulli(logits=model.twin(z)).log_prob(x).sum((1, 2, 3)).mean()
    of_both = kl - likelihood + lost
    expected = torch.autograd.grad(of_both, steps.plain)
    assert all(parallel_to(own, wanted) for own, wanted in zip(given["plain"], expected, strict=True))


def gradients_agree(given, loss, part):
    expected = torch.autograd.grad(loss, list(part.parameters()), retain_graph=True)
    return all(parallel_to(own, wanted) for own, wanted in zip(given, expected, strict=True))


def parallel_to(own, wanted):
    """A gradient may have been shortened, all of it alike."""
    own, wanted = own.flatten().double(), wanted.flatten().double()
    size = float(own.norm() * wanted.norm())
    return float(own @ wanted) == pytest.approx(size, rel=1e-3, abs=1e-12)


def test_layers_of_the_critic_are_held_to_the_bound_and_others_left():
    critic = small_adversarial().critic
    torch.nn.init.normal_(critic[0].weight, std=5.0)
    torch.nn.init.normal_(critic[2].weight, std=1e-3)
    small = critic[2].weight.clone()
    hold(critic)
    assert float(torch.linalg.svdvals(critic[0].weight.detach().flatten(1))[0]) == pytest.approx(
        SPECTRAL_NORM, rel=1e-4
    )
    assert torch.equal(critic[2].weight, small)


def test_a_critic_that_is_right_has_nothing_to_lose(monkeypatch):
    model = small_adversarial()
    bright = lambda pictures: (pictures, 4 * pictures.flatten(1).mean(1) - 2)  # noqa: E731
    monkeypatch.setattr(model, "judged", bright)
    white, black = torch.ones(4, 1, 8, 8), torch.zeros(4, 1, 8, 8)
    assert float(critic_loss(model, white, [black])) == 0
    assert float(critic_loss(model, black, [white])) == 6
    lost, whole = decoder_loss(model, white, white, black, 1.0)
    assert (float(lost), float(whole)) == (0, 0)  # scores 2 and -2


def test_what_has_no_meaning_for_three_losses_is_refused():
    with pytest.raises(ValueError, match="three losses of its own"):
        check_objective(Recipe(iw_samples=5), small_adversarial().config)


def test_scores_of_held_out_images_are_kept_in_their_order(tmp_path):
    model = small_adversarial()
    images = torch.from_numpy(np.random.default_rng(0).integers(0, 256, (500, 1, 8, 8)).astype(np.uint8))
    model.calibrate(images)
    share = model.realness(images.float() / 255)
    assert float(share.mean()) == pytest.approx(0.5, abs=0.01)
    assert float(share.max()) <= 1
