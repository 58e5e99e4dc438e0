"""The two doors of a notebook: what they give, and one sentence for what they refuse."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from small_vae import small_vae

from vae_core.model.config import LIKELIHOODS, NETWORKS, PRIORS


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("likelihood", LIKELIHOODS)
@pytest.mark.parametrize("prior", PRIORS)
def test_every_composition_encodes_and_decodes(make_vae, network, likelihood, prior):
    model = make_vae(network=network, likelihood=likelihood, prior=prior, components=3)
    mu, logvar = model.encode(torch.rand(4, 1, 8, 8))
    images = model.decode(model.prior.sample(4).detach())
    assert mu.shape == logvar.shape == (4, 3)
    assert images.shape == (4, 1, 8, 8)
    assert images.min() >= 0
    assert images.max() <= 1
    assert not mu.requires_grad
    assert not images.requires_grad


@pytest.mark.parametrize("network", NETWORKS)
def test_a_flow_posterior_encodes_to_the_image_of_its_mean(make_vae, network):
    model, images = make_vae(network=network, posterior="flow"), torch.rand(4, 1, 8, 8)
    mu, logvar = model.encode(images)
    q = model.posterior(images)
    still = q.draw(noise=torch.zeros(4, 3))[0]
    torch.testing.assert_close(mu, still)
    assert logvar.shape == mu.shape == (4, 3)
    assert (mu - q.base.mu).abs().max() > 0.05


def test_an_image_is_encoded_alike_alone_and_in_a_batch(make_vae):
    for network in NETWORKS:
        model, images = make_vae(network=network), torch.rand(5, 1, 8, 8)
        torch.testing.assert_close(model.encode(images)[0][2:3], model.encode(images[2:3])[0])


def test_no_images_have_no_codes(vae):
    assert vae.encode(torch.empty(0, 1, 8, 8))[0].shape == (0, 3)
    assert vae.decode(torch.empty(0, 3)).shape == (0, 1, 8, 8)


def test_other_float_types_are_computed_in_single_precision(vae):
    z, images = torch.ones(1, 3), torch.ones(1, 1, 8, 8)
    for dtype in (torch.float64, torch.float16):
        assert (vae.decode(z.to(dtype)) == vae.decode(z)).all()
        assert (vae.encode(images.to(dtype))[0] == vae.encode(images)[0]).all()


@given(st.floats(0, 1, width=16), st.floats(-60000, 60000, width=16))
def test_the_ends_of_the_range_stay_finite(pixel, coordinate):
    model = small_vae()
    assert all(part.isfinite().all() for part in model.encode(torch.full((1, 1, 8, 8), pixel)))
    assert model.decode(torch.full((1, 3), coordinate)).isfinite().all()


@pytest.mark.parametrize(
    ("images", "sentence"),
    [
        (torch.zeros(8, 8), r"shape \(N, 1, 8, 8\); got \(8, 8\)"),
        (torch.zeros(1, 8, 8), r"shape \(N, 1, 8, 8\); got \(1, 8, 8\)"),
        (torch.zeros(2, 3, 8, 8), r"shape \(N, 1, 8, 8\); got \(2, 3, 8, 8\)"),
        (torch.zeros(2, 1, 8, 8, dtype=torch.uint8), "float tensor in .* got torch.uint8"),
        (np.zeros((2, 1, 8, 8), np.float32), "float tensor in .* got ndarray"),
        (torch.full((1, 1, 8, 8), 255.0), r"lie in \[0, 1\]; got 255 to 255"),
        (torch.full((1, 1, 8, 8), -0.1), r"lie in \[0, 1\]"),
        (torch.full((1, 1, 8, 8), float("nan")), r"lie in \[0, 1\]; got nan"),
    ],
)
def test_other_images_are_refused(vae, images, sentence):
    with pytest.raises(ValueError, match=sentence):
        vae.encode(images)


@pytest.mark.parametrize(
    ("z", "sentence"),
    [
        (torch.zeros(3), r"shape \(N, 3\); got \(3,\)"),
        (torch.zeros(1, 2), r"shape \(N, 3\); got \(1, 2\)"),
        (torch.zeros(1, 3, dtype=torch.int64), "float tensor; got torch.int64"),
        ([[0.0, 0.0, 0.0]], "float tensor; got list"),
        (torch.tensor([[0.0, float("nan"), 0.0]]), "finite"),
        (torch.tensor([[0.0, float("inf"), 0.0]]), "finite"),
        (torch.tensor([[0.0, 1e300, 0.0]], dtype=torch.float64), "finite"),
    ],
)
def test_other_codes_are_refused(vae, z, sentence):
    with pytest.raises(ValueError, match=sentence):
        vae.decode(z)
