"""Exact neighbours against brute force in numpy."""

import numpy as np
import pytest

from vae_core.measure.neighbours import knn_of_set, nearest


def test_nearest_agrees_with_all_distances_in_double_precision():
    rng = np.random.default_rng(0)
    queries, sources = rng.normal(size=(700, 5)).astype("f4"), rng.normal(size=(90, 5)).astype("f4")
    every = np.linalg.norm(queries[:, None].astype("f8") - sources, axis=2)
    index, distance = nearest(queries, sources, 7)
    np.testing.assert_array_equal(index, every.argsort(1)[:, :7])
    np.testing.assert_allclose(distance, np.sort(every, 1)[:, :7], rtol=1e-12)


def test_close_points_far_from_the_origin_keep_their_order():
    sources = 1000 + np.array([[0.0], [1e-5], [3e-5]])
    assert nearest(sources[:1] + 2.9e-5, sources, 3)[0].tolist() == [[2, 1, 0]]


def test_a_point_is_not_its_own_neighbour_even_among_duplicates():
    points = np.repeat(np.arange(3.0), 4)[:, None]
    index, distance = knn_of_set(points, 2)
    assert (index != np.arange(12)[:, None]).all()
    assert (distance == 0).all()


@pytest.mark.parametrize("k", [0, 4])
def test_k_beyond_the_points_is_rejected(k):
    with pytest.raises(ValueError, match="between 1 and 3"):
        nearest(np.zeros((1, 2)), np.zeros((3, 2)), k)
