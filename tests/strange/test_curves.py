"""Curves and areas against scikit-learn and against counting pairs."""

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve

from vae_core.strange.curves import GRID, areas, tell


@pytest.fixture
def scored():
    generator = np.random.default_rng(0)
    is_strange = generator.random(400) < 0.2
    return np.round(generator.normal(size=400) + is_strange, 1), is_strange  # many scores are equal


def test_auroc_is_the_share_of_pairs_in_the_right_order(scored):
    scores, is_strange = scored
    pairs = scores[is_strange][:, None] - scores[~is_strange]
    expected = ((pairs > 0) + (pairs == 0) / 2).mean()
    assert tell(scores, is_strange, 5).roc.area == pytest.approx(expected)
    assert areas(scores, is_strange)[0] == pytest.approx(expected)


def test_auprc_is_the_mean_precision_at_each_strange_image(scored):
    scores, is_strange = scored
    expected = np.mean([is_strange[scores >= of].mean() for of in scores[is_strange]])
    assert tell(scores, is_strange, 5).precision_recall.area == pytest.approx(expected)
    assert areas(scores, is_strange)[1] == pytest.approx(expected)


def test_curves_are_those_of_scikit_learn(scored):
    scores, is_strange = scored
    told = tell(scores, is_strange, 5)
    false, true, _ = roc_curve(is_strange, scores, drop_intermediate=False)
    assert told.roc.y == pytest.approx(np.interp(GRID, false, true))
    precision, recall, _ = precision_recall_curve(is_strange, scores)
    first = [precision[np.flatnonzero(recall >= at - 1e-12)[-1]] for at in GRID[1:]]
    assert told.precision_recall.y[1:] == pytest.approx(first)


def test_the_interval_is_that_of_resampled_groups(scored):
    scores, is_strange = scored
    strange, ordinary, generator = scores[is_strange], scores[~is_strange], np.random.default_rng(3)
    truth, found = np.arange(400) < len(strange), []
    for _ in range(250):
        drawn = np.append(generator.choice(strange, len(strange)), generator.choice(ordinary, len(ordinary)))
        found.append([roc_auc_score(truth, drawn), average_precision_score(truth, drawn)])
    low, high = np.percentile(found, [2.5, 97.5], axis=0)
    told = tell(scores, is_strange)
    assert told.roc.area_interval == pytest.approx((low[0], high[0]), abs=0.04)
    assert told.precision_recall.area_interval == pytest.approx((low[1], high[1]), abs=0.08)
    assert (told.roc.low <= told.roc.y + 0.05).all()
    assert (told.roc.high >= told.roc.y - 0.05).all()


def test_a_score_that_tells_nothing_has_the_base_rate(scored):
    told = tell(np.zeros(400), scored[1], 5)
    assert told.roc.area == 0.5
    assert told.precision_recall.area == pytest.approx(told.base_rate)


@pytest.mark.parametrize("is_strange", [np.zeros(3, bool), np.ones(3, bool)])
def test_one_group_alone_cannot_be_told(is_strange):
    with pytest.raises(ValueError, match="both groups need images"):
        tell(np.arange(3), is_strange)


def test_scores_must_be_finite():
    with pytest.raises(ValueError, match="must be finite; 1 are not"):
        tell(np.array([1, np.nan, 2]), np.array([True, False, True]))
