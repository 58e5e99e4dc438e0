"""Originals are read from known data sets and from below the data folder, and from nowhere else, and once."""

import os
import shutil
import threading

import numpy as np
import pytest
from PIL import Image
from small_atlas import N, small_atlas
from small_vae import small_vae

from ui import loaders, originals
from vae_core.store.checkpoint import save_model
from vae_core.store.folder import SHIPPED, load_metrics, write_json, write_whole


@pytest.fixture
def trained_on(tmp_path, monkeypatch):
    """Makes a model `mine` whose metrics name a data set; the data folder is tmp_path / data."""

    def make(data: str, size: int = 28) -> str:
        folder = tmp_path / "models" / "mine"
        if data == "digits":
            shutil.copytree(SHIPPED / "digits-2d", folder)
        else:
            save_model(folder, small_vae(image_shape=(1, size, size)))
            small_atlas().save(folder)
        write_json(folder / "metrics.json", load_metrics(folder) | {"data": data})
        return "mine"

    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path / "models"))
    monkeypatch.setenv("LATENT_LENS_DATA", str(tmp_path / "data"))
    for kept in (originals._originals, originals._data_stamp):
        kept.clear()
    return make


def _pictures(folder, count=5 * N):
    folder.mkdir(parents=True)
    for index in range(count):  # every fifth is a test image: as many as the atlas has codes
        Image.fromarray(np.full((8, 8), index % 256, np.uint8)).save(folder / f"{index:04}.png")


def test_digits_are_always_here(trained_on):
    assert originals.images_of(trained_on("digits")).shape == (360, 1, 8, 8)


def test_a_folder_below_the_data_folder_is_read_once_until_it_changes(trained_on, tmp_path, monkeypatch):
    folder, read, load = tmp_path / "data" / "grey", [], originals.load_dataset
    monkeypatch.setattr(originals, "load_dataset", lambda *words, **named: read.append(words) or load(*words, **named))
    _pictures(folder)
    name = trained_on(str(folder))
    for _ in range(2):
        assert len(originals.images_of(name)) == N
        originals._data_stamp.clear()  # as its minute passes
    assert len(read) == 1
    shutil.copy(folder / "0000.png", folder / "more.png")
    assert originals.images_of(name) is None
    assert "have changed since" in originals.why_none(name)
    assert len(read) == 2


@pytest.mark.parametrize("folder", ["elsewhere", "data/../elsewhere", "data/circle/x", "data/" + "n" * 3000])
def test_another_folder_is_not_read(trained_on, tmp_path, folder):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "circle").symlink_to(tmp_path / "data" / "circle")
    _pictures(tmp_path / "elsewhere")
    name = trained_on(str(tmp_path / folder))
    assert originals.images_of(name) is None
    assert "data/" in originals.why_none(name)


def test_images_of_another_shape_are_not_shown(trained_on, tmp_path):
    _pictures(tmp_path / "data" / "grey")
    Image.new("RGB", (28, 28), "red").save(tmp_path / "data" / "grey" / "red.png")  # all have three channels then
    name = trained_on(str(tmp_path / "data" / "grey"), size=8)
    assert originals.images_of(name) is None
    assert "have changed since" in originals.why_none(name)


def test_a_damaged_data_set_is_said_to_be_damaged_and_not_missing(trained_on, tmp_path):
    name = trained_on("mnist")
    assert "not on this machine" in originals.why_none(name)
    raw = tmp_path / "data" / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for part in ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"):
        (raw / f"{part}-ubyte").write_bytes(b"no images")
    originals._data_stamp.clear()
    sentence = originals.why_none(name)
    assert "cannot be read" in sentence
    assert str(tmp_path) not in sentence


def test_a_stamp_can_be_taken_while_files_come_and_go(trained_on, tmp_path):
    name, ended = trained_on("digits"), threading.Event()
    folder = tmp_path / "models" / name
    (folder / "nowhere").symlink_to("not there")
    (folder / "circle").symlink_to("circle")

    def write():
        while not ended.is_set():
            write_whole(folder / "tour.json", lambda path: path.write_text("[]"))
            (folder / "passing").touch()
            os.unlink(folder / "passing")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        stamps = {loaders.stamp(name) for _ in range(3000)}
    finally:
        ended.set()
        writer.join()
    assert len(stamps) > 1
    assert all({"config.json", "model.safetensors", "atlas.npz"} <= {file for file, *_ in stamp} for stamp in stamps)
