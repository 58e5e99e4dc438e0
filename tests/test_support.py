"""The trust meter against held-out data."""

import numpy as np
import pytest
import torch
from scipy.stats import kstest

from vae_core.support import round_trip, support, support_in_words, support_quantiles

rng = np.random.default_rng(0)
CODES = rng.normal(size=(3000, 4)).astype("f4")
TABLE = support_quantiles(CODES)


def test_support_is_uniform_on_held_out_data():
    held_out = support(rng.normal(size=(3000, 4)), CODES, TABLE)
    assert kstest(held_out / 100, "uniform").statistic < 0.04  # two samples of 3000: 1.36 * sqrt(2 / 3000) at 5 %


def test_the_table_holds_leave_one_out_distances():
    distance = np.linalg.norm(CODES[:, None] - CODES, axis=2)
    np.testing.assert_allclose(TABLE, np.percentile(np.sort(distance, 1)[:, 5], np.arange(101)), rtol=1e-5)


def test_support_falls_from_the_data_outwards():
    ray = np.linspace(0, 9, 10)[:, None] * np.array([[1.0, 0, 0, 0]])
    percent = support(ray, CODES, TABLE)
    assert (np.diff(percent[2:]) <= 0).all()
    assert percent[0] > 80
    assert percent[-1] == 0


def test_few_codes_cannot_calibrate_the_meter():
    with pytest.raises(ValueError, match="more than 5 codes; got 5"):
        support_quantiles(CODES[:5])


def test_a_table_of_another_length_is_rejected():
    with pytest.raises(ValueError, match="recompute"):
        support(CODES, CODES, TABLE[:50])


@pytest.mark.parametrize(("percent", "words"), [(83, "well supported"), (10, "sparse"), (0, "unsupported")])
def test_support_reads_as_words(percent, words):
    assert support_in_words(percent) == words


def test_round_trip_is_the_distance_to_the_code_of_the_picture():
    z = torch.tensor([[3.0, 4.0], [0.5, 0.0]])
    moved = round_trip(z, decode=lambda z: z[:, :, None, None], encode=lambda x: (x.flatten(1).clamp(-1, 1), None))
    torch.testing.assert_close(moved, torch.tensor([13**0.5, 0.0]))
