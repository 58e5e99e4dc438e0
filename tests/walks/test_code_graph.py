"""Walks along the codes."""

import numpy as np
import pytest
import torch
from scipy.sparse.csgraph import minimum_spanning_tree

from vae_core.walks.code_graph import CodeGraph, data_following

rng = np.random.default_rng(0)
CODES = rng.normal(size=(400, 3)).astype("f4")
ANGLE = np.linspace(0.2, 2 * np.pi - 0.2, 300)
RING = np.stack([np.cos(ANGLE), np.sin(ANGLE)], 1).astype("f4")  # open towards (1, 0)


def islands(n):
    centres = 20 * rng.normal(size=(n, 2))
    return (centres[:, None] + 0.3 * rng.normal(size=(n, 25, 2))).reshape(-1, 2).astype("f4")


def test_walk_meets_both_ends_and_stays_within_the_radius_of_a_code():
    graph = CodeGraph(CODES)
    for a, b in rng.choice(400, (20, 2), replace=False):
        walk = data_following(graph, torch.from_numpy(CODES[a]), torch.from_numpy(CODES[b]), 200)
        assert np.array_equal(walk.z[[0, -1]].numpy(), CODES[[a, b]])
        distance = np.linalg.norm(walk.z.numpy()[:, None] - CODES, axis=2)
        # a frame on an edge no longer than the larger radius of its ends is within that radius of both
        assert (distance <= graph.radius + 1e-6).any(1).all()


def test_walk_goes_around_the_ring_and_not_through_its_gap():
    walk = data_following(CodeGraph(RING), torch.from_numpy(RING[0]), torch.from_numpy(RING[-1]), 100)
    assert walk.z[:, 0].min() < -0.9
    np.testing.assert_allclose(walk.z.norm(dim=1), 1, atol=0.01)
    assert walk.note == ""


def test_separate_groups_are_bridged_by_their_minimum_spanning_tree():
    codes = islands(6)
    graph = CodeGraph(codes, k=5)
    group = np.arange(150) // 25
    gaps = np.linalg.norm(codes[:, None] - codes, axis=2)
    between = np.array([[gaps[np.ix_(group == i, group == j)].min() for j in range(6)] for i in range(6)])
    tree = minimum_spanning_tree(between)
    assert graph.pieces == 6
    assert len(graph.bridges) == 5
    assert gaps[tuple(graph.bridges.T)].sum() == pytest.approx(tree.sum(), rel=1e-5)


def test_crossing_a_gap_is_told():
    codes = islands(2)
    walk = data_following(CodeGraph(codes, k=5), torch.from_numpy(codes[0]), torch.from_numpy(codes[-1]), 50)
    assert "2 separate groups" in walk.note
    assert "1 gap " in walk.note
    assert torch.equal(walk.z[-1], torch.from_numpy(codes[-1]))


def test_equal_ends_give_a_walk_that_stands_still():
    for end in (torch.from_numpy(CODES[3]), torch.full((3,), 9.0)):
        assert (data_following(CodeGraph(CODES), end, end, 7).z == end).all()


def test_walk_from_outside_the_data_starts_there():
    start = torch.tensor([30.0, 0, 0])
    assert torch.equal(data_following(CodeGraph(CODES), start, torch.zeros(3), 10).z[0], start)


def test_duplicated_codes_do_not_break_the_graph():
    graph = CodeGraph(np.repeat(CODES[:20], 15, axis=0), k=4)
    assert data_following(graph, torch.zeros(3), torch.ones(3), 10).z.isfinite().all()


@pytest.mark.parametrize("end", [torch.zeros(2), torch.tensor([0.0, torch.nan, 0])])
def test_an_end_that_is_no_code_is_rejected(end):
    with pytest.raises(ValueError, match="an end must be a finite code"):
        data_following(CodeGraph(CODES), torch.zeros(3), end, 10)


def test_one_code_makes_no_graph():
    with pytest.raises(ValueError, match="at least 2"):
        CodeGraph(np.zeros((1, 2)))
