"""Training that is multiplied, killed, resumed and starved: processes of their own, tiny digits."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from training_run import figures

from vae_core.model.config import ModelConfig
from vae_core.model.objective import TrainingLoss, elbo_terms, training_loss
from vae_core.model.vae import VAE
from vae_core.store.folder import CheckpointError
from vae_core.training import parallel
from vae_core.training import state as run_state
from vae_core.training.loop import TrainingError, train
from vae_core.training.recipes import Recipe

RUN = Path(__file__).parents[1] / "training_run.py"
TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]


def _run(*arguments, command=(sys.executable,)):
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [*command, RUN, *map(str, arguments)], capture_output=True, text=True, env=environment, timeout=300
    )


def _figures(finished):
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout.strip().splitlines()[-1])


def _assert_close(history, expected):
    assert len(history) == len(expected)
    for entry, other in zip(history, expected, strict=True):
        assert entry == pytest.approx(other, rel=1e-4)


def _assert_same_weights(one, other):
    for file in ("model.safetensors", "last/state.safetensors"):
        weights, others = load_file(one / file), load_file(other / file)
        assert weights.keys() == others.keys()
        assert all(torch.equal(weights[name], others[name]) for name in weights)


@pytest.fixture(scope="module")
def one_thread():
    """As the processes of these tests have it: with more, sums come out in another order."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory, one_thread):
    out = tmp_path_factory.mktemp("run") / "model"
    return out, figures(out)


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """What a process leaves that was killed after its second epoch."""
    out = tmp_path_factory.mktemp("killed") / "model"
    assert _run(out, "--kill-after", 2).returncode == -signal.SIGKILL
    return out


def test_two_processes_learn_what_one_learns(uninterrupted, tmp_path):
    _assert_close(_figures(_run(tmp_path / "model", "--devices", 2)), uninterrupted[1])


def test_processes_of_torchrun_learn_what_one_learns(uninterrupted, tmp_path):
    _assert_close(_figures(_run(tmp_path / "model", command=TORCHRUN)), uninterrupted[1])


def test_a_killed_run_resumes_to_the_same_weights_and_figures(uninterrupted, killed, tmp_path):
    out, (whole, expected) = tmp_path / "model", uninterrupted
    shutil.copytree(killed, out)
    assert figures(out, resume=True) == expected
    _assert_same_weights(whole, out)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_full_disk_ends_in_one_sentence_and_keeps_the_last_state(killed, tmp_path):
    out = tmp_path / "model"
    shutil.copytree(killed, out)
    before = (out / "last" / "state.safetensors").read_bytes()
    finished = _run(out, "--resume", "--file-limit", 2000)
    assert finished.returncode == 1
    assert len(finished.stderr.splitlines()) == 1
    assert "could not be written" in finished.stderr
    assert "--resume" in finished.stderr
    assert (out / "last" / "state.safetensors").read_bytes() == before
    assert [path.name for path in (out / "last").iterdir()] == ["state.safetensors"]


def _images(count=120, shape=(1, 4, 4)):
    return np.random.default_rng(0).integers(0, 256, (count, *shape), dtype=np.uint8)


def _vae(**changes):
    torch.manual_seed(0)
    return VAE(ModelConfig(**{"latent_dim": 2, "image_shape": (1, 4, 4), "hidden": 8, "depth": 0} | changes))


def test_a_loss_that_is_not_finite_ends_the_run_and_keeps_the_last_state(tmp_path):
    model, recipe = _vae(), Recipe(epochs=3, batch_size=20)

    def poison(progress):
        if progress.epoch == 2:
            model.encoder[1].weight.data.fill_(torch.nan)

    with pytest.raises(TrainingError, match=r"no longer finite in epoch 3: lower lr \(0.002\)"):
        train(model, _images(), recipe, tmp_path / "model", on_epoch=poison)
    assert len(train(_vae(), _images(), recipe, tmp_path / "model", resume=True)) == 3


