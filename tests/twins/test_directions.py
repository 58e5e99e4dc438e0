"""Directions between groups of codes with known separation."""

import numpy as np
import pytest
from scipy.stats import binomtest, norm
from sklearn.metrics import roc_auc_score

from vae_core.twins.directions import area_under_curve, auc_interval, cohens_d, direction, turned, wilson

rng = np.random.default_rng(0)
LABELS = np.repeat(np.arange(3), 1000)
CODES = rng.normal(size=(3000, 6)).astype("f4")
CODES[LABELS == 0, 0] += 3


def test_direction_is_the_difference_of_the_means():
    found = direction(CODES, LABELS == 0, LABELS == 1)
    np.testing.assert_allclose(found.vector, CODES[:1000].mean(0) - CODES[1000:2000].mean(0), atol=1e-5)
    assert found.vector.dtype == np.float32


def test_quality_of_gaussians_is_the_textbook_value():
    found = direction(CODES, LABELS == 0, LABELS == 1)
    assert found.effect_size == pytest.approx(3, abs=0.15)
    assert found.auc == pytest.approx(0.983, abs=0.006)  # Phi(3 / sqrt 2)
    assert 1 < found.random_effect_size < 3


def test_groups_drawn_at_random_have_no_held_out_quality():
    few = rng.normal(size=(60, 40))
    found = direction(few, np.arange(60) < 30, np.arange(60) >= 30)
    in_sample = area_under_curve(few[:30] @ found.vector, few[30:] @ found.vector)
    assert in_sample > 0.8
    assert found.auc < 0.65


def test_a_class_on_the_way_leaks_and_an_unrelated_one_does_not():
    codes = rng.normal(size=(4000, 6))
    labels = np.repeat(np.arange(4), 1000)
    codes[labels == 0, 0] += 4
    codes[labels == 1, 0] += 2
    leakage = direction(codes, labels == 0, labels != 0, labels).leakage
    assert leakage[1] > 0.85
    assert abs(leakage[2] - leakage[3]) < 0.05
    assert 0 not in leakage


def test_what_a_loop_around_a_class_leaves_out_of_it_does_not_leak():
    codes = rng.normal(size=(300, 3))
    labels = np.repeat(np.arange(3), 100)
    codes[labels == 0, 0] += 4
    in_a = np.arange(300) < 95
    assert set(direction(codes, in_a, ~in_a, labels).leakage) == {1, 2}


def test_small_groups_give_a_direction_without_figures():
    found = direction(CODES, np.arange(3000) < 1, np.arange(3000) > 2000)
    assert np.isfinite(found.vector).all()
    assert np.isnan([found.auc, found.effect_size]).all()


@pytest.mark.parametrize(("a", "b"), [(LABELS > 5, LABELS == 0), (LABELS == 0, LABELS < 2)])
def test_empty_or_overlapping_groups_are_rejected(a, b):
    with pytest.raises(ValueError, match="share none"):
        direction(CODES, a, b)


def test_groups_with_one_mean_are_rejected():
    with pytest.raises(ValueError, match="same mean"):
        direction(np.ones((10, 3)), np.arange(10) < 5, np.arange(10) >= 5)


def test_area_under_the_curve_agrees_with_scikit_learn_under_ties():
    values, truth = rng.integers(0, 9, 300), rng.random(300) < 0.3
    expected = roc_auc_score(truth, values)
    assert area_under_curve(values[truth], values[~truth]) == pytest.approx(expected)


def test_cohens_d_of_known_samples():
    assert cohens_d(np.array([2.0, 4.0]), np.array([1.0, 3.0])) == pytest.approx(1 / 2**0.5)


@pytest.mark.parametrize(("auc", "m", "n"), [(0.5, 50, 80), (0.75, 30, 30), (0.97, 12, 200)])
def test_the_interval_of_an_area_holds_it_in_95_of_100_repeats(auc, m, n):
    """Two normal groups whose true area is known."""
    d = 2**0.5 * norm.ppf(auc)
    areas = [area_under_curve(rng.normal(d, 1, m), rng.normal(size=n)) for _ in range(1000)]
    held = [low <= auc <= high for low, high in (auc_interval(area, m, n) for area in areas)]
    assert 0.93 <= np.mean(held) <= 0.995


def test_few_codes_leave_a_wide_interval_even_where_they_are_apart():
    low, high = auc_interval(1.0, 4, 4)
    assert low < 0.75
    assert high == 1
    found = direction(rng.normal(size=(8, 30)), np.arange(8) < 4, np.arange(8) >= 4)
    assert found.interval[0] < 0.5 < found.interval[1]


@pytest.mark.parametrize(("hits", "count"), [(0, 7), (3, 9), (54, 100), (120, 120)])
def test_wilson_agrees_with_scipy(hits, count):
    expected = binomtest(hits, count).proportion_ci(0.95, method="wilson")
    assert wilson(hits, count) == pytest.approx((expected.low, expected.high), abs=1e-6)


def test_a_slider_turns_what_lies_behind_a_border_and_chance_does_not():
    codes = rng.normal(size=(400, 8))
    found = turned(codes, np.eye(8)[2], (0, 3), lambda z: (z[:, 2] > 1.6) & (z[:, 0] > 0))
    assert found.share == pytest.approx(0.5, abs=0.08)  # half of them lie on the other side of the second border
    assert found.interval[0] < 0.5 < found.interval[1]
    assert found.chance < 0.15
    assert found.place > 1.6


def test_a_slider_that_leads_past_its_class_is_judged_where_it_does_most():
    codes = rng.normal(size=(400, 2))
    found = turned(codes, np.array([1.0, 0]), (0, 3), lambda z: (z[:, 0] > 0.8) & (z[:, 0] < 1.2))
    assert (found.share, found.place) == (1, 1)
