"""What `pip install .` brings: the wheel holds the whole product, runs from anywhere, and asks for what is tested."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest

from vae_core import cli
from vae_core.cli import app
from vae_core.places import SHIPPED

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
INSIDE = "vae_core/app/"  # where the front end lies in the wheel
FRONT_END = ("app.py", "checkpoints/", "pages/", "ui/", "web/", ".streamlit/", "vae_core/shared.json")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built as pip does, without a network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    return [path for path in listed if path.startswith((*FRONT_END, "vae_core/"))]


def test_the_wheel_holds_the_whole_product_and_nothing_beside_the_package(wheel):
    with zipfile.ZipFile(wheel) as files:
        names = {name for name in files.namelist() if ".dist-info/" not in name}
    assert {(INSIDE if path.startswith(FRONT_END) else "") + path for path in tracked()} <= names
    assert {name.split("/")[0] for name in names} == {"vae_core"}
    assert not [name for name in names if "__pycache__" in name]


def test_what_is_installed_finds_its_parts_from_another_folder(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as files:
        files.extractall(tmp_path / "site")
    script = """
from vae_core import list_models, places
places.reach_front_end()
from vae_core.export.bundle import bundle
from ui.words import text
assert "createRuntime" in bundle(places.WEB / "runtime.js")
print(places.__file__, text("app.name"), *list_models(), sep="\\n")
"""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("LATENT_LENS")}
    places = {"PYTHONPATH": str(tmp_path / "site"), "HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=outside | places, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert Path(said[0]).is_relative_to(tmp_path)
    assert said[1] == "Latent Lens"
    assert said[2:] == sorted(path.parent.name for path in ROOT.glob("checkpoints/*/config.json"))


def pins(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line)


def floors(wanted):
    return dict(re.fullmatch(r"([\w.-]+)>=([\w.]+)", one).groups() for one in wanted)


def test_what_it_asks_for_is_what_the_tests_run_with():
    extras = PROJECT["optional-dependencies"]
    assert floors(PROJECT["dependencies"]) == pins("requirements.txt")
    assert floors(chain.from_iterable(extras.values())) == pins("requirements-dev.txt")


def server_of(*words):
    return app.server_of(cli.parser().parse_args(["app", *words]))


def test_the_app_opens_over_both_folders_of_models_from_another_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    command, environment = server_of("--models", "mine", "--port", "8669")
    assert command[command.index("run") + 1] == str(ROOT / "app.py")
    assert environment["LATENT_LENS_CHECKPOINTS"] == os.pathsep.join([str(tmp_path / "mine"), str(SHIPPED)])
    _, environment = server_of("--models", str(tmp_path), "--only")
    assert environment["LATENT_LENS_CHECKPOINTS"] == str(tmp_path)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["--only"], "--only goes with --models DIR"), (["--models", "nowhere"], "--models expects a folder of models")],
)
def test_what_cannot_be_opened_is_one_sentence(capsys, words, sentence):
    assert cli.main(["app", *words]) == 1
    assert sentence in capsys.readouterr().err


def test_the_installed_command_opens_the_app_and_takes_the_names_of_the_others(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["latent-lens", "--only"])
    assert cli.latent_lens() == 1
    assert "--only goes with --models DIR" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["latent-lens", "list"])
    assert cli.latent_lens() == 0
    assert "digits-2d" in capsys.readouterr().out
