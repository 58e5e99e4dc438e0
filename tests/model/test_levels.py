"""What holds of every model of levels, in the noise of its levels, be it a ladder or a deep hierarchy."""

import pytest
import torch
from small_vae import small_hierarchy, small_ladder, small_mapped

from vae_core.measure.evaluate import importance_sampled

MADE = [small_ladder, small_hierarchy, small_mapped]


def noise_like(*shape):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("made", MADE)
def test_a_draw_has_the_density_that_q_says(made):
    model = made()
    shape, least = model.config.image_shape, 1e-4 if made is small_ladder else 1e-2
    x = (torch.rand(6, *shape, generator=torch.Generator().manual_seed(0)) > 0.5).float()
    q = model.posterior(x)
    z, log_q = q.draw(noise=noise_like(5, 6, model.config.latent_dim))
    assert torch.allclose(log_q(), q.log_prob(z), atol=least)
    held = q.log_prob(z[0].unsqueeze(1))  # every draw against every image
    assert torch.allclose(held.diagonal(), log_q()[0], atol=least)
    assert held.shape == (6, 6)


@pytest.mark.parametrize("made", MADE)
def test_a_lower_level_changes_no_upper_one_and_follows_it(made):
    model = made()
    z, first = noise_like(8, model.config.latent_dim), model.parts[0].of
    lower, upper = z.clone(), z.clone()
    lower[:, first.stop :] += 1
    upper[:, first] += 1
    values = model.values(z)
    assert torch.equal(model.values(lower)[:, first], values[:, first])
    assert (model.values(upper)[:, first.stop :] - values[:, first.stop :]).abs().amax() > 0.1


@pytest.mark.parametrize(("made", "samples", "apart"), [(small_ladder, 4000, 0.05), (small_hierarchy, 500, 0.1)])
def test_its_density_sums_to_one_and_its_bounds_lie_below(made, samples, apart):
    """Over every image of 2 x 2 binary pixels: p(x) by integration over a grid of both levels."""
    model = made(image_shape=(1, 2, 2), latent_dim=3, levels=2)
    images = torch.tensor([[(n >> bit) & 1 for bit in range(4)] for n in range(16)]).float().view(16, 1, 2, 2)
    line = torch.linspace(-5, 5, 25)
    grid = torch.cartesian_prod(line, line, line)
    weight = (model.prior.log_prob(grid) + 3 * torch.log(line[1] - line[0])).exp()
    pixels = model.decode(grid).flatten(1)[:, None]
    density = (weight[:, None] * torch.where(images.flatten(1) > 0, pixels, 1 - pixels).prod(-1)).sum(0)
    assert float(density.sum()) == pytest.approx(1, abs=2e-3)
    bounds = [importance_sampled(model, images, k, torch.Generator().manual_seed(0)).log_p for k in (1, samples)]
    assert float(bounds[0].mean()) < float(bounds[1].mean())
    assert float(bounds[1].mean()) == pytest.approx(float(density.log().mean()), abs=apart)
