"""The tour finds what was planted."""

import numpy as np
import torch

from vae_core.atlas.tour import K, holes, seams, strangest
from vae_core.measure.neighbours import nearest
from vae_core.model.prior import Mixture, StandardNormal

rng = np.random.default_rng(0)
PRIOR = rng.normal(size=(3000, 2))
LEFT, RIGHT, UPPER = range(3)


def test_the_emptiest_hole_is_the_one_that_was_cut():
    cut = np.array([0.6, -0.5])
    codes = PRIOR[np.linalg.norm(PRIOR - cut, axis=1) > 0.6]
    first = holes(codes, StandardNormal(2))[0]
    assert np.linalg.norm(first.z - cut) < 0.4
    assert first.score > 2
    assert first.facts == {"ratio": first.score}


def test_holes_keep_apart_and_come_emptiest_first():
    found = holes(PRIOR * 0.5, StandardNormal(2), count=6)
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
    found = holes(codes[codes[:, 1] < 5], prior, count=6)  # nothing at the smaller blob
    assert found[0].score > 10
    assert np.linalg.norm(found[0].z - [20, 10]) < 2
    least = prior.log_prob(torch.from_numpy(codes)).quantile(0.03)
    for stop in found:
        assert prior.log_prob(torch.from_numpy(stop.z)) > least


def test_draws_that_fill_the_prior_have_no_holes():
    for dims, seed in ((2, 1), (2, 2), (8, 3)):
        draws = np.random.default_rng(seed).normal(size=(2000, dims))
        assert holes(draws, StandardNormal(dims)) == []


def labelled():
    labels = np.where(PRIOR[:, 0] > 0, RIGHT, LEFT)
    labels[(PRIOR[:, 1] > 1) & (labels == LEFT)] = UPPER
    return labels


def jumps(z):
    """The picture jumps where the first coordinate changes its sign."""
    return torch.stack([torch.tanh(20 * z[:, 0]), 0.3 * z[:, 1]], 1)


def test_the_sharpest_seam_is_where_the_picture_jumps():
    stops = seams(PRIOR, labelled(), jumps)
    assert abs(stops[0].z[0]) < 0.15
    assert stops[0].score > 2
    assert RIGHT in stops[0].classes
    pairs = [stop.classes for stop in stops]
    assert len(set(pairs)) == len(pairs) <= 3


def test_the_codes_around_a_seam_are_of_its_two_classes():
    labels = labelled()
    stops = seams(PRIOR, labels, jumps)
    assert stops
    for stop in stops:
        votes = np.bincount(labels[nearest(stop.z[None], PRIOR, K)[0][0]], minlength=3)
        assert set(votes.argsort()[1:]) == set(stop.classes)


def test_seams_do_not_depend_on_how_images_are_numbered():
    labels, order = labelled(), np.random.default_rng(1).permutation(len(PRIOR))
    first, second = seams(PRIOR, labels, jumps), seams(PRIOR[order], labels[order], jumps)
    assert [stop.classes for stop in first] == [stop.classes for stop in second]
    np.testing.assert_array_equal([stop.z for stop in first], [stop.z for stop in second])


def test_a_lone_stray_code_makes_no_seam():
    labels = np.zeros(len(PRIOR), int)
    labels[np.linalg.norm(PRIOR, axis=1).argmin()] = 1
    assert seams(PRIOR, labels, jumps) == []


def test_codes_of_one_class_have_no_seam():
    assert seams(PRIOR, np.zeros(3000, int), lambda z: z) == []


def test_the_strangest_code_is_the_one_among_another_class():
    labels, nats = (PRIOR[:, 0] > 0).astype(int), rng.normal(100, 5, 3000)
    planted = int(np.linalg.norm(PRIOR - [0.7, 0], axis=1).argmin())
    labels[planted], nats[planted] = 0, 200
    first = strangest(PRIOR, labels, nats)[0]
    assert first.index == planted
    np.testing.assert_array_equal(first.z, PRIOR[planted].astype("f4"))
    assert first.facts["others"] == 10
    assert first.classes == (LEFT, RIGHT)


def test_an_outlier_is_not_strange_but_outside():
    codes = np.concatenate([PRIOR, [[9.0, 9.0]]])
    labels = np.append(np.zeros(3000, int), 1)
    assert 3000 not in [stop.index for stop in strangest(codes, labels, np.append(np.ones(3000), 500))]
