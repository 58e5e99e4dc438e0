"""Model folders: names, JSON, and files that are written whole."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vae_core.store.folder import (
    MAX_JSON_BYTES,
    SHIPPED,
    CheckpointError,
    checkpoint_dir,
    list_models,
    load_config,
    load_metrics,
    models_dir,
    odd_names,
    read_json,
    write_json,
    write_whole,
)
from vae_core.store.thumbnail import thumbnail_bytes

FIGURE = {
    "name": "-ELBO",
    "value": 1.5,
    "unit": "nats",
    "bound": "ELBO",
    "data": "x test",
    "pixels": "grey",
    "images": 9,
    "samples": 1,
}
any_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def sentence_of(call, *arguments) -> str:
    with pytest.raises(CheckpointError) as caught:
        call(*arguments)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400
    return str(caught.value)


def test_models_are_the_folders_with_a_config(models):
    (models / "unfinished" / "last").mkdir(parents=True)
    (models / "a-file").write_text("")
    assert list_models() == ["good"]
    assert list_models(models / "nowhere") == []


ODD = {"new\nline": "new line", "\x1b[31mred": "\ufffd[31mred", "turned\u202e": "turned\ufffd"}


def test_a_name_that_no_screen_can_show_is_told_apart_and_hurts_no_other(models):
    odd = [os.fsencode(name) for name in ODD] + [b"\xff\xfe"]
    for name in odd:
        os.mkdir(os.path.join(os.fsencode(models), name))
        with open(os.path.join(os.fsencode(models), name, b"config.json"), "w") as config:
            config.write("{}")
    assert list_models() == ["good"]
    assert odd_names() == sorted([*ODD.values(), "\ufffd\ufffd"])


@pytest.mark.parametrize("name", ["my__model", "a b", "ünïcödé", "模型", "$x$", "[a](b)", "n" * 255, "-", "'\"`"])
def test_any_name_that_can_be_shown_is_a_model(models, name):
    (models / "good").rename(models / name)
    assert list_models() == [name]
    assert load_config(name).latent_dim == 3


def test_links_that_lead_nowhere_or_in_a_circle_are_no_models(models):
    (models / "circle").symlink_to(models / "circle")
    (models / "nowhere").symlink_to(models / "not there")
    (models / "half").mkdir()
    (models / "half" / "config.json").symlink_to("config.json")
    assert list_models() == ["good"]
    assert "no model is called" in sentence_of(load_config, "circle")
    assert sentence_of(load_config, "half") == "half/config.json is missing"


def test_a_folder_that_may_not_be_entered_is_no_model(models, monkeypatch):
    def locked(path, *arguments, **options):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", locked)  # as pathlib does there; the tests may run as root
    assert list_models() == ["good"]
    monkeypatch.setattr(os, "listdir", locked)
    assert list_models() == []
    monkeypatch.setattr(Path, "read_text", locked)
    assert sentence_of(load_config, "good") == "good/config.json cannot be read (Permission denied)"


def test_of_two_thousand_names_a_sentence_holds_a_few(models):
    for index in range(40):
        (models / f"{index:02}").mkdir()
        (models / f"{index:02}" / "config.json").touch()
    assert sentence_of(checkpoint_dir, "bad").endswith("09, 10, 11 and 29 more")


def test_an_unknown_name_lists_what_exists(models):
    assert sentence_of(checkpoint_dir, "bad") == "no model is called 'bad'; the models are good"
    assert "''" in sentence_of(checkpoint_dir, "")


def test_a_model_is_found_by_name_or_path(models):
    assert checkpoint_dir("good") == models / "good"
    assert checkpoint_dir(models / "good") == models / "good"


@pytest.mark.parametrize("stored", list_models(SHIPPED))
def test_shipped_folders_read_well(stored, monkeypatch):
    monkeypatch.delenv("LATENT_LENS_CHECKPOINTS", raising=False)
    assert load_config(stored).latent_dim >= 2
    config = load_config(stored)
    expected = {"-ELBO", "-log p(x)", "active units"}
    if any(part.kind == "grid" for part in config.parts):
        expected = {"-ELBO", "codes in use"}
    elif not config.has_likelihood:
        expected = {"Fréchet distance of prior samples"}
    assert {figure["name"] for figure in load_metrics(stored)["figures"]} >= expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"latent_dim": ' + "9" * 5000 + "}", "schema None"),
        ('{"schema": 1, "latent_dim": ' + "9" * 5000 + "}", "latent_dim must be an integer"),
        ("\x80\x04K\x01.", "config.json"),
        ("[]", "must hold one object; got list"),
        ("null", "must hold one object; got NoneType"),
        ("{}", "schema None"),
        ('{"schema": 1, "latent_dim": NaN}', "latent_dim must be an integer"),
        ('{"schema": 1, "latent_dim": 2, "network": ' + "[" * 900 + "]" * 900 + "}", "config.json|network must be"),
        (" " * (MAX_JSON_BYTES + 1), "at most"),
    ],
)
def test_a_damaged_config_is_one_sentence(models, text, sentence):
    (models / "good" / "config.json").write_text(text, encoding="latin-1")
    assert any(part in sentence_of(load_config, "good") for part in sentence.split("|"))


def test_a_missing_config_is_one_sentence(models):
    (models / "good" / "config.json").unlink()
    assert sentence_of(load_config, "good") == "good/config.json is missing"


def test_metrics_come_back_and_may_be_absent(models):
    assert load_metrics("good") == {}
    stored = {"data": "digits", "figures": [FIGURE], "history": [{"epoch": 1, "train_elbo": -2, "val_elbo": -3.5}]}
    write_json(models / "good" / "metrics.json", stored)
    assert load_metrics("good") == stored


@pytest.mark.parametrize(
    ("metrics", "sentence"),
    [
        ([], "must hold one object"),
        ({"data": ["digits"]}, "data must not be"),
        ({"figures": 5}, "figures must not be 5"),
        ({"figures": [5]}, "figures without name, value"),
        ({"figures": [{}]}, "figures without name, value"),
        ({"figures": [FIGURE | {"value": "low"}]}, "figures: value must not be 'low'"),
        ({"history": [{"epoch": 1}]}, "history without epoch, train_elbo, val_elbo"),
        ({"recipe": {"beta": "1"}}, "recipe: beta must not be '1'"),
        ({"training_seconds": None}, "training_seconds must not be None; expected a finite number"),
        ({"figures": [{name: value for name, value in FIGURE.items() if name != "images"}]}, "figures without"),
        ({"figures": [FIGURE | {"seeds": "many"}]}, "figures: seeds must not be 'many'"),
        ({"figures": [FIGURE | {"curve": [[1, 2], [1]]}]}, "a curve must be at most 100 rows"),
        ({"figures": [FIGURE | {"curve": [[1, "2"]]}]}, "a curve must be at most 100 rows"),
        ({"figures": [FIGURE | {"curve": [[1, 2]] * 101}]}, "a curve must be at most 100 rows"),
        ({"figures": [FIGURE | {"value": 10**400}]}, "figures: value must not be None"),
        ({"figures": [FIGURE | {"value": float("nan")}]}, "figures: value must not be None"),
        ({"figures": [FIGURE | {"images": 2**63}]}, "figures: images must not be None"),
        ({"figures": [FIGURE] * 10_000}, "10,000 figures; at most 100"),
    ],
)
def test_metrics_of_another_kind_are_one_sentence(models, metrics, sentence):
    write_json(models / "good" / "metrics.json", metrics)
    assert sentence in sentence_of(load_metrics, "good")


def test_text_of_metrics_is_one_line_of_letters(models):
    figure = FIGURE | {"name": "a\nb\x00\ud800", "unit": "\x1b[31m", "odd": ["a list"], "note": "n" * 10_000}
    write_json(models / "good" / "metrics.json", {"data": "x\x07", "figures": [figure]})
    metrics = load_metrics("good")
    assert metrics["data"] == "x\ufffd"
    read = metrics["figures"][0]
    assert (read["name"], read["unit"], len(read["note"])) == ("a b\ufffd\ufffd", "\ufffd[31m", 2000)
    assert "odd" not in read


@given(any_json)
def test_json_comes_back(content):
    with TemporaryDirectory() as folder:
        write_json(Path(folder) / "x.json", content)
        assert read_json(Path(folder) / "x.json") == content


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "weights.bin"
    path.write_text("old")

    def fail(temporary):
        temporary.write_text("half")
        raise RuntimeError("disk full")

    with pytest.raises(RuntimeError, match="disk full"):
        write_whole(path, fail)
    assert [(entry.name, entry.read_text()) for entry in tmp_path.iterdir()] == [("weights.bin", "old")]


def test_a_file_that_is_written_is_readable_by_all_and_alone(tmp_path):
    write_whole(tmp_path / "new" / "x.json", lambda temporary: temporary.write_text("{}"))
    assert [entry.name for entry in (tmp_path / "new").iterdir()] == ["x.json"]
    assert (tmp_path / "new" / "x.json").stat().st_mode & 0o777 == 0o644


def test_a_process_killed_while_writing_leaves_the_old_file(tmp_path):
    path = tmp_path / "config.json"
    write_json(path, {"whole": True})
    script = (
        "import os, signal, pathlib; from vae_core.store.folder import write_whole\n"
        f"write_whole(pathlib.Path({str(path)!r}), lambda temporary:"
        " (temporary.write_text('{'), os.kill(os.getpid(), signal.SIGKILL)))"
    )
    killed = subprocess.run([sys.executable, "-c", script], cwd=SHIPPED.parent, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert json.loads(path.read_text()) == {"whole": True}
    assert list_models(tmp_path) == []


def test_of_several_folders_of_models_the_first_goes_first(models, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", os.pathsep.join([str(models), str(SHIPPED)]))
    assert list_models() == sorted(["good", *list_models(SHIPPED)])
    assert checkpoint_dir("digits-2d") == SHIPPED / "digits-2d"
    shutil.copytree(SHIPPED / "digits-2d", models / "digits-2d")
    assert list_models() == sorted(["good", *list_models(SHIPPED)])
    assert checkpoint_dir("digits-2d") == models / "digits-2d"
    assert thumbnail_bytes("mnist-2d") == (SHIPPED / "mnist-2d" / "thumbnail.png").read_bytes()
    assert models_dir() == models


def test_the_models_folder_is_the_shipped_one_unless_the_environment_names_another(monkeypatch, tmp_path):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", "")
    assert list_models() == list_models(SHIPPED)
    monkeypatch.setitem(os.environ, "LATENT_LENS_CHECKPOINTS", str(tmp_path))
    assert list_models() == []
