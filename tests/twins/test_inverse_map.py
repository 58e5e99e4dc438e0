"""The kernel map between the 2-D map and the codes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vae_core.twins.inverse_map import KernelMap, spacing

rng = np.random.default_rng(0)
MAP, CODES = rng.normal(size=(60, 2)), rng.normal(size=(60, 5))
coordinate = st.floats(-4, 4)
query = st.tuples(coordinate, coordinate).map(lambda q: np.array([q]))


def by_the_definition(query, sources, targets):
    """The definition at the top of the module, one line each."""
    d = np.linalg.norm(sources - query, axis=1)
    near = d.argsort()[:8]
    h = d[near][-1] / 2
    w = np.exp(-0.5 * (d[near] / h) ** 2) * (h / d[near]) ** 2
    return (w[:, None] * targets[near]).sum(0) / w.sum()


@settings(max_examples=50, deadline=None)
@given(query)
def test_map_follows_its_definition(q):
    z, _ = KernelMap(MAP, CODES)(q)
    np.testing.assert_allclose(z[0], by_the_definition(q, MAP, CODES), rtol=1e-5, atol=1e-5)


def test_map_is_exact_at_the_data_both_ways():
    z, confidence = KernelMap(MAP, CODES)(MAP)
    np.testing.assert_array_equal(z, CODES.astype("f4"))
    assert (confidence == 1).all()
    np.testing.assert_array_equal(KernelMap(CODES, MAP)(CODES)[0], MAP.astype("f4"))


@pytest.mark.parametrize("step", [1e-3, 1e-5, 1e-7, 1e-8])
def test_map_runs_continuously_into_a_data_point(step):
    z, confidence = KernelMap(MAP, CODES)(MAP[:1] + step * spacing(MAP))
    np.testing.assert_allclose(z[0], CODES[0], atol=max(30 * step, 1e-6))
    assert confidence[0] > 0.999


@settings(max_examples=50, deadline=None)
@given(query, st.integers(0, 1000))
def test_map_does_not_depend_on_the_order_of_the_points(q, seed):
    order = np.random.default_rng(seed).permutation(60)
    for one, other in zip(KernelMap(MAP, CODES)(q), KernelMap(MAP[order], CODES[order])(q), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-6)


@settings(max_examples=50, deadline=None)
@given(query)
def test_map_stays_in_the_hull_of_the_neighbouring_codes(q):
    near = CODES[np.linalg.norm(MAP - q, axis=1).argsort()[:8]]
    z = KernelMap(MAP, CODES)(q)[0][0]
    for direction in np.random.default_rng(1).normal(size=(50, 5)):  # a hull is cut out by half spaces
        assert (near @ direction).min() - 1e-5 <= z @ direction <= (near @ direction).max() + 1e-5


def test_map_is_exact_for_targets_that_are_one_point():
    assert (KernelMap(MAP, np.ones((60, 3)))(np.array([[0.3, -2.0]]))[0] == 1).all()


def test_confidence_falls_with_the_distance_in_units_of_the_spacing():
    grid = np.stack(np.meshgrid(np.arange(6.0), np.arange(6.0)), -1).reshape(-1, 2) * 2
    confidence = KernelMap(grid, grid)(np.array([[0.0, -2.0], [0.0, -4.0]]))[1]
    np.testing.assert_allclose(confidence, np.exp([-0.5, -2.0]))


def test_few_or_equal_points_still_give_a_map():
    one = KernelMap(np.zeros((1, 2)), np.ones((1, 3)))(np.array([[5.0, 5.0]]))[0]
    assert one.tolist() == [[1, 1, 1]]
    assert np.isfinite(KernelMap(np.zeros((9, 2)), np.ones((9, 3)))(np.array([[1.0, 0.0]]))[0]).all()


@pytest.mark.parametrize("sources", [np.zeros((0, 2)), np.zeros((3, 2)), np.full((4, 2), np.nan)])
def test_points_that_do_not_pair_up_are_rejected(sources):
    with pytest.raises(ValueError, match="sources"):
        KernelMap(sources, np.zeros((4, 3)))


def test_a_query_that_is_not_a_number_is_rejected():
    with pytest.raises(ValueError, match="finite"):
        KernelMap(MAP, CODES)(np.array([[np.nan, 0.0]]))
