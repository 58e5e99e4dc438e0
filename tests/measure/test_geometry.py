"""What pictures are compared by against the divergences that it stands for."""

import torch
from small_networks import smooth_decoder

from vae_core.measure.geometry import fisher_rao_embedding

torch.manual_seed(0)
Z = torch.randn(7, 2)


def test_fisher_rao_steps_are_symmetrised_kl_divergences():
    logits = smooth_decoder().double()
    a = Z.double()
    b = a + 1e-3 * torch.randn_like(a)
    one, other = (torch.distributions.Bernoulli(logits=logits(z)) for z in (a, b))
    kl = torch.distributions.kl_divergence
    nats = (kl(one, other) + kl(other, one)).flatten(1).sum(1)
    angles = fisher_rao_embedding(logits)
    torch.testing.assert_close((angles(a) - angles(b)).square().sum(1), nats, rtol=1e-3, atol=0)


def test_fisher_rao_keeps_its_gradient_where_pixels_saturate():
    z = torch.tensor([[60.0, -60.0], [300.0, -300.0]], requires_grad=True)
    angles = fisher_rao_embedding(lambda z: z)(z)
    angles.sum().backward()
    assert z.grad.isfinite().all()
    torch.testing.assert_close(angles, torch.tensor([[torch.pi, 0.0]] * 2), atol=1e-6, rtol=0)
