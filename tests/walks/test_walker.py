"""Walks by name: exact at their waypoints, honest about what is special, refused where they make no sense."""

import numpy as np
import pytest
import torch

from vae_core.walks.latent import lerp
from vae_core.walks.walker import METHODS, Walker, load_walker

POINTS = torch.tensor([[0.5, -1.0, 0.2], [1.0, 0.5, 0.0], [-1.0, 0.3, 0.4]])


@pytest.fixture
def walker(vae):
    return Walker(vae, np.random.default_rng(0).normal(size=(60, 3)).astype("f4"))


@pytest.mark.parametrize("method", METHODS)
def test_every_walk_holds_its_waypoints(walker, method):
    walk = walker.walk(method, POINTS, frames=21)
    assert walk.method == method
    assert walk.z.shape == (21, 3)
    torch.testing.assert_close(walk.z[[0, 10, 20]], POINTS)


def test_the_linear_walk_is_the_straight_line(walker):
    torch.testing.assert_close(walker.walk("linear", POINTS[:2], 5).z, lerp(*POINTS[:2], torch.linspace(0, 1, 5)))


@pytest.mark.parametrize("method", METHODS)
def test_a_walk_between_equal_ends_stands_still_and_says_so(walker, method):
    walk = walker.walk(method, POINTS[[0, 0]], frames=4)
    torch.testing.assert_close(walk.z, POINTS[[0]].repeat(4, 1))
    assert "stands still" in walk.note


def test_a_walk_over_a_gap_of_the_graph_says_so(vae):
    rng = np.random.default_rng(1)
    apart = np.concatenate([rng.normal(size=(30, 3)), rng.normal(size=(30, 3)) + 40]).astype("f4")
    assert "2 separate groups" in Walker(vae, apart).walk("data", apart[[0, 59]], 9).note


def test_a_geodesic_from_outside_the_data_says_so(walker):
    assert "outside the data" in walker.walk("geodesic", [np.full(3, 30.0), np.zeros(3)], 9).note


@pytest.mark.parametrize(("method", "points", "sentence"), [
    ("teleport", POINTS, "the methods are"),
    ("linear", POINTS[:1], "two to 8"),
    ("linear", POINTS.repeat(3, 1), "two to 8"),
    ("linear", POINTS[:, :2], "3 numbers"),
    ("linear", POINTS * float("nan"), "finite"),
])  # fmt: skip
def test_what_is_no_walk_is_refused(walker, method, points, sentence):
    with pytest.raises(ValueError, match=sentence):
        walker.walk(method, points, 9)


def test_a_shipped_model_has_a_walker():
    walker = load_walker("digits-2d")
    assert walker.walk("slerp", walker.codes[:2], 3).z.shape == (3, 2)
