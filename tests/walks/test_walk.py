"""Speed, length and joining of walks."""

import math

import pytest
import torch

from vae_core.walks.latent import lerp
from vae_core.walks.walk import Walk, constant_speed, measure, steps, through

QUARTER = torch.linspace(0, math.pi / 2, 40)


def circle(z):
    return torch.stack([z[:, 0].cos(), z[:, 0].sin()], 1)


def test_measures_of_a_quarter_turn():
    measured = measure(QUARTER[:, None], circle)
    assert measured.latent_length == pytest.approx(math.pi / 2)
    assert measured.image_length == pytest.approx(math.pi / 2, rel=1e-3)
    assert measured.largest_jump == pytest.approx(math.pi / 2 / 39, rel=1e-3)
    assert measured.energy == pytest.approx(measured.image_length**2, rel=1e-5)


def test_energy_exceeds_the_squared_length_at_uneven_speed():
    uneven = measure(QUARTER[[0, 5, 39], None], circle)
    assert uneven.energy > 1.1 * uneven.image_length**2


def test_constant_visual_speed_makes_equal_steps_and_keeps_the_ends():
    path = torch.tensor([[0.1, 0.0], [1.0, 1.0], [1.3, -2.0]])

    def embed(z):
        return torch.stack([z[:, 0] ** 3, 5 * z[:, 1]], 1)

    walk = constant_speed(path, 60, embed)
    assert torch.equal(walk[[0, -1]], path[[0, -1]])
    jumps = steps(walk, embed)
    inside = torch.ones(59, dtype=torch.bool)
    inside[jumps.argmin()] = False  # the step that cuts the corner
    torch.testing.assert_close(jumps[inside], jumps[inside].mean().expand(58), rtol=0.02, atol=0)


def test_constant_latent_speed_makes_equal_steps_along_a_polyline():
    walk = constant_speed(torch.tensor([[0.0], [1.0], [4.0]]), 9)
    torch.testing.assert_close(walk, torch.linspace(0, 4, 9)[:, None])


def test_a_picture_that_never_changes_is_walked_at_latent_speed():
    walk = constant_speed(torch.tensor([[0.0, 0], [2, 2]]), 5, lambda z: torch.ones(len(z), 3))
    torch.testing.assert_close(walk[:, 0], torch.linspace(0, 2, 5))


def test_a_path_of_one_point_stands_still():
    assert constant_speed(torch.ones(1, 3), 4, circle).tolist() == [[1, 1, 1]] * 4


@pytest.mark.parametrize(("points", "frames"), [(0, 5), (3, 1)])
def test_an_empty_path_or_a_single_frame_is_rejected(points, frames):
    with pytest.raises(ValueError, match="at least 2 frames"):
        constant_speed(torch.zeros(points, 2), frames)


def leg(a, b, frames):
    return Walk(lerp(a, b, torch.linspace(0, 1, frames)), "linear", cost=1.0, note="Straight.")


def test_a_walk_meets_every_waypoint_once():
    points = list(torch.tensor([[0.0, 0], [1, 0], [1, 5], [3, 3]]))
    walk = through(points, 20, leg)
    assert walk.z.shape == (20, 2)
    assert [(walk.z == point).all(1).sum().item() for point in points] == [1, 1, 1, 1]
    assert (walk.cost, walk.note, walk.method) == (3.0, "Straight.", "linear")


@pytest.mark.parametrize(("points", "frames"), [(1, 20), (4, 3)])
def test_too_few_waypoints_or_frames_are_rejected(points, frames):
    with pytest.raises(ValueError, match="need two waypoints"):
        through([torch.zeros(2)] * points, frames, leg)
