"""Every command on tiny digits: what it writes, its exit code, and one line where it cannot."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from quick_ending import hurry
from safetensors.torch import load_file
from small_atlas import small_atlas

from vae_core.cli import main
from vae_core.store.atlas import load_atlas
from vae_core.store.folder import load_config, load_metrics, write_json

pytestmark = pytest.mark.usefixtures("quick_ending")
TINY = ["--recipe", "small", "--hidden", "8", "--depth", "0", "--epochs", "2", "--batch-size", "200"]


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """The folder of models after `train`, holding one called `tiny`."""
    folder = tmp_path_factory.mktemp("models")
    with pytest.MonkeyPatch.context() as patch:
        hurry(patch)
        arguments = ["train", "--data", "digits", "--latent-dim", "2", "--out", str(folder / "tiny"), *TINY]
        assert main([*arguments, "--data-dir", "/somewhere/private"]) == 0
    return folder


@pytest.fixture
def shelf(trained, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(trained))
    return trained


def complaint(capsys, arguments: list[str], code: int = 1) -> str:
    """What a command that cannot be done says: one line on stderr, and its exit code."""
    assert main(arguments) == code
    written = capsys.readouterr()
    lines = [line for line in written.err.splitlines() if line.startswith("vae_core: ")]
    assert len(lines) == 1
    assert written.err.strip().endswith(lines[0])
    assert "Traceback" not in written.err
    return lines[0]


def test_train_leaves_a_whole_model_folder(shelf):
    assert sorted(path.name for path in (shelf / "tiny").iterdir()) == [
        "atlas.npz", "config.json", "meter.safetensors", "metrics.json", "model.safetensors", "tour.json",
    ]  # fmt: skip
    config = load_config("tiny")
    assert (config.latent_dim, config.image_shape, config.hidden, config.depth) == (2, (1, 8, 8), 8, 0)
    assert len(load_atlas("tiny").codes) == 360


def test_train_records_how_the_figures_were_made(shelf):
    metrics = load_metrics("tiny")
    assert (metrics["data"], metrics["training_images"], metrics["test_images"]) == ("digits", 1294, 360)
    assert metrics["validation_images"] == 143
    assert [(figure["name"], figure["bound"], figure["data"]) for figure in metrics["figures"]] == [
        ("-ELBO", "ELBO", "digits test"),
        ("distortion -log p(x|z)", "ELBO", "digits test"),
        ("rate KL(q(z|x) || p(z))", "ELBO", "digits test"),
        ("information I(x; z)", "", "digits test"),
        ("gap KL(q(z) || p(z))", "", "digits test"),
        ("active units", "", "digits test"),
        ("calibration error of grey pixels", "", "digits test"),
        ("calibration error of fresh pixels", "", "digits test"),
        ("Fréchet distance of prior samples", "", "digits test"),
        ("Fréchet distance of reconstructions", "", "digits test"),
        ("Fréchet distance of training images", "", "digits test"),
        ("-log p(x)", "IW-500", "digits test"),
    ]
    assert all(figure["images"] == 360 for figure in metrics["figures"])  # every one is over the same
    assert len(metrics["history"]) == metrics["epochs"] == 2
    assert metrics["recipe"]["batch_size"] == 200


def test_a_record_keeps_no_path_of_the_machine(shelf):
    text = (shelf / "tiny" / "metrics.json").read_text()
    assert str(shelf) not in text
    assert "private" not in text
    assert load_metrics("tiny")["command"].startswith(
        "python -m vae_core train --data digits --recipe small --latent-dim 2"
    )


def test_evaluate_repeats_the_figures_of_the_record(shelf, capsys):
    stored = load_metrics("tiny")["figures"]
    assert main(["evaluate", "tiny", "--seeds", "5", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == stored[:6]
    assert main(["evaluate", "tiny", "--bound", "iw", "--samples", "500", "--seeds", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == stored[-1]


def test_evaluate_prints_figures_and_what_they_are(shelf, capsys):
    assert main(["evaluate", "tiny", "--bound", "iw", "--samples", "3", "--images", "20", "--split", "train"]) == 0
    first, second, made, legend = capsys.readouterr().out.splitlines()
    assert first.startswith("-log p(x) ")
    assert "IW-3, median effective samples " in first
    assert second.startswith("-ELBO of the same images ")
    assert made == "digits train, 20 images, dynamically binarised pixels; 1 x 3 draw(s) per image"
    assert "spread" in legend


def test_atlas_is_computed_again_and_alike(shelf):
    path = shelf / "tiny" / "atlas.npz"
    before = load_atlas("tiny")
    path.unlink()
    assert main(["atlas", "tiny"]) == 0
    for name, value in load_atlas("tiny").arrays().items():
        np.testing.assert_array_equal(value, getattr(before, name))


def test_data_says_what_there_is(capsys):
    assert main(["data", "digits"]) == 0
    assert capsys.readouterr().out == "digits train: 1437 images, 10 classes\ndigits test: 360 images, 10 classes\n"


def test_list_shows_good_and_broken_folders(models, trained, capsys):
    for name, content in {"cut": "{", "future": '{"schema": 9}', "list": "[]"}.items():
        (models / name).mkdir()
        (models / name / "config.json").write_text(content)
    (models / "odd").mkdir()
    (models / "odd" / "config.json").write_text((models / "good" / "config.json").read_text())
    write_json(models / "odd" / "metrics.json", {"figures": ["-ELBO"]})
    assert main(["list"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert lines.keys() == {"cut", "future", "good", "list", "odd"}
    assert "3 dimensions" in lines["good"]
    assert all("cannot be used: " in lines[name] for name in ("cut", "future", "list", "odd"))


def test_list_shows_the_figure_and_its_data(shelf, capsys):
    assert main(["list"]) == 0
    assert " nats per image on 360 of digits test" in capsys.readouterr().out


def test_a_folder_of_pictures_is_trained_on_and_found_again(tmp_path, monkeypatch, capsys):
    rng = np.random.default_rng(0)
    for i in range(130):
        folder = tmp_path / "pictures" / "ab"[i % 2]
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(rng.integers(0, 256, (9, 9), dtype=np.uint8)).save(folder / f"{i:03}.png")
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path / "models"))
    arguments = ["train", "--data", str(tmp_path / "pictures"), "--latent-dim", "1", "--likelihood", "gaussian"]
    small = [*TINY[:-1], "20"]
    assert main([*arguments, "--out", str(tmp_path / "models" / "mine"), *small]) == 0
    assert load_atlas("mine").class_names == ("a", "b")
    assert main(["evaluate", "mine", "--images", "5"]) == 0
    assert "5 images" in capsys.readouterr().out


def test_an_interrupted_training_ends_with_130_and_resumes(shelf, tmp_path, monkeypatch, capsys):
    out = tmp_path / "again"
    arguments = ["train", "--data", "digits", "--latent-dim", "2", "--out", str(out), *TINY]
    with monkeypatch.context() as patch:
        patch.setattr("vae_core.training.run.load_model", interrupt)
        assert "--resume" in complaint(capsys, arguments, code=130)
    assert main([*arguments, "--resume"]) == 0
    again, first = (load_file(folder / "model.safetensors") for folder in (out, shelf / "tiny"))
    assert all((again[name] == first[name]).all() for name in first)


def interrupt(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["evaluate", "nobody"], "no model is called 'nobody'; the models are tiny"),
        (["atlas", ""], "no model is called ''"),
        (["evaluate", "tiny", "--data", "nothing"], "no data set or folder is called 'nothing'"),
        (["evaluate", "tiny", "--samples", "0"], "samples, images and seeds must be 1 or more"),
        (["data", "cifar"], "no data set or folder is called 'cifar'; the data sets are mnist"),
        (["train", "--data", "digits", "--latent-dim", "0", "--out", "x"], "latent_dim must be an integer from 1"),
        (["train", "--data", "digits", "--latent-dim", "2", "--out", "x", "--lr", "nan"], "lr must be positive"),
        (["train", "--data", "digits", "--latent-dim", "1", "--out", "x", "--prior", "flow"], "must be 2 or more"),
        (["train", "--data", "digits", "--latent-dim", "2", "--out", "x", "--epochs", "0"], "epochs must be 1 or more"),
        (["train", "--data", "digits", "--latent-dim", "2", "--out", "x", "--batch-size", "5000"], "5000"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_nothing(shelf, tmp_path, monkeypatch, capsys, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    assert sentence in complaint(capsys, arguments)
    assert list(tmp_path.iterdir()) == []


def test_images_that_do_not_fit_the_model_are_one_line(shelf, tmp_path, capsys):
    for i in range(125):
        Image.new("RGB", (9, 9), (i, 0, 0)).save(tmp_path / f"{i:03}.png")
    for command in ("evaluate", "atlas"):
        assert "(1, 8, 8)" in complaint(capsys, [command, "tiny", "--data", str(tmp_path)]).replace("N, 1", "1")


def test_a_model_that_does_not_say_its_data_asks_for_it(models, capsys):
    assert "--data" in complaint(capsys, ["evaluate", "good"])
    small_atlas().save(models / "good")
    write_json(models / "good" / "metrics.json", {"data": 5})
    assert "data must not be 5" in complaint(capsys, ["evaluate", "good"])


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["train"],
        ["evaluate"],
        ["evaluate", "tiny", "--bound", "upper"],
        ["evaluate", "tiny", "--images", "-1"],
    ],
)
def test_wrong_usage_ends_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m vae_core" in capsys.readouterr().err


def test_the_module_runs_as_a_command(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "vae_core", "evaluate", "nobody"],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("vae_core: no model is called 'nobody'; the models are ")
    assert done.stderr.count("\n") == 1
