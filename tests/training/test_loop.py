"""The loop trains, resumes as if it had not stopped, and keeps the best of what it saw."""

import math

import numpy as np
import pytest
import torch
from digits_run import DIGITS, RECIPE, figures, weights
from small_vae import small_vae

from vae_core.store.checkpoint import load_model
from vae_core.store.folder import CheckpointError
from vae_core.training import state as run_state
from vae_core.training.held_out import split_validation
from vae_core.training.loop import TrainingError, train, validate
from vae_core.training.recipes import Recipe


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
