"""Images moved a little: shifts keep every pixel, turns keep the picture as far as its pixels can show it."""

import math

import torch

from vae_core.training.moved import shifted, turned

X = (torch.rand(6, 1, 8, 8, generator=torch.Generator().manual_seed(0)) > 0.5).float()


def test_a_shifted_image_is_the_image_elsewhere():
    moved = shifted(X, 2, torch.Generator().manual_seed(0))
    assert moved.shape == X.shape
    for one, other in zip(X[:, 0], moved[:, 0], strict=True):
        around = torch.nn.functional.pad(one, (2, 2, 2, 2))
        places = [around[i : i + 8, j : j + 8] for i in range(5) for j in range(5)]
        assert any(torch.equal(place, other) for place in places)
    assert shifted(X, 0) is X


def test_a_turned_image_is_as_it_was_where_nothing_turns():
    images = (255 * X).to(torch.uint8)
    assert turned(images, 0.0) is images
    least = turned(images, 1e-6, torch.Generator().manual_seed(0))
    assert least.dtype == torch.uint8
    assert torch.equal(least, images)


def test_a_turned_bar_slants_by_as_many_degrees_as_it_may_at_most():
    """A disc far from the middle: its angle about the middle moves, by no more than turn and slant and size allow."""
    y, x = torch.meshgrid(torch.arange(28.0), torch.arange(28.0), indexing="ij")
    disc = (255 * torch.exp(-((x - 22) ** 2 + (y - 13.5) ** 2) / 4)).to(torch.uint8).repeat(200, 1, 1, 1)
    moved = turned(disc, 10.0, torch.Generator().manual_seed(0)).float()
    weight = moved / moved.sum((2, 3), keepdim=True)
    across, down = (weight * x).sum((1, 2, 3)) - 13.5, (weight * y).sum((1, 2, 3)) - 13.5
    angle, away = torch.rad2deg(torch.atan2(down, across)), torch.hypot(across, down)
    assert angle.abs().max() < 10 * math.exp(0.2) + 2
    assert angle.std() > 3
    assert away.min() > 8.5 * math.exp(-0.1) - 1.5
    assert away.max() < 8.5 * math.exp(0.1) + 1.5
    assert torch.equal(moved, turned(disc, 10.0, torch.Generator().manual_seed(0)).float())
