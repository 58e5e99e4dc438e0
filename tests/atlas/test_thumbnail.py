"""A model's small picture shows what its decoder makes of the codes that it claims to show."""

import numpy as np
import torch
from PIL import Image
from scipy.stats import norm

from vae_core import load_model
from vae_core.atlas.thumbnail import FILE, SIDE, thumbnail, write_thumbnail
from vae_core.store.atlas import load_atlas


def picture(sheet, row, column, size):
    return sheet[row * size : (row + 1) * size, column * size : (column + 1) * size]


def decoded(model, z):
    return (model.decode(torch.tensor(np.array([z]), dtype=torch.float32))[0, 0].numpy() * 255).round()


def test_two_dimensions_are_a_plane_with_z1_to_the_right_and_z2_upwards():
    model = load_model("digits-2d")
    sheet = thumbnail(model, load_atlas("digits-2d"))
    assert sheet.shape == (SIDE * 8, SIDE * 8)
    low, high = norm.ppf(0.1), norm.ppf(0.9)
    np.testing.assert_allclose(picture(sheet, 0, 0, 8), decoded(model, [low, high]), atol=1)
    np.testing.assert_allclose(picture(sheet, SIDE - 1, SIDE - 1, 8), decoded(model, [high, low]), atol=1)


def test_more_dimensions_show_every_class_in_turn():
    model, atlas = load_model("mnist-16d"), load_atlas("mnist-16d")
    sheet = thumbnail(model, atlas)
    first = [int(np.flatnonzero(atlas.labels == label)[0]) for label in range(SIDE)]
    for column, index in enumerate(first):
        np.testing.assert_allclose(picture(sheet, 0, column, 28), decoded(model, atlas.codes[index]), atol=1)


def test_the_file_is_small_and_whole(tmp_path):
    path = write_thumbnail(load_model("mnist-2d"), load_atlas("mnist-2d"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert path.stat().st_size < 20_000
    assert max(Image.open(path).size) <= 160
