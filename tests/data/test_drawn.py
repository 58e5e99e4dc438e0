"""Drawn data sets: every picture is what its factors say, found again in the pixels."""

import numpy as np
import pytest

from vae_core.data import scenes, shapes
from vae_core.data.factors import every_value, some_values
from vae_core.data.sets import load_dataset


@pytest.fixture(scope="module")
def drawn():
    return shapes.draw_shapes(every_value(shapes.SIZES))[:, 0], every_value(shapes.SIZES)


def test_the_splits_hold_every_combination_once():
    train, test = load_dataset("shapes", "train"), load_dataset("shapes", "test")
    both = np.concatenate([train.factors.values, test.factors.values])
    assert len(np.unique(both, axis=0)) == len(both) == np.prod(train.factors.sizes)
    assert train.factors.names == ("shape", "scale", "rotation", "x", "y")
    np.testing.assert_array_equal(test.labels, test.factors.values[:, 0])
    for split in (train, test):  # a fifth of every value, but for rounding
        for factor, size in enumerate(split.factors.sizes):
            counts = np.bincount(split.factors.values[:, factor])
            assert len(counts) == size
            assert np.ptp(counts) <= 0.03 * counts.mean()


def test_no_two_shapes_are_alike(drawn):
    pictures, _ = drawn
    assert len({picture.tobytes() for picture in pictures}) == len(pictures)


def test_a_step_in_x_or_y_moves_the_figure_by_a_pixel_whole(drawn):
    pictures, values = drawn
    at = np.arange(32) + 0.5
    mass = pictures.sum((1, 2), dtype=float)
    x, y = (pictures.sum(1) @ at) / mass, (pictures.sum(2) @ at) / mass
    grid = shapes.SIZES
    for centre, axis in ((x.reshape(grid), 3), (y.reshape(grid), 4)):
        np.testing.assert_allclose(np.diff(centre, axis=axis), 1, atol=1e-9)
    assert np.ptp(mass.reshape(*grid[:3], -1), axis=-1).max() == 0  # nothing is cut off at an edge
    assert (values[:, 3] == 0).sum() == len(values) / 16


def test_area_grows_with_scale_and_stays_under_rotation(drawn):
    pictures, _ = drawn
    area = pictures.sum((1, 2), dtype=float).reshape(shapes.SIZES)[..., 0, 0] / 255
    assert (np.diff(area, axis=1) > 0).all()
    assert (np.ptp(area, axis=2) < 0.06 * area.mean(2)).all()
    radius = np.linspace(shapes.SMALLEST, shapes.LARGEST, 6)
    np.testing.assert_allclose(area[0].mean(1), 2 * radius**2, rtol=0.02)  # squares by their half diagonal
    np.testing.assert_allclose(area[1].mean(1), 0.55 * np.pi * radius**2, rtol=0.02)


def test_scenes_follow_their_factors():
    values = some_values(scenes.SIZES, 100, seed=3)
    np.testing.assert_array_equal(scenes.draw_scenes(values[::-1]), scenes.draw_scenes(values)[::-1])
    noon, night = (scenes.draw_scenes(np.where(np.arange(6) == 4, hour, values)) for hour in (4, 11))
    assert (noon.mean((1, 2, 3)) > 1.5 * night.mean((1, 2, 3))).all()
    assert (noon.dtype, noon.shape) == (np.uint8, (100, 3, 64, 64))


@pytest.mark.parametrize("figure", range(4), ids=scenes.FIGURES)
def test_the_figure_stands_where_x_says_and_is_as_tall_as_its_size(figure):
    hues, columns, heights = [], [], []
    for x, size in ((0, 0), (15, 0), (7, 0), (7, 5)):
        two = scenes.draw_scenes(np.array([[figure, hue, size, x, 4, 0] for hue in (0, 6)])).astype(int)
        changed = abs(two[0] - two[1]).sum(0) > 60  # where another hue shows is the figure
        rows, cols = np.nonzero(changed)
        columns.append(cols.mean())
        heights.append(np.ptp(rows) + 1)
        hues.append(changed.sum())
    assert columns[0] < columns[2] < columns[1]
    assert columns[1] - columns[0] == pytest.approx(40, abs=1)
    assert heights[3] / heights[2] == pytest.approx(scenes.LARGEST / scenes.SMALLEST, rel=0.3)
    assert hues[3] > 2.5 * hues[2]


def test_scenes_are_drawn_alike_every_time_without_repeats():
    test, values = load_dataset("scenes", "test"), some_values(scenes.SIZES, scenes.COUNT, scenes.SEED)
    assert len(np.unique(values, axis=0)) == len(values) == 5 * len(test)
    np.testing.assert_array_equal(test.images[:99], scenes.draw_scenes(values[::5][:99]))
    np.testing.assert_array_equal(test.labels, values[::5, 0])
    assert (test.class_names, test.factors[np.arange(3)].values.shape) == (scenes.FIGURES, (3, 6))