def test_an_interrupted_convolutional_run_resumes_to_the_same_weights(tmp_path):
    config = {"network": "conv", "hidden": 4, "depth": 1, "image_shape": (1, 8, 8)}
    images, recipe = _images(shape=(1, 8, 8)), Recipe(epochs=4, batch_size=20)

    def interrupt(progress):
        if progress.epoch == 2:
            raise KeyboardInterrupt

    train(_vae(**config), images, recipe, tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        train(_vae(**config), images, recipe, tmp_path / "interrupted", on_epoch=interrupt)
    train(_vae(**config), images, recipe, tmp_path / "interrupted", resume=True)
    _assert_same_weights(tmp_path / "whole", tmp_path / "interrupted")


def test_a_run_of_other_images_is_not_resumed(tmp_path):
    recipe = Recipe(epochs=1, batch_size=20)
    train(_vae(), _images(), recipe, tmp_path)
    with pytest.raises(CheckpointError, match="another architecture, recipe or data set"):
        train(_vae(), 255 - _images(), recipe, tmp_path, resume=True)


@pytest.mark.parametrize(
    ("count", "sentence"), [(1, "at least 2 images"), (20, "a batch of 20 needs more than the 18")]
)
def test_too_few_images_are_refused(count, sentence, tmp_path):
    with pytest.raises(ValueError, match=sentence):
        train(_vae(), _images(count), Recipe(epochs=1, batch_size=20), tmp_path)
    assert not list(tmp_path.iterdir())


def _claim(*arguments, **named):
    with run_state.claimed(*arguments, **named) as goes_on:
        return goes_on


def test_a_folder_with_a_model_is_not_overwritten(tmp_path):
    assert _claim(tmp_path / "model")
    assert not list(tmp_path.iterdir())  # nothing came of it
    made = (*run_state.MODEL_FILES, *run_state.MADE_FROM_IT)
    for name in made:
        (tmp_path / name).write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CheckpointError, match="--overwrite"):
        _claim(tmp_path)
    assert not _claim(tmp_path, resume=True)
    assert {path.name for path in tmp_path.iterdir()} == {*made, "notes.txt"}
    assert _claim(tmp_path, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_unfinished_run_is_not_overwritten(tmp_path):
    out = tmp_path / "model"
    (out / "last").mkdir(parents=True)
    (out / "last" / "state.safetensors").write_text("state")
    with pytest.raises(CheckpointError, match=r"--resume continues it, --overwrite starts again"):
        _claim(out)
    assert _claim(out, resume=True)
    assert (out / "last" / "state.safetensors").read_text() == "state"
    assert _claim(out, overwrite=True)
    assert not list(tmp_path.iterdir())


def test_a_model_without_a_run_is_not_trained_anew_by_resuming_it(tmp_path):
    for name in ("model.safetensors", "config.json"):
        (tmp_path / name).write_text("copied by hand")
    with pytest.raises(CheckpointError, match="holds a model and no run to resume"):
        _claim(tmp_path, resume=True)
    assert {path.name for path in tmp_path.iterdir()} == {"model.safetensors", "config.json"}


def test_a_run_killed_before_its_first_state_was_written_resumes(tmp_path):
    with run_state.claimed(tmp_path):
        for name in ("model.safetensors", "config.json"):
            (tmp_path / name).write_text("of the first epoch")
    assert _claim(tmp_path, resume=True)


@pytest.mark.parametrize("flags", [{}, {"resume": True}, {"overwrite": True}])
def test_a_folder_that_is_being_trained_is_left_alone(tmp_path, flags):
    with run_state.claimed(tmp_path):
        (tmp_path / "config.json").write_text("of the first")
        with pytest.raises(CheckpointError, match="is being trained by another process"):
            _claim(tmp_path, **flags)
        assert _claim(tmp_path, resume=True, is_first=False)  # another process of the same run
    assert (tmp_path / "config.json").read_text() == "of the first"


@pytest.mark.parametrize(
    ("environment", "is_first"),
    [({}, True), ({"LOCAL_RANK": "1"}, False), ({"NODE_RANK": "1"}, False), ({"RANK": "0", "LOCAL_RANK": "0"}, True),
     ({"RANK": "2", "LOCAL_RANK": "0"}, False)],
)  # fmt: skip
def test_one_process_of_a_run_is_the_first(monkeypatch, environment, is_first):
    for name in ("RANK", "LOCAL_RANK", "NODE_RANK"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert parallel.is_first() == is_first


def test_half_precision_products_leave_weights_and_figures_single(tmp_path):
    recipe, images = Recipe(epochs=3, batch_size=20), _images(400)
    exact = train(_vae(depth=1), images, recipe, tmp_path / "single")
    model, fabric = _vae(depth=1), parallel.start("cpu", precision="bf16-mixed")
    history = train(model, images, recipe, tmp_path / "half", fabric=fabric)
    assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}
    assert history[-1]["train_elbo"] == pytest.approx(exact[-1]["train_elbo"], rel=0.02)
    assert history[-1]["train_elbo"] != exact[-1]["train_elbo"]
    threads = torch.get_num_threads()
    assert parallel.described(fabric) == f"CPU, {threads} thread{'s' * (threads > 1)}, bf16-mixed"


def test_processes_share_a_batch_without_overlap_or_rest():
    shares = [parallel.share(SimpleNamespace(world_size=4, global_rank=rank), 128) for rank in range(4)]
    assert [row for rows in shares for row in range(128)[rows]] == list(range(128))
    with pytest.raises(ValueError, match="a batch of 128 images does not divide among 3 processes"):
        parallel.share(SimpleNamespace(world_size=3, global_rank=0), 128)


@pytest.mark.parametrize("prior", ["standard", "mixture"])
def test_the_importance_weighted_loss_is_the_mean_weight_of_single_draws(prior):
    model, x = _vae(prior=prior, depth=1).double(), torch.rand(5, 1, 4, 4).round().double()
    noise = torch.randn(3, 5, 2, dtype=torch.float64)
    loss, elbo = TrainingLoss(model)(x, noise, 1.0, 0.0)
    mu, logvar = model.posterior(x)
    posterior = torch.distributions.Normal(mu, (logvar / 2).exp())
    draws = []
    for k in range(3):
        z = mu + (logvar / 2).exp() * noise[k]
        pixels = torch.distributions.Bernoulli(logits=model.logits(z))
        draws.append(pixels.log_prob(x).sum((1, 2, 3)) + model.prior.log_prob(z) - posterior.log_prob(z).sum(1))
    weights = torch.stack(draws)
    torch.testing.assert_close(loss, -weights.exp().mean(0).log().mean(), check_dtype=False)
    torch.testing.assert_close(elbo, weights.mean().detach(), check_dtype=False)


def test_the_loss_of_one_draw_is_the_training_loss():
    model, x, noise = _vae(depth=1), torch.rand(5, 1, 4, 4).round(), torch.randn(1, 5, 2)
    loss, elbo = TrainingLoss(model)(x, noise, 0.5, 0.1)
    terms = elbo_terms(model, x, noise=noise[0])
    assert loss == training_loss(terms, 0.5, 0.1)
    assert elbo == terms.elbo.mean()


def test_the_importance_weighted_tail_takes_no_beta():
    with pytest.raises(ValueError, match="no beta"):
        Recipe(iw_samples=5, beta=2.0)
