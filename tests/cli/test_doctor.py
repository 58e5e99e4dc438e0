"""The check-up finds what is there, and what is broken."""

import pytest

from vae_core import cli
from vae_core.cli import checkup as doctor
from vae_core.cli.checkup import check_up
from vae_core.store.atlas import load_atlas

SHIPPED = "digits-2d"


def _finding(subject, findings):
    (found,) = [finding for finding in findings if finding.subject.strip() == subject]
    return found


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The findings of this checkout on a machine without data sets."""
    return check_up(tmp_path_factory.mktemp("data"))


def test_a_sound_checkout_is_one_screen_and_ends_with_zero(tmp_path, capsys):
    assert cli.main(["doctor", "--data-dir", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 110
    assert lines[-1] == "nothing is broken"


def test_a_shipped_model_is_said_to_load(sound):
    assert _finding(SHIPPED, sound).state.startswith("loads: ")
    assert f"{len(load_atlas(SHIPPED).codes)} codes" in _finding(SHIPPED, sound).state


def test_a_missing_data_set_is_not_broken_and_says_how_to_get_it(sound):
    found = _finding("mnist", sound)
    assert (found.state, found.broken) == ("not here: python -m vae_core data mnist", False)
    assert _finding("digits", sound).state == "1437 training and 360 test images"


def test_a_damaged_data_set_is_broken(tmp_path, models):
    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for split in ("train", "t10k"):
        for kind in ("images-idx3", "labels-idx1"):
            (raw / f"{split}-{kind}-ubyte").write_bytes(b"not an image")
    assert _finding("mnist", check_up(tmp_path)).broken


def test_a_damaged_model_is_broken_and_ends_with_one(models, tmp_path, capsys):
    (models / "good" / "model.safetensors").write_bytes(b"truncated")
    assert cli.main(["doctor", "--data-dir", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "! " in out
    assert "good         cannot be used: good: model.safetensors" in out
    assert out.endswith("1 broken, marked with !\n")


def test_a_missing_package_is_broken(monkeypatch, models, tmp_path):
    monkeypatch.setattr(doctor, "PACKAGES", ("torch", "no-such-package"))
    found = _finding("packages", check_up(tmp_path))
    assert found.broken
    assert found.state.endswith("missing: no-such-package")


@pytest.mark.parametrize("subject", ["python", "cpu", "cuda", "data", "models"])
def test_every_subject_has_a_line(subject, sound):
    assert _finding(subject, sound).state
