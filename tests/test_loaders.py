"""Originals are read from known data sets and from below the data folder, and from nowhere else."""

import json
import shutil

import numpy as np
import pytest
from PIL import Image

from frontend import loaders
from vae_core.folder import SHIPPED


@pytest.fixture
def trained_on(tmp_path, monkeypatch):
    """Makes a model `mine` whose metrics name a data set; the data folder is tmp_path / data."""

    def make(data: str) -> str:
        shutil.copytree(SHIPPED / "digits-2d", tmp_path / "models" / "mine")
        path = tmp_path / "models" / "mine" / "metrics.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"data": data}))
        return "mine"

    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path / "models"))
    monkeypatch.setenv("LATENT_LENS_DATA", str(tmp_path / "data"))
    loaders._originals.clear()
    return make


def _pictures(folder, count=1800):
    folder.mkdir(parents=True)
    for index in range(count):  # every fifth is a test image: as many as digits-2d has codes
        Image.fromarray(np.full((8, 8), index % 256, np.uint8)).save(folder / f"{index:04}.png")


def test_digits_are_always_here(trained_on):
    assert loaders.originals(trained_on("digits")).shape == (360, 1, 8, 8)


def test_a_folder_below_the_data_folder_is_read(trained_on, tmp_path):
    _pictures(tmp_path / "data" / "grey")
    assert len(loaders.originals(trained_on(str(tmp_path / "data" / "grey")))) == 360


@pytest.mark.parametrize("folder", ["elsewhere", "data/../elsewhere"])
def test_another_folder_is_not_read(trained_on, tmp_path, folder):
    (tmp_path / "data").mkdir()
    _pictures(tmp_path / "elsewhere")
    name = trained_on(str(tmp_path / folder))
    assert loaders.originals(name) is None
    assert "data/" in loaders.how_to_get_originals(name)
