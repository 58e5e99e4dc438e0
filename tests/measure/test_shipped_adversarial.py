"""The shipped VAE-GAN's fader and needle do what they say: by its stored weights, and by another's classifier."""

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from vae_core.measure.frechet import frechet_distance
from vae_core.measure.meter_build import load_judge
from vae_core.model.networks import build_critic, build_decoder
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import checkpoint_dir, load_metrics

NAME = "mnist-gan"
CODES = 600


@pytest.fixture(scope="module")
def model():
    return load_model(NAME)


@pytest.fixture(scope="module")
def stored():
    return load_file(checkpoint_dir(NAME) / "model.safetensors")


@pytest.fixture(scope="module")
def codes(model):
    return torch.from_numpy(load_atlas(NAME).codes[:CODES, : model.config.latent_dim])


def network(build, name, model, stored):
    """The network of that name from the weights in the file, without the model that loads them."""
    made = build(model.config)
    made.load_state_dict({k.removeprefix(f"{name}."): v.float() for k, v in stored.items() if k.startswith(f"{name}.")})
    return made.eval().requires_grad_(False)


def at(z, blend):
    return torch.cat([z, torch.full((len(z), 1), blend)], 1)


def test_the_fader_goes_from_the_twins_picture_to_the_adversarial_one(model, stored, codes):
    z = codes[:20]
    twin, own = (torch.sigmoid(network(build_decoder, name, model, stored)(z)) for name in ("twin", "decoder"))
    assert torch.allclose(model.decode(at(z, 0.0)), twin, atol=1e-6)
    assert torch.allclose(model.decode(at(z, 1.0)), own, atol=1e-6)
    assert torch.allclose(model.decode(at(z, 0.25)), 0.75 * twin + 0.25 * own, atol=1e-6)
    assert float((own - twin).abs().amax((1, 2, 3)).min()) > 0.2


def test_the_needle_is_the_critics_rank_among_held_out_images(model, stored, codes):
    pictures = model.decode(at(codes[:50], 1.0))
    scores = network(build_critic, "critic", model, stored)(pictures)[:, 0]
    held_out = stored["held_out_scores"].float()
    share = (held_out[None] < scores[:, None]).float().mean(1)
    assert torch.allclose(model.realness(pictures), share, atol=1e-6)
    assert torch.equal(held_out, held_out.sort().values)


def test_the_critic_ranks_blurred_pictures_of_the_twin_and_noise_below_real_ones(model, codes):
    """Half of the held-out real images stand above 50 %."""
    twin, own = (model.realness(model.decode(at(codes, blend))) for blend in (0.0, 1.0))
    noise = model.realness(torch.rand(100, 1, 28, 28, generator=torch.Generator().manual_seed(0)))
    assert float(twin.median()) < 0.2
    assert float(noise.max()) < 0.02
    assert float((own > twin).float().mean()) > 0.9


def test_its_draws_are_nearer_to_digits_than_the_twins_by_a_classifier_of_another_model(model):
    """The same draws through both decoders, against decoded codes of images by a model that never saw it."""
    seen = load_judge("mnist-conv").judge
    others = load_model("mnist-conv")
    images = others.decode(torch.from_numpy(load_atlas("mnist-conv").codes[:1500]))
    z = torch.randn(1500, model.config.latent_dim, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        of_images, twin, own = (
            seen.features(pictures).numpy().astype(np.float64)
            for pictures in (images, model.decode(at(z, 0.0)), model.decode(at(z, 1.0)))
        )
    assert frechet_distance(of_images, own) < frechet_distance(of_images, twin)


def test_no_bound_is_in_its_figures_or_its_atlas():
    figures = load_metrics(NAME)["figures"]
    assert not [f["name"] for f in figures if f["bound"] or "nats" in f["unit"] or f.get("likelihood")]
    assert {"Fréchet distance of prior samples", "squared error of reconstructions"} <= {f["name"] for f in figures}
    assert load_atlas(NAME).nats.size == load_atlas(NAME).recon_nats.size == 0
