"""Local distortion against scikit-learn and by hand."""

import numpy as np
import pytest
from sklearn.manifold import trustworthiness

from vae_core.measure.distortion import local_distortion

rng = np.random.default_rng(0)
CODES = rng.normal(size=(700, 5)).astype("f4")


def test_the_means_are_scikit_learns_trustworthiness_both_ways():
    trust, continuity = local_distortion(CODES, CODES[:, :2], k=9)
    assert trust.mean() == pytest.approx(trustworthiness(CODES, CODES[:, :2], n_neighbors=9), abs=1e-6)
    assert continuity.mean() == pytest.approx(trustworthiness(CODES[:, :2], CODES, n_neighbors=9), abs=1e-6)


def test_a_similar_map_has_no_distortion():
    for quality in local_distortion(CODES[:, :2], 3 * CODES[:, [1, 0]] + 7):
        assert (quality == 1).all()


def test_a_point_placed_among_strangers_is_the_one_to_distrust():
    line = np.arange(60.0)[:, None] @ np.ones((1, 2))
    placed = line.copy()
    placed[3] = placed[50] + 0.1
    trust, continuity = local_distortion(line, placed, k=4)
    assert trust.argmin() == continuity.argmin() == 3


@pytest.mark.parametrize("k", [0, 350])
def test_neighbourhoods_wider_than_half_the_map_are_rejected(k):
    with pytest.raises(ValueError, match="below N / 2"):
        local_distortion(CODES, CODES[:, :2], k=k)
