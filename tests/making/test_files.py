"""Files of made pictures: PNG, CSV and NPZ say the same, the command in them makes them again, names stay inside."""

import csv
import io
import json
import shlex
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vae_core.cli import main
from vae_core.making.files import class_folders, packed, table, write
from vae_core.making.make import make
from vae_core.making.wish import Wish

WISH = Wish((3, 8), 6, "interpolate", 4)


@pytest.fixture(scope="module")
def made():
    return make("digits-2d", WISH)


@pytest.fixture(scope="module")
def folder(made, tmp_path_factory):
    out = tmp_path_factory.mktemp("made") / "more"
    write("digits-2d", made, out)
    return out


def test_pictures_table_and_arrays_agree(folder, made):
    lines = list(csv.DictReader((folder / "made.csv").open(encoding="utf-8")))
    with np.load(folder / "made.npz", allow_pickle=False) as arrays:
        assert len(lines) == len(arrays["images"]) == 12
        for row, line in enumerate(lines):
            assert np.array_equal(np.array(Image.open(folder / line["file"])), arrays["images"][row, 0])
            name = arrays["class_names"][arrays["labels"][row]]
            assert (line["class"], line["file"].split("/")[0]) == (name, name)
            assert [np.float32(line[f"z{dim}"]) for dim in (1, 2)] == arrays["z"][row].tolist()
            assert float(line["support_percent"]) == pytest.approx(arrays["percent"][row], rel=1e-5)
            assert line["nearest"] == arrays["class_names"][arrays["nearest"][row]]
            assert line["judge"] == arrays["class_names"][arrays["judge"][row]]
            assert [int(line["image"]), int(line["other_image"])] == arrays["of"][row].tolist()
            assert (int(line["seed"]), int(line["number"])) == (arrays["seed"][0], arrays["number"][row])
        told = json.loads(str(arrays["about"]))
    assert {name: told[name] for name in ("drawn", "how", "command")} == {
        name: json.loads((folder / "about.json").read_text())[name] for name in ("drawn", "how", "command")
    }
    assert "must not be tested" in told["note"]


def test_the_command_that_is_kept_makes_the_same_zip(folder, made, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LATENT_LENS_DATA", str(tmp_path))
    words = shlex.split(json.loads((folder / "about.json").read_text())["command"])
    assert words[:3] == ["python", "-m", "vae_core"]
    assert main(words[3:]) == 0
    assert "3: 6 kept, " in capsys.readouterr().out
    with zipfile.ZipFile("made.zip") as archive:
        own = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        own_pictures = {name for name in own if name.endswith(".png")}
        assert set(archive.namelist()) == set(own)
        assert all(archive.read(name) == own[name] for name in own_pictures)
        with np.load(io.BytesIO(archive.read("made.npz"))) as again:
            assert np.array_equal(again["z"], made.z)


def test_the_same_pictures_are_the_same_bytes(made):
    for suffix in (".zip", ".csv"):
        assert packed("digits-2d", made, suffix) == packed("digits-2d", made, suffix)


def test_no_name_of_a_class_leads_out_of_the_folder_or_into_a_formula(made):
    names = ["../up", "a/b", "CON", "cat", "CAT", "", ".hidden", "=1+1", "a" * 60, " x"]
    assert class_folders(names) == [name if name == "cat" else f"class-{at}" for at, name in enumerate(names)]
    evil = replace(made, class_names=("=HYPERLINK(1)",) * 10)
    line = next(csv.DictReader(io.StringIO(table(evil).decode())))
    assert (line["class"], line["file"].split("/")[0]) == ("'=HYPERLINK(1)", "class-3")


@pytest.mark.parametrize(("words", "sentence"), [
    (["digits-2d", "--classes", "ten", "--out", "a.zip"], "no class is called 'ten'; the classes are 0, 1"),
    (["digits-2d", "--how", "conditional", "--out", "a.zip"], "digits-2d takes no class as given"),
    (["mnist-vq", "--out", "a.zip"], "mnist-vq has a grid of codes"),
    (["nothing", "--out", "a.zip"], "no model is called 'nothing'"),
    (["digits-2d", "--out", "a.gif"], "must end in .zip, .npz, .csv, or be a folder; got a.gif"),
    (["digits-2d", "--out", "full"], "full is a folder that holds something"),
    (["digits-2d", "--count", "9000000", "--out", "a.zip"], "from 1 to 20,000 pictures"),
    (["digits-2d", "--seed", "-3", "--out", "a.zip"], "seed must be from 0"),
])  # fmt: skip
def test_what_cannot_be_is_one_sentence_and_no_file(words, sentence, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("full").mkdir()
    Path("full/file").touch()
    assert main(["make", *words]) == 1
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    assert sentence in said[0]
    assert [path.name for path in tmp_path.iterdir()] == ["full"]
