"""`python -m vae_core train` from its arguments to the folder it leaves, and everything that stops it."""

import json

import numpy as np
import onnx
import pytest
import torch
from PIL import Image

from vae_core import cli, load_model
from vae_core.data.sets import load_dataset
from vae_core.store.atlas import load_atlas
from vae_core.store.folder import load_config, load_metrics
from vae_core.training import memory
from vae_core.training import run as training_run
from vae_core.training.experiment import Experiment
from vae_core.training.state import MODEL_FILES

pytestmark = pytest.mark.usefixtures("quick_ending")
SHORT = ["--recipe", "small", "--latent-dim", "2", "--epochs", "2", "--batch-size", "32"]


def _train(data, out, *more):
    return cli.main(["train", "--data", str(data), "--out", str(out), *SHORT, *more])


def _is_whole(folder):
    names = {path.name for path in folder.iterdir()}
    return names >= set(MODEL_FILES) and "last" not in names and not any(name.startswith(".") for name in names)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """125 grey pictures of many sizes in one class."""
    folder = tmp_path_factory.mktemp("data") / "pictures"
    (folder / "only").mkdir(parents=True)
    rng = np.random.default_rng(0)
    for index in range(125):
        size = rng.integers(5, 40, 2)
        Image.fromarray(rng.integers(0, 256, size, dtype=np.uint8)).save(folder / "only" / f"{index}.png")
    return folder


def test_a_few_pictures_of_many_sizes_and_one_class_make_a_model(pictures, tmp_path, capsys):
    choices = ["--latent-dim", "2", "--hidden", "16", "--epochs", "2"]  # the recipe's batch is 128
    assert cli.main(["train", "--data", str(pictures), "--out", str(tmp_path / "model"), *choices]) == 0
    assert _is_whole(tmp_path / "model")
    assert load_metrics(tmp_path / "model")["recipe"]["batch_size"] == 16  # fills a quarter of 100 images
    assert load_model(tmp_path / "model").config.image_shape == (1, 8, 8)
    assert load_atlas(tmp_path / "model").class_names == ("only",)
    assert "-ELBO" in capsys.readouterr().out


def test_colour_gets_a_gaussian_and_sixteen_dimensions_and_says_so(tmp_path, capsys):
    (tmp_path / "photos").mkdir()
    rng = np.random.default_rng(0)
    for index in range(125):
        Image.fromarray(rng.integers(0, 256, (9, 9, 3), dtype=np.uint8)).save(tmp_path / f"photos/{index}.png")
    choices = ["--data", str(tmp_path / "photos"), "--recipe", "small", "--hidden", "16", "--epochs", "1"]
    assert cli.main(["train", "--out", str(tmp_path / "model"), *choices]) == 0
    config = load_config(tmp_path / "model")
    assert (config.image_shape, config.likelihood, config.latent_dim) == ((3, 9, 9), "gaussian", 16)
    elbo = load_metrics(tmp_path / "model")["figures"][0]
    assert (elbo["name"], elbo["pixels"]) == ("-ELBO", "colour")
    assert cli.main(["train", "--out", str(tmp_path / "ink"), *choices, "--likelihood", "bernoulli"]) == 0
    assert load_config(tmp_path / "ink").likelihood == "bernoulli"
    assert load_metrics(tmp_path / "ink")["figures"][0]["pixels"] == "dynamically binarised"


def test_grey_gets_a_bernoulli_and_a_plane(tmp_path):
    assert cli.main(["train", "--data", "digits", "--out", str(tmp_path / "model"), "--recipe", "small",
                     "--epochs", "1"]) == 0  # fmt: skip
    config = load_config(tmp_path / "model")
    assert (config.likelihood, config.latent_dim) == ("bernoulli", 2)


@pytest.fixture
def trained(tmp_path):
    assert _train("digits", tmp_path / "model") == 0
    return tmp_path / "model"


def test_a_flow_posterior_goes_through_every_command(tmp_path, capsys):
    name = str(tmp_path / "flow")
    assert _train("digits", name, "--posterior", "flow", "--hidden", "16") == 0
    assert load_config(name).posterior == "flow"
    assert cli.main(["evaluate", name, "--json"]) == cli.main(["atlas", name]) == 0
    for to in ("npz", "onnx", "html"):
        assert cli.main(["export", name, "--to", to, "--out", str(tmp_path / f"it.{to}")]) == 0
    codes, _ = load_model(name).encode(torch.from_numpy(load_dataset("digits").images) / 255)
    with np.load(tmp_path / "it.npz") as stored:
        np.testing.assert_allclose(stored["codes"], codes, atol=1e-4)
    metadata = onnx.load(tmp_path / "it-encoder.onnx").metadata_props
    assert {entry.key: entry.value for entry in metadata}["posterior"] == "flow"


