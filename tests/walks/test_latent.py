"""Traversals and interpolation against closed forms."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from vae_core.walks.latent import lerp, slerp, traversal

codes = arrays("float32", 5, elements=st.floats(-8, 8, width=32)).map(torch.from_numpy)
T = torch.linspace(0, 1, 9)


def test_traversal_moves_one_coordinate_only():
    z = torch.arange(4.0)
    path = traversal(z, 2, torch.tensor([-1.0, 5.0]))
    assert path.tolist() == [[0, 1, -1, 3], [0, 1, 5, 3]]
    assert z.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("dim", [-1, 4])
def test_traversal_rejects_a_dimension_the_code_lacks(dim):
    with pytest.raises(ValueError, match=r"0\.\.3"):
        traversal(torch.zeros(4), dim, [0.0])


@settings(max_examples=60, deadline=None)
@given(codes, codes)
def test_interpolation_meets_both_ends_exactly(a, b):
    for path in (lerp(a, b, T), slerp(a, b, T)):
        assert torch.equal(path[0], a)
        assert torch.equal(path[-1], b)
        assert path.isfinite().all()


@settings(max_examples=60, deadline=None)
@given(codes, codes)
def test_lerp_is_the_same_path_backwards(a, b):
    torch.testing.assert_close(lerp(a, b, T), lerp(b, a, T).flip(0), atol=1e-5, rtol=1e-5)


@settings(max_examples=60, deadline=None)
@given(codes.filter(lambda z: z.norm() > 1e-3), codes.filter(lambda z: z.norm() > 1e-3))
def test_slerp_interpolates_the_norm(a, b):
    between = a.norm() + T * (b.norm() - a.norm())
    torch.testing.assert_close(slerp(a, b, T).norm(dim=1), between, atol=1e-4, rtol=1e-4)


def test_slerp_turns_at_constant_speed_in_the_plane_of_its_ends():
    angle = T * math.pi * 0.7
    a, b = torch.tensor([1.0, 0, 0]), torch.tensor([math.cos(math.pi * 0.7), 0, math.sin(math.pi * 0.7)])
    expected = torch.stack([angle.cos(), torch.zeros(9), angle.sin()], 1)
    torch.testing.assert_close(slerp(a, b, T), expected, atol=1e-6, rtol=0)


@pytest.mark.parametrize("gap", [0.0, 1e-7, 1e-5, 1e-3])
def test_slerp_between_opposite_codes_makes_half_a_turn(gap):
    a = torch.tensor([0.0, 2.0, 0.0])
    path = slerp(a, torch.tensor([gap, -2.0, 0.0]), T)
    torch.testing.assert_close(path.norm(dim=1), torch.full((9,), 2.0), atol=1e-4, rtol=0)
    assert abs(path[4] @ a) < 1e-2


def test_slerp_between_parallel_codes_is_the_line():
    a = torch.tensor([1.0, 2.0])
    torch.testing.assert_close(slerp(a, 3 * a, T), lerp(a, 3 * a, T))


def test_slerp_from_the_origin_is_the_line():
    b = torch.tensor([1.0, 2.0])
    assert torch.equal(slerp(torch.zeros(2), b, T), lerp(torch.zeros(2), b, T))


def test_ends_of_different_length_are_rejected():
    with pytest.raises(ValueError, match=r"\(3,\)"):
        lerp(torch.zeros(3), torch.zeros(2), T)
