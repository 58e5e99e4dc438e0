"""What the tables of the shipped models of shapes say is what their decoders do: found in the pixels alone."""

import numpy as np
import pytest
import torch

from vae_core.data.sets import load_dataset
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import load_metrics
from vae_core.store.information import information_of

NAMES = ("shapes-tcvae", "shapes-beta", "shapes-factor")
WIDE = torch.linspace(-2, 2, 9)
PLACES = {3: 1, 4: 0}  # of the factors x and y, the axis along which the figure goes


@pytest.fixture(scope="module", params=NAMES)
def shipped(request):
    return request.param, load_model(request.param), np.array(information_of(request.param, 10))


@pytest.fixture(scope="module")
def images():
    return torch.from_numpy(load_dataset("shapes").images[7::500]).float() / 255


def _centres(pictures, axis):
    """Where the mass of each picture lies along an axis, pixels."""
    return pictures.sum(2 - axis) @ np.arange(32) / pictures.sum((1, 2))


def _moves(model, dim, axis):
    """Pixels that the figure goes along an axis while one number goes from -2 to 2."""
    z = torch.zeros(len(WIDE), model.config.latent_dim)
    z[:, dim] = WIDE
    return np.ptp(_centres(model.decode(z)[:, 0].double().numpy(), axis))


@pytest.mark.parametrize("factor", PLACES)
def test_the_number_that_tells_most_of_a_place_moves_the_figure(factor, shipped):
    _, model, told = shipped
    moves = [_moves(model, dim, PLACES[factor]) for dim in range(10)]
    most = told[factor].argmax()
    assert moves[most] > 3
    assert moves[most] > 0.5 * max(moves)


def test_the_gap_that_is_printed_is_that_of_the_table(shipped):
    name, _, told = shipped
    figures = {figure["name"]: figure["value"] for figure in load_metrics(name)["figures"]}
    first, second = np.sort(told, axis=1)[:, :-3:-1].T
    assert figures["MIG"] == pytest.approx((first - second).mean(), abs=1e-4)


def test_a_reconstruction_is_where_its_image_is(shipped, images):
    _, model, _ = shipped
    made = model.decode(model.encode(images)[0])[:, 0].double().numpy()
    for axis in (0, 1):
        off = abs(_centres(made, axis) - _centres(images[:, 0].double().numpy(), axis))
        assert np.median(off) < 1
