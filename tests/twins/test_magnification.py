"""The pull-back metric and the magnification factor against surfaces whose geometry is known."""

import pytest
import torch
from small_networks import smooth_decoder

from vae_core.measure.geometry import fisher_rao_embedding, pixel_embedding
from vae_core.twins.magnification import magnification, pullback_metric

torch.manual_seed(0)
Z = torch.randn(7, 2)


def test_a_linear_decoder_has_one_metric_everywhere():
    a = torch.randn(5, 2)
    metric = pullback_metric(lambda z: z @ a.T, Z)
    torch.testing.assert_close(metric, (a.T @ a).expand(7, 2, 2))
    torch.testing.assert_close(magnification(lambda z: z @ a.T, Z), torch.linalg.det(a.T @ a).sqrt().expand(7))


def test_polar_coordinates_magnify_by_the_radius():
    radius, angle = torch.rand(50) * 3, torch.rand(50) * 6

    def polar(z):
        return torch.stack([z[:, 0] * z[:, 1].cos(), z[:, 0] * z[:, 1].sin()], 1)

    torch.testing.assert_close(magnification(polar, torch.stack([radius, angle], 1)), radius, atol=1e-5, rtol=1e-5)


def test_the_metric_is_the_gram_matrix_of_the_jacobian():
    embed = pixel_embedding(smooth_decoder(3))
    z = torch.randn(4, 3)
    jacobian = torch.stack([torch.autograd.functional.jacobian(lambda z: embed(z[None])[0], row) for row in z])
    torch.testing.assert_close(pullback_metric(embed, z), jacobian.mT @ jacobian, atol=1e-6, rtol=1e-4)


def test_fisher_rao_is_the_information_metric_of_bernoullis():
    logits = smooth_decoder()
    jacobian = torch.stack([torch.autograd.functional.jacobian(lambda z: logits(z[None]).flatten(), row) for row in Z])
    p = torch.sigmoid(logits(Z)).flatten(1)
    expected = jacobian.mT @ ((p * (1 - p))[..., None] * jacobian)
    torch.testing.assert_close(pullback_metric(fisher_rao_embedding(logits), Z), expected, atol=1e-6, rtol=1e-4)


def test_an_inactive_dimension_magnifies_nothing():
    assert (magnification(lambda z: z[:, :1].repeat(1, 4), Z) == 0).all()


def test_fewer_pixels_than_dimensions_magnify_nothing():
    assert (magnification(lambda z: z[:, :1] + z[:, 1:], Z) == 0).all()


def test_a_small_singular_value_beside_a_large_one_is_not_lost_to_rounding():
    """Singular values 10 and 1e-3 in oblique axes: the determinant of their float32 squares is a third off."""
    torch.manual_seed(3)
    u, v = (torch.linalg.qr(torch.randn(n, n))[0] for n in (6, 2))
    a = u[:, :2] @ torch.diag(torch.tensor([10.0, 1e-3])) @ v.T
    expected = torch.linalg.svdvals(a.double()).prod().float()
    assert expected.item() == pytest.approx(0.01, rel=0.01)
    torch.testing.assert_close(magnification(lambda z: z @ a.T, Z), expected.expand(7), rtol=1e-4, atol=0)


@pytest.mark.parametrize("quantity", [magnification, pullback_metric])
def test_codes_of_another_shape_are_rejected(quantity):
    with pytest.raises(ValueError, match=r"\(N, D\)"):
        quantity(lambda z: z, torch.zeros(2))
