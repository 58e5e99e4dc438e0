"""The conditional VAE: its class is given, its style is a plain VAE's, and its two bounds stand in order."""

import math

import numpy as np
import pytest
import torch
from small_vae import small_conditional, small_vae

from vae_core.measure.of_classes import bounds_by_class
from vae_core.model.config import ModelConfig
from vae_core.model.objective import TrainingLoss, elbo_terms
from vae_core.model.parts import CLASS, VECTOR, Part, mapped, part_of_kind, stored_parts

X = (torch.rand(6, 1, 8, 8, generator=torch.Generator().manual_seed(0)) > 0.5).float()
LABELS = torch.tensor([0, 1, 2, 0, 1, 2])


def test_the_flat_z_is_the_style_and_a_weight_for_every_class():
    model = small_conditional()
    assert model.parts == (Part("z", VECTOR, 0, 3), Part("y", CLASS, 3, 6))
    assert small_vae().parts == (Part("z", VECTOR, 0, 3),)
    mu, logvar = model.encode(X, LABELS)
    assert mu.shape == logvar.shape == (6, model.config.code_length) == (6, 6)
    assert (mu[:, 3:] == torch.nn.functional.one_hot(LABELS, 3)).all()
    assert model.decode(mu).shape == X.shape
    assert model.sample(0).shape == (0, 6)
    assert (model.sample(40, torch.Generator().manual_seed(0))[:, 3:].sum(1) == 1).all()


def test_decoding_the_flat_code_is_decoding_the_style_given_the_class():
    model = small_conditional()
    of, z = model.given(LABELS), torch.randn(12, 3, generator=torch.Generator().manual_seed(1))
    twice = of.logits(z)  # two blocks of six
    assert torch.equal(twice[6:], of.logits(z[6:]))
    assert torch.allclose(torch.sigmoid(twice[:6]), model.decode(of.flat(z[:6])))


def test_the_class_changes_picture_and_posterior():
    model = small_conditional()
    one, other = (model.encode(X, torch.full((6,), k))[0] for k in (0, 1))
    assert (one[:, :3] != other[:, :3]).any(1).all()
    assert (model.decode(one) - model.decode(torch.cat([one[:, :3], other[:, 3:]], 1))).abs().amax() > 1e-3


def test_its_bound_is_that_of_a_plain_vae_over_the_style():
    """By hand: log p(x|z, y) of the Bernoulli at one draw, less the KL of two normals."""
    model, noise = small_conditional(), torch.randn(6, 3, generator=torch.Generator().manual_seed(2))
    terms = elbo_terms(model.given(LABELS), X, noise=noise)
    q = model.given(LABELS).posterior(X)
    normal = torch.distributions.Normal(q.mu, torch.exp(0.5 * q.logvar))
    kl = torch.distributions.kl_divergence(normal, torch.distributions.Normal(0.0, 1.0)).sum(1)
    z = torch.cat([q.mu + torch.exp(0.5 * q.logvar) * noise, torch.nn.functional.one_hot(LABELS, 3)], 1)
    recon = torch.distributions.Bernoulli(model.decode(z).clamp(1e-7, 1 - 1e-7)).log_prob(X).sum((1, 2, 3))
    assert torch.allclose(terms.kl, kl, atol=1e-4)
    assert torch.allclose(terms.recon, recon, rtol=1e-3)
    loss, elbo = TrainingLoss(model)(X, noise[None], 1.0, 0.0, LABELS)
    assert torch.allclose(-loss, elbo)
    assert torch.allclose(elbo, terms.elbo.mean())


def test_knowing_the_class_is_worth_its_entropy_at_most():
    model = small_conditional(classes=4)
    bounds = bounds_by_class(model, X, torch.Generator().manual_seed(3))  # (N, K)
    summed = bounds.logsumexp(1) - math.log(4)
    assert (bounds.amax(1) - summed <= math.log(4) + 1e-4).all()
    assert (summed <= bounds.amax(1) + 1e-4).all()


def test_its_classes_share_all_probability():
    """Over every image of 2 x 2 binary pixels, p(x|y) sums to one for each class: the decoder is a density."""
    model = small_conditional(image_shape=(1, 2, 2), latent_dim=1)
    images = torch.tensor([[(n >> bit) & 1 for bit in range(4)] for n in range(16)]).float().view(16, 1, 2, 2)
    grid = torch.linspace(-8, 8, 801)[:, None]
    prior = torch.distributions.Normal(0.0, 1.0).log_prob(grid)[:, 0].exp() * 0.02
    for k in range(3):
        pixels = model.decode(model.given(torch.tensor([k])).flat(grid))[:, None]  # (G, 1, C, H, W)
        likelihood = torch.where(images > 0, pixels, 1 - pixels).prod(-1).prod(-1).prod(-1)  # (G, 16)
        assert float((prior[:, None] * likelihood).sum()) == pytest.approx(1, abs=1e-4)


def test_an_image_without_a_class_gets_the_likeliest():
    model = small_conditional()
    found = model.classify(X)
    assert torch.equal(model.encode(X)[0], model.encode(X, found)[0])
    of_all = torch.stack([model._bound(X, k) for k in range(3)], 1)
    assert torch.equal(found, of_all.argmax(1))


def test_what_needs_a_class_says_so():
    with pytest.raises(ValueError, match="needs the classes of the images"):
        small_conditional().posterior(X)


@pytest.mark.parametrize("change", [{"network": "conv"}, {"prior": "flow"}, {"posterior": "flow"}])
def test_a_conditional_model_of_other_parts_is_refused(change):
    with pytest.raises(ValueError, match="has the network mlp, the prior standard and the posterior diagonal"):
        ModelConfig(latent_dim=2, family="conditional", classes=3, **change)


def test_a_plain_config_is_stored_as_before():
    stored = ModelConfig(latent_dim=2).to_json()
    assert not {"family", "classes", "levels"} & set(stored)
    conditional = ModelConfig(latent_dim=2, family="conditional", classes=3)
    assert ModelConfig.from_json(conditional.to_json()) == conditional
    with pytest.raises(ValueError, match="classes must be an integer from 2"):
        ModelConfig(latent_dim=2, family="conditional")
    with pytest.raises(ValueError, match="classes must be an integer from 0 to 0"):
        ModelConfig(latent_dim=2, classes=3)


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [{"name": "y", "kind": "class", "start": 0, "stop": 5}],
        [{"name": "e1", "kind": "level", "start": 0, "stop": 5}],
        [{"name": "z", "kind": "vector", "start": 0, "stop": 6}],
        [{"name": "z", "kind": "vector", "start": 1, "stop": 5}],
        [{"name": "z", "kind": "vector", "start": 0, "stop": 3}, {"name": "y", "kind": "class", "start": 2, "stop": 5}],
    ],
)
def test_parts_that_do_not_tile_z_are_refused(parts):
    with pytest.raises(ValueError, match="its parts must be"):
        stored_parts({"latent_dim": 5, "parts": parts})


def test_maps_compare_the_vector_alone():
    parts = (Part("z", VECTOR, 0, 2), Part("y", CLASS, 2, 5))
    assert stored_parts({"latent_dim": 5, "parts": [part.to_json() for part in parts]}) == parts
    assert mapped(parts, np.arange(5.0)[None]).tolist() == [[0, 1]]
    assert part_of_kind(parts, CLASS).size == 3
    assert stored_parts({"latent_dim": 5}) == (Part("z", VECTOR, 0, 5),)
