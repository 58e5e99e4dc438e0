"""The loop with every choice of prior, posterior and recipe, and what it refuses."""

import math

import numpy as np
import pytest
import torch
from digits_run import DIGITS, RECIPE, figures, weights
from small_vae import small_vae

from vae_core.measure.evaluate import evaluate
from vae_core.model.config import ModelConfig
from vae_core.model.vae import VAE
from vae_core.store.checkpoint import load_model
from vae_core.training import state as run_state
from vae_core.training.held_out import steps_per_epoch
from vae_core.training.loop import TrainingError, train, validate
from vae_core.training.recipes import ARCHITECTURES, Recipe, architecture, training


def test_every_epoch_draws_its_own_noise(tmp_path):
    still = Recipe(epochs=3, batch_size=40, lr=1e-12, weight_decay=0.0)
    elbos = [entry["train_elbo"] for entry in train(small_vae(), DIGITS, still, tmp_path)]
    assert np.abs(np.diff(elbos)).min() > 1e-3  # the weights do not move, so only the draws can


def test_validation_is_the_figure_of_evaluate(vae):
    figure = evaluate(vae, DIGITS, "digits", seed=3)[0]
    found = validate(vae, torch.from_numpy(DIGITS), 3)
    assert found["val_elbo"] == pytest.approx(-figure.value, rel=1e-5)
    assert found["val_elbo"] == pytest.approx(found["val_recon"] - found["val_kl"])


def test_a_heavier_kl_buys_less_information(tmp_path):
    kls = []
    for beta in (0.1, 20):
        recipe = Recipe(epochs=4, batch_size=40, lr=1e-2, beta=beta, warmup=0)
        kls.append(train(small_vae(), DIGITS, recipe, tmp_path / str(beta))[-1]["val_kl"])
    assert kls[0] > 2 * kls[1]


@pytest.mark.parametrize(
    "change",
    [
        {"prior": "vamp", "components": 5},
        {"prior": "flow"},
        {"prior": "energy"},
        {"posterior": "flow"},
        {"likelihood": "gaussian"},
    ],
)
def test_every_composition_trains_and_loads(tmp_path, change):
    model = small_vae(**change)
    before = weights(small_vae(**change))
    train(model, DIGITS, Recipe(epochs=1, batch_size=40), tmp_path)
    after = weights(load_model(tmp_path))
    assert all((after[name] != before[name]).any() for name in before)  # nothing is left out of the optimiser


def test_a_flow_posterior_learns_and_resumes_as_if_it_had_not_stopped(tmp_path):
    def vae():
        torch.manual_seed(0)
        return VAE(ModelConfig(latent_dim=2, image_shape=(1, 8, 8), hidden=32, depth=1, posterior="flow"))

    def interrupt(progress):
        if progress.epoch == 4:
            raise KeyboardInterrupt

    recipe = Recipe(epochs=10, batch_size=40, lr=5e-3, iw_samples=3)
    whole, resumed = vae(), vae()
    history = train(whole, DIGITS, recipe, tmp_path / "whole")
    assert history[-1]["val_elbo"] > history[0]["val_elbo"] + 5
    with pytest.raises(KeyboardInterrupt):
        train(vae(), DIGITS, recipe, tmp_path / "halves", on_epoch=interrupt)
    assert figures(train(resumed, DIGITS, recipe, tmp_path / "halves", resume=True)) == figures(history)
    np.testing.assert_equal(weights(resumed), weights(whole))


def test_a_state_from_before_the_choice_of_posteriors_resumes(finished, tmp_path, monkeypatch):
    def to_json(config):
        return {name: value for name, value in written(config).items() if name != "posterior"}

    def interrupt(progress):
        if progress.epoch == 2:
            raise KeyboardInterrupt

    written = ModelConfig.to_json
    monkeypatch.setattr(ModelConfig, "to_json", to_json)
    with pytest.raises(KeyboardInterrupt):
        train(small_vae(), DIGITS, RECIPE, tmp_path, on_epoch=interrupt)
    monkeypatch.undo()
    assert figures(train(small_vae(), DIGITS, RECIPE, tmp_path, resume=True)) == figures(finished[1])


@pytest.mark.parametrize(
    "part",
    [{"posterior": "flow"}] + [{"prior": prior} for prior in ("mixture", "vamp", "flow", "energy")],
)
def test_free_bits_where_the_kl_has_no_parts_are_refused(tmp_path, part):
    with pytest.raises(ValueError, match="free bits count the KL of each dimension"):
        train(small_vae(**part), DIGITS, Recipe(epochs=1, batch_size=40, free_bits=0.1), tmp_path)


def test_free_bits_with_a_learned_normal_train(tmp_path):
    recipe = Recipe(epochs=2, batch_size=40, free_bits=0.1)
    assert len(train(small_vae(prior="diagonal"), DIGITS, recipe, tmp_path)) == 2


def test_callbacks_see_every_epoch_and_the_last_step(tmp_path):
    epochs, steps = [], []
    train(
        small_vae(), DIGITS, RECIPE, tmp_path,
        on_epoch=lambda seen: epochs.append((seen.epoch, seen.epochs, len(seen.history), seen.seconds_left >= 0)),
        on_step=lambda step, loss: steps.append((step, math.isfinite(loss))),
    )  # fmt: skip
    assert epochs == [(epoch, 4, epoch, True) for epoch in range(1, 5)]
    assert [step for step, _ in steps] == sorted(step for step, _ in steps)
    assert steps[-1] == (4 * steps_per_epoch(400, RECIPE), True) == (36, True)


def test_weights_that_are_not_finite_keep_the_best_and_the_state_before_them(finished, tmp_path):
    model = small_vae()

    def poison(progress):
        if progress.epoch == 2:
            model.decoder[0].bias.data[0] = math.nan

    with pytest.raises(TrainingError, match="no longer finite in epoch 3: lower lr"):
        train(model, DIGITS, RECIPE, tmp_path, on_epoch=poison)
    assert all(np.isfinite(value).all() for value in weights(load_model(tmp_path)).values())
    assert figures(train(small_vae(), DIGITS, RECIPE, tmp_path, resume=True)) == figures(finished[1])


def test_images_of_another_shape_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"shape \(1, 8, 8\); these have \(1, 4, 8\)"):
        train(small_vae(), DIGITS[:, :, :4], RECIPE, tmp_path)


def test_a_finished_run_leaves_only_the_model(tmp_path):
    train(small_vae(), DIGITS, Recipe(epochs=1, batch_size=40), tmp_path)
    run_state.finish(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.json", "model.safetensors"]


def test_an_unknown_recipe_lists_those_that_exist():
    for ask in (architecture, training):
        with pytest.raises(ValueError, match="no recipe is called 'huge'; the recipes are mlp, conv, small"):
            ask("huge")


def test_a_recipe_takes_the_changes_that_are_given():
    assert training("mlp", epochs=None, lr=0.1) == Recipe(**{**vars(training("mlp")), "lr": 0.1})
    architecture("mlp")["hidden"] = 1
    assert ARCHITECTURES["mlp"]["hidden"] > 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("epochs", 0), ("batch_size", -1), ("patience", 0), ("lr", 0.0), ("lr", math.nan), ("grad_clip", -1.0),
     ("beta", -0.1), ("beta", math.inf), ("free_bits", -1.0), ("weight_decay", -1.0), ("validation_images", 0),
     ("warmup", 1.5), ("warmup", math.nan), ("ema", 1.0), ("ema", -0.5)],
)  # fmt: skip
def test_a_value_out_of_range_is_named(name, value):
    with pytest.raises(ValueError, match=name):
        Recipe(**{name: value})
