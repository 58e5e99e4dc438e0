"""Planes and lattices against closed forms."""

import pytest
import torch

from vae_core.twins.planes import Plane, bilinear_lattice, plane_grid, plane_of_dims, plane_through, principal_plane


def test_lattice_meets_its_corners_and_is_straight_between():
    corners = torch.tensor([[0.0, 0], [1, 0], [0, 1], [3, 3]])
    lattice = bilinear_lattice(corners, 3, 5)
    assert torch.equal(lattice[[0, 0, -1, -1], [0, -1, 0, -1]], corners)
    torch.testing.assert_close(lattice[1, 2], corners.mean(0))


def test_lattice_needs_four_corners():
    with pytest.raises(ValueError, match="corners"):
        bilinear_lattice(torch.zeros(3, 2), 4, 4)


def test_plane_of_dims_keeps_the_other_coordinates():
    z = torch.tensor([5.0, 6, 7, 8])
    plane = plane_of_dims(z, (3, 1))
    assert plane.at(torch.tensor([-1.0, 2.0])).tolist() == [5, 2, 7, -1]
    assert plane.coordinates(z).tolist() == [8, 6]


def test_plane_through_three_points_holds_them_and_centres_on_the_prior():
    points = torch.randn(3, 6, generator=torch.Generator().manual_seed(0))
    plane = plane_through(*points)
    torch.testing.assert_close(plane.at(plane.coordinates(points)), points, atol=1e-5, rtol=0)
    torch.testing.assert_close(plane.axes @ plane.axes.T, torch.eye(2), atol=1e-6, rtol=0)
    torch.testing.assert_close(plane.axes @ plane.origin, torch.zeros(2), atol=1e-5, rtol=0)


@pytest.mark.parametrize("c", [[2.0, 2, 2], [1.0, 1, 1], [0.0, 0, 0]])
def test_points_on_a_line_span_no_plane(c):
    with pytest.raises(ValueError, match="line"):
        plane_through(torch.zeros(3), torch.ones(3), torch.tensor(c))


def test_principal_plane_finds_the_two_wide_directions():
    wide = torch.randn(500, 4, generator=torch.Generator().manual_seed(0)) * torch.tensor([0.1, 3, 0.1, 9])
    torch.testing.assert_close(principal_plane(wide).axes, torch.eye(4)[[3, 1]], atol=0.02, rtol=0)


def test_grid_starts_at_the_top_left():
    grid = plane_grid(plane_of_dims(torch.zeros(2), (0, 1)), 3, 2, extent=3)
    assert grid.shape == (3, 2, 2)
    assert grid[0, 0].tolist() == [-1.5, 2.0]
    assert grid[2, 1].tolist() == [1.5, -2.0]


def test_quantile_grid_gives_every_cell_the_same_prior_mass():
    centres = plane_grid(Plane(torch.zeros(2), torch.eye(2)), 5, 5, quantile=True)[0, :, 0]
    torch.testing.assert_close(torch.special.ndtr(centres), torch.tensor([0.1, 0.3, 0.5, 0.7, 0.9]))
