"""The tour finds what was planted."""

import numpy as np
import torch

from vae_core.config import PRIORS
from vae_core.prior import Mixture, StandardNormal
from vae_core.tour import holes, seams, strangest

rng = np.random.default_rng(0)
PRIOR = rng.normal(size=(3000, 2))
NAMES = ("left", "right", "upper")
NORMAL = StandardNormal(2), PRIORS["standard"]


def test_the_emptiest_hole_is_the_one_that_was_cut():
    cut = np.array([0.6, -0.5])
    codes = PRIOR[np.linalg.norm(PRIOR - cut, axis=1) > 0.6]
    first = holes(codes, *NORMAL)[0]
    assert np.linalg.norm(first.z - cut) < 0.4
    assert first.score > 2
    assert first.reason.startswith("likely under the prior N(0, I), yet its 10 nearest codes")


def test_holes_keep_apart_and_come_emptiest_first():
    found = holes(PRIOR * 0.5, *NORMAL, count=6)
    assert [stop.score for stop in found] == sorted((stop.score for stop in found), reverse=True)
    gaps = np.linalg.norm(np.array([a.z for a in found])[:, None] - [b.z for b in found], axis=2)
    assert gaps[np.triu_indices(len(found), 1)].min() > 0.1


def far_mixture():
    """Two narrow blobs far from 0, one of them with three quarters of the mass."""
    prior = Mixture(2, 2)
    prior.mu.data = torch.tensor([[20.0, 0.0], [20.0, 10.0]])
    prior.logvar.data.fill_(-2)
    prior.weight_logits.data = torch.tensor([3.0, 1.0]).log()
    return prior


def test_holes_lie_where_the_models_own_prior_is_dense():
    prior = far_mixture()
    codes = prior.sample(3000, torch.Generator().manual_seed(1)).detach().numpy()
    found = holes(codes[codes[:, 1] < 5], prior, PRIORS["mixture"], count=6)  # nothing at the smaller blob
    assert found[0].score > 10
    assert np.linalg.norm(found[0].z - [20, 10]) < 2
    least = prior.log_prob(torch.from_numpy(codes)).quantile(0.03)
    for stop in found:
        assert prior.log_prob(torch.from_numpy(stop.z)) > least
        assert stop.reason.startswith("likely under the mixture prior, yet")


def test_the_sharpest_seam_is_where_the_picture_jumps():
    labels = (PRIOR[:, 0] > 0).astype(int)
    labels[(PRIOR[:, 1] > 1) & (labels == 0)] = 2
    stops = seams(PRIOR, labels, NAMES, lambda z: torch.stack([torch.tanh(20 * z[:, 0]), 0.3 * z[:, 1]], 1))
    assert abs(stops[0].z[0]) < 0.15
    assert stops[0].score > 2
    assert "right" in stops[0].reason
    pairs = [stop.reason.split(" the picture")[0] for stop in stops]
    assert len(set(pairs)) == len(pairs) <= 3


def test_codes_of_one_class_have_no_seam():
    assert seams(PRIOR, np.zeros(3000, int), NAMES, lambda z: z) == []


def test_the_strangest_code_is_the_one_among_another_class():
    labels, nats = (PRIOR[:, 0] > 0).astype(int), rng.normal(100, 5, 3000)
    planted = int(np.linalg.norm(PRIOR - [0.7, 0], axis=1).argmin())
    labels[planted], nats[planted] = 0, 200
    first = strangest(PRIOR, labels, NAMES, nats)[0]
    assert first.index == planted
    np.testing.assert_array_equal(first.z, PRIOR[planted].astype("f4"))
    assert "10 of its 10" in first.reason


def test_an_outlier_is_not_strange_but_outside():
    codes = np.concatenate([PRIOR, [[9.0, 9.0]]])
    labels = np.append(np.zeros(3000, int), 1)
    assert 3000 not in [stop.index for stop in strangest(codes, labels, NAMES, np.append(np.ones(3000), 500))]
