"""Scores of disentanglement on codes whose answer is known: aligned near 1, rotated low, random near 0."""

import numpy as np
import pytest

from vae_core.data.factors import Factors, every_value
from vae_core.measure.disentanglement import dci, information, mig, sap

SIZES = (3, 6, 8)
VALUES = np.tile(every_value(SIZES), (10, 1))
FACTORS = Factors(("shape", "x", "y"), SIZES, VALUES, unordered=("shape",))


def _noise(scale, count=3):
    return scale * np.random.default_rng(0).standard_normal((len(VALUES), count))


ALIGNED = VALUES[:, [2, 0, 1]] + _noise(0.02)  # in another order: which number is which does not matter
ROTATED = (
    (VALUES / np.array(SIZES) - 0.5) @ np.linalg.qr(np.random.default_rng(3).standard_normal((3, 3)))[0] + _noise(0.02)
)  # fmt: skip
RANDOM = _noise(1.0)


def test_one_number_for_each_factor_scores_near_one():
    assert mig(ALIGNED, FACTORS) > 0.95
    assert sap(ALIGNED, FACTORS) > 0.95
    assert min(dci(ALIGNED, FACTORS)) > 0.95


def test_factors_spread_over_numbers_score_low_though_all_is_there():
    assert mig(ROTATED, FACTORS) < 0.3
    assert sap(ROTATED, FACTORS) < 0.5
    disentangled, complete, informative = dci(ROTATED, FACTORS)
    assert max(disentangled, complete) < 0.5
    assert informative > 0.7


def test_codes_that_know_nothing_score_near_zero():
    assert mig(RANDOM, FACTORS) < 0.05
    assert sap(RANDOM, FACTORS) < 0.05
    assert max(dci(RANDOM, FACTORS)[:2]) < 0.15


def test_information_is_a_part_of_the_entropy():
    told = information(ALIGNED, FACTORS)
    assert told.shape == (3, 3)
    assert told.argmax(1).tolist() == [1, 2, 0]
    assert told.max(1) == pytest.approx(1, abs=0.02)
    halved = (VALUES[:, 2:] // 4) + _noise(1e-3, 1)  # 1 bit of 3
    assert information(halved, FACTORS)[2, 0] == pytest.approx(1 / 3, abs=0.01)


def test_a_number_that_never_moves_tells_nothing():
    still = np.column_stack([ALIGNED[:, 0], np.zeros(len(VALUES))])
    assert information(still, FACTORS)[:, 1] == pytest.approx(0, abs=1e-9)
    assert np.isfinite([mig(still, FACTORS), sap(still, FACTORS), *dci(still, FACTORS)]).all()