def test_the_record_is_reproducible_and_holds_no_path_of_the_machine(trained):
    text = (trained / "metrics.json").read_text()
    metrics = json.loads(text)
    assert metrics["command"] == f"python -m vae_core train --data digits {' '.join(SHORT)} --out checkpoints/model"
    assert Experiment.from_json(metrics["experiment"]).options() == ["--data", "digits", *SHORT]
    assert str(trained.parent) not in text
    assert metrics["device"].startswith("CPU, ")
    assert (metrics["training_images"], metrics["validation_images"]) == (1294, 143)
    assert [entry["epoch"] for entry in metrics["history"]] == [1, 2]
    assert all(value == round(value, 4) for entry in metrics["history"] for value in entry.values())


def test_a_trained_folder_is_kept_unless_told(trained, capsys):
    before = {path: path.read_bytes() for path in trained.iterdir()}
    assert _train("digits", trained) == 1
    assert capsys.readouterr().err.count("--overwrite") == 1
    assert _train("digits", trained, "--resume") == 0
    assert "the run has ended" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in trained.iterdir()} == before
    assert _train("digits", trained, "--overwrite", "--seed", "1") == 0
    assert (trained / "model.safetensors").read_bytes() != before[trained / "model.safetensors"]


def test_a_run_interrupted_after_its_last_epoch_resumes_without_training(tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(training_run, "write_atlas", interrupt)
        assert _train("digits", tmp_path / "model") == 130
    weights = (tmp_path / "model" / "model.safetensors").read_bytes()
    assert _train("digits", tmp_path / "model", "--resume") == 0
    assert (tmp_path / "model" / "model.safetensors").read_bytes() == weights
    assert _is_whole(tmp_path / "model")


def test_two_runs_do_not_train_one_folder(tmp_path, monkeypatch, capsys):
    def meanwhile(*arguments):
        for flags in ([], ["--resume"], ["--overwrite"]):
            seen.append(_train("digits", tmp_path / "model", *flags))
        return write(*arguments)

    seen, write = [], training_run.write_atlas
    monkeypatch.setattr(training_run, "write_atlas", meanwhile)
    assert _train("digits", tmp_path / "model") == 0
    assert seen == [1, 1, 1]
    assert capsys.readouterr().err.count("is being trained by another process: name another folder, or wait") == 3
    assert _is_whole(tmp_path / "model")


@pytest.mark.parametrize("allocate", [lambda: torch.empty(10**15), lambda: np.empty(10**18)])
def test_memory_that_runs_out_is_one_sentence(tmp_path, monkeypatch, capsys, allocate):
    monkeypatch.setattr(training_run, "build_model", lambda config: allocate())
    assert _train("digits", tmp_path / "model") == 1
    assert capsys.readouterr().err.strip().splitlines() == [f"vae_core: {memory.SHORT}"]
    assert not (tmp_path / "model").exists()


def test_another_error_of_torch_is_not_taken_for_want_of_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(training_run, "build_model", lambda config: torch.zeros(2) @ torch.zeros(3))
    with pytest.raises(RuntimeError, match="size"):
        _train("digits", tmp_path / "model")


def test_images_that_are_all_one_picture_are_refused_before_training(tmp_path, capsys):
    (tmp_path / "same").mkdir()
    for index in range(130):
        Image.new("RGB", (9, 9), "teal").save(tmp_path / f"same/{index}.png")
    assert _train(tmp_path / "same", tmp_path / "model") == 1
    assert "all 104 training images are the same picture once they are read" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--batch-size", "2000"], "a batch of 2000 needs more than the 1294 training images"),
        (["--lr", "1e9"], "the loss is no longer finite in epoch 1: lower lr"),
        (["--iw-samples", "5", "--beta", "2"], "the importance-weighted bound has no beta"),
        (["--posterior", "flow", "--free-bits", "0.1"], "free bits count the KL of each dimension"),
        (["--prior", "mixture", "--free-bits", "0.1"], "free bits count the KL of each dimension"),
        (["--posterior", "flow", "--prior", "vamp"], "a vamp prior is a mixture of diagonal posteriors"),
        (["--accelerator", "cuda", "--devices", "99"], "99 CUDA devices were asked for"),
    ],
)
def test_what_cannot_be_trained_says_so_in_one_line(options, sentence, tmp_path, capsys):
    assert _train("digits", tmp_path / "model", *options) == 1
    line = capsys.readouterr().err.strip().splitlines()[-1]
    assert line.startswith(f"vae_core: {sentence}")
    assert not (tmp_path / "model").exists()


def test_an_empty_folder_says_so_and_leaves_nothing(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert _train(tmp_path / "empty", tmp_path / "model") == 1
    assert "holds no images" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()
