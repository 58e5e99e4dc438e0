"""One process of training: it learns, stops, resumes and keeps the best; test_train_scale.py has many processes."""

import math

import numpy as np
import pytest
import torch
from small_vae import small_vae

from vae_core.data.sets import load_dataset
from vae_core.measure.evaluate import evaluate
from vae_core.model.config import ModelConfig
from vae_core.model.vae import VAE
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import CheckpointError
from vae_core.training import state as run_state
from vae_core.training.held_out import split_validation, steps_per_epoch
from vae_core.training.loop import TrainingError, train, validate
from vae_core.training.recipes import ARCHITECTURES, Recipe, architecture, training

DIGITS = load_dataset("digits", "train").images[:400]
RECIPE = Recipe(epochs=4, batch_size=40, validation_images=40, patience=50)  # 9 steps an epoch


def figures(history: list[dict]) -> list[dict]:
    """A history without its times."""
    return [{name: value for name, value in entry.items() if name != "seconds"} for entry in history]


def weights(model) -> dict[str, np.ndarray]:
    return {name: value.detach().numpy() for name, value in model.state_dict().items()}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A run to its end: the folder, the history, the model with its last weights."""
    out, model = tmp_path_factory.mktemp("finished"), small_vae()
    return out, train(model, DIGITS, RECIPE, out), model


def test_the_loss_goes_down(tmp_path):
    history = train(small_vae(hidden=32), DIGITS, Recipe(epochs=25, batch_size=40, lr=5e-3), tmp_path)
    assert history[-1]["val_elbo"] > history[0]["val_elbo"] + 10
    assert history[-1]["val_elbo"] > -64 * math.log(2) + 10  # better than a coin for each pixel
    assert [entry["epoch"] for entry in history] == list(range(1, len(history) + 1))


def test_the_same_seed_trains_the_same_model_and_another_does_not(finished, tmp_path):
    again, other = small_vae(), small_vae()
    assert figures(train(again, DIGITS, RECIPE, tmp_path / "a")) == figures(finished[1])
    np.testing.assert_equal(weights(again), weights(finished[2]))
    seeded = Recipe(epochs=4, batch_size=40, validation_images=40, patience=50, seed=1)
    assert figures(train(other, DIGITS, seeded, tmp_path / "b")) != figures(finished[1])


@pytest.mark.parametrize("at_step", [9, 18, 27])
def test_an_interrupted_run_resumes_as_if_it_had_not_stopped(finished, tmp_path, at_step):
    def interrupt(step, loss):
        if step == at_step:  # in the middle of the first, second or third epoch's end, before it is written
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(small_vae(), DIGITS, RECIPE, tmp_path, on_step=interrupt)
    resumed = small_vae()
    if at_step > 9:  # an epoch was written: the weights come from the disk
        resumed.encoder[1].weight.data.fill_(7)
    assert figures(train(resumed, DIGITS, RECIPE, tmp_path, resume=True)) == figures(finished[1])
    np.testing.assert_equal(weights(resumed), weights(finished[2]))
    np.testing.assert_equal(weights(load_model(tmp_path)), weights(load_model(finished[0])))


def test_resuming_a_run_that_has_ended_trains_no_more(finished, tmp_path):
    train(small_vae(), DIGITS, RECIPE, tmp_path)
    before = (tmp_path / "model.safetensors").read_bytes()
    again = train(small_vae(), DIGITS, RECIPE, tmp_path, resume=True, on_step=lambda *_: pytest.fail("a step"))
    assert figures(again) == figures(finished[1])
    assert (tmp_path / "model.safetensors").read_bytes() == before


@pytest.mark.parametrize(
    ("recipe", "change"),
    [(Recipe(epochs=5, batch_size=40, validation_images=40, patience=50), {}), (RECIPE, {"hidden": 9})],
)
def test_a_run_of_another_recipe_or_architecture_is_not_resumed(finished, recipe, change):
    with pytest.raises(CheckpointError, match="belongs to another"):
        train(small_vae(**change), DIGITS, recipe, finished[0], resume=True)


@pytest.mark.parametrize("kept", [0, 100, 3000])
def test_a_damaged_state_is_one_sentence(tmp_path, kept):
    train(small_vae(), DIGITS, Recipe(epochs=1, batch_size=40), tmp_path)
    path = tmp_path / "last" / "state.safetensors"
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(CheckpointError, match=r"state\.safetensors is damaged") as caught:
        train(small_vae(), DIGITS, Recipe(epochs=1, batch_size=40), tmp_path, resume=True)
    assert "\n" not in str(caught.value)


ENTRY = {"epoch": 1, "train_elbo": -3.0, "val_elbo": -3.0, "val_recon": -2.0, "val_kl": 1.0, "seconds": 0.1}


@pytest.mark.parametrize(
    "history",
    [None, {}, "x", [1], [{}], [ENTRY | {"val_elbo": "low"}], [ENTRY | {"val_elbo": math.nan}], [ENTRY, ENTRY],
     [ENTRY | {"epoch": 2}], [{name: value for name, value in ENTRY.items() if name != "seconds"}]],
)  # fmt: skip
def test_a_state_whose_history_is_none_is_damaged(tmp_path, history):
    model = small_vae()
    parts = {"model": model, "average": model, "optimiser": torch.optim.AdamW(model.parameters())}
    run_state.save(tmp_path, parts, history, {}, model.config)
    with pytest.raises(CheckpointError, match=r"state\.safetensors is damaged \(.*: start again with --overwrite"):
        run_state.load(tmp_path, parts, {}, model.config)


@pytest.mark.parametrize("part", ["model", "average", "optimiser"])
def test_a_state_with_a_number_that_is_not_finite_is_damaged(tmp_path, part):
    model = small_vae()
    optimiser = torch.optim.AdamW(model.parameters())
    model.logits(torch.zeros(1, 3)).sum().backward()
    optimiser.step()
    parts = {"model": model, "average": small_vae(), "optimiser": optimiser}
    poisoned = optimiser.state[model.decoder[0].bias]["exp_avg"] if part == "optimiser" else parts[part].decoder[0].bias
    poisoned.data[0] = math.nan
    run_state.save(tmp_path, parts, [ENTRY], {}, model.config)
    with pytest.raises(CheckpointError, match="is not finite"):
        run_state.load(tmp_path, parts, {}, model.config)


def test_an_average_that_is_not_finite_ends_the_run(tmp_path):
    def poison(progress):
        progress.model.decoder[0].bias.data[0] = math.nan

    with pytest.raises(TrainingError, match="averaged weights are no longer finite in epoch 2: lower lr"):
        train(small_vae(), DIGITS, RECIPE, tmp_path, on_epoch=poison)


def test_the_model_that_is_kept_has_the_best_validation_elbo(finished):
    out, history, _ = finished
    _, validation = split_validation(DIGITS, RECIPE)
    kept = validate(load_model(out), validation, RECIPE.seed)["val_elbo"]
    assert kept == pytest.approx(max(entry["val_elbo"] for entry in history), abs=0.05)  # rounded to half precision


@pytest.mark.parametrize("warmup", [0.0, 0.5])
def test_early_stopping_counts_from_the_end_of_the_warm_up(tmp_path, warmup):
    recipe = Recipe(epochs=10, batch_size=80, warmup=warmup, patience=2, min_delta_nats=1e9)
    history = train(small_vae(), DIGITS, recipe, tmp_path)
    first = max(1, math.ceil(10 * warmup))
    assert len(history) == first + 2
    _, validation = split_validation(DIGITS, recipe)
    kept = validate(load_model(tmp_path), validation, recipe.seed)["val_elbo"]
    assert kept == pytest.approx(max(entry["val_elbo"] for entry in history[first - 1 :]), abs=0.05)


def test_an_improvement_keeps_the_run_going(tmp_path):
    recipe = Recipe(epochs=10, batch_size=80, warmup=0, patience=2, min_delta_nats=-1e9)
    assert len(train(small_vae(), DIGITS, recipe, tmp_path)) == 10


def test_validation_images_are_apart_from_training_and_complete_it():
    numbered = np.arange(400, dtype=np.uint32).view(np.uint8).reshape(400, 1, 2, 2)
    training_images, validation = split_validation(numbered, RECIPE)
    names = [set(part.numpy().reshape(-1, 4).view(np.uint32).ravel()) for part in (training_images, validation)]
    assert len(validation) == 40
    assert not names[0] & names[1]
    assert names[0] | names[1] == set(range(400))
    assert len(split_validation(numbered, Recipe(validation_images=5000))[1]) == 40  # a tenth at most


def test_validation_images_never_train(finished, tmp_path):
    _, validation = split_validation(DIGITS, RECIPE)
    held_out = {picture.numpy().tobytes() for picture in validation}
    others = np.stack([255 - picture if picture.tobytes() in held_out else picture for picture in DIGITS])
    model = small_vae()
    history = train(model, others, RECIPE, tmp_path)
    np.testing.assert_equal(weights(model), weights(finished[2]))
    assert [entry["train_elbo"] for entry in history] == [entry["train_elbo"] for entry in finished[1]]
    assert history[-1]["val_elbo"] != finished[1][-1]["val_elbo"]


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
    [{"prior": "vamp", "components": 5}, {"prior": "flow"}, {"posterior": "flow"}, {"likelihood": "gaussian"}],
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


@pytest.mark.parametrize("part", [{"posterior": "flow"}, {"prior": "mixture"}, {"prior": "vamp"}, {"prior": "flow"}])
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


# recipes


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
