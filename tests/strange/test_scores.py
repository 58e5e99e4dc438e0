"""Every score against a computation of its own, for every family."""

import io
import math
from functools import partial

import numpy as np
import pytest
import torch
from PIL import Image
from small_vae import small_adversarial, small_conditional, small_hierarchy, small_ladder, small_quantised, small_vae
from torch.distributions import Bernoulli, Normal, kl_divergence

from ui.words import sentence
from ui.words.language import read_in
from vae_core.fault import Fault
from vae_core.strange.complexity import compressed_nats, pixel_entropy
from vae_core.strange.ordinary import Ordinary
from vae_core.strange.pictures import ink_of, see
from vae_core.strange.regret import likelihood_regret
from vae_core.strange.scores import score

FAMILIES = {"plain": small_vae, "conditional": small_conditional, "ladder": small_ladder, "vq": small_quantised}
FAMILIES |= {
    "nvae": small_hierarchy,
    "gaussian": lambda: small_vae(likelihood="gaussian"),
    "flow": lambda: small_vae(posterior="flow"),
}


@pytest.fixture
def images():
    return np.random.default_rng(0).integers(0, 256, (30, 1, 8, 8)).astype(np.uint8)


def encoded(model, images):
    return model.encode(torch.from_numpy(images).float() / 255)


@pytest.mark.parametrize("make", FAMILIES.values(), ids=FAMILIES)
def test_every_family_gives_every_image_a_finite_score(make, images):
    model = make()
    codes, logvar = (part.numpy() for part in encoded(model, images))
    found = score(model, images, Ordinary(model, codes, logvar), np.arange(len(images)))
    assert all(of.shape == (30,) and np.isfinite(of).all() for of in found.values())
    assert ("entropy" in found) == (model.config.likelihood == "bernoulli")


def test_elbo_and_reconstruction_are_those_of_torch_distributions(images):
    model = small_vae()
    images = images[:8]
    seen, x = see(model, images, draws=1500), torch.from_numpy(images).float() / 255
    mu, logvar = encoded(model, images)
    q, generator = Normal(mu, (logvar / 2).exp()), torch.Generator().manual_seed(1)
    z = mu + q.stddev * torch.randn(1500, *mu.shape, generator=generator)
    shape = (1500, *x.shape)
    log_p = Bernoulli(model.decode(z.flatten(0, 1)).view(shape).double(), validate_args=False).log_prob(x.double())
    elbo = log_p.sum((2, 3, 4)).mean(0) - kl_divergence(q, Normal(0.0, 1.0)).sum(1)
    assert seen.negative_elbo == pytest.approx(-elbo.numpy(), abs=0.8)
    at_mu = Bernoulli(model.decode(mu).double(), validate_args=False).log_prob(x.double()).sum((1, 2, 3))
    assert seen.recon == pytest.approx(-at_mu.numpy(), rel=1e-4)


def test_a_given_class_is_paid_for(images):
    model = small_conditional(classes=3)
    x = torch.from_numpy(images).float() / 255
    of = model.given(model.classify(x))
    mu = of.posterior(x).gaussian()[0]
    error = (torch.sigmoid(of.logits(mu)) - x).square().sum((1, 2, 3))
    seen = see(model, images, draws=100)
    assert seen.error_per_ink == pytest.approx((error / x.sum((1, 2, 3))).detach().numpy(), rel=1e-4)
    best = np.min([_with_class(model, images, k) for k in range(3)], 0)
    assert seen.negative_elbo == pytest.approx(best, abs=3)  # the class of the largest bound at the mean
    assert (seen.negative_elbo > best - 3).all()


def _with_class(model, images, k):
    model.classify = lambda x: torch.full((len(x),), k)
    return see(model, images, draws=100).negative_elbo


def test_neighbours_are_those_of_brute_force_without_an_image_itself(images):
    model = small_vae()
    codes, logvar = (part.numpy() for part in encoded(model, images))
    rows, far = Ordinary(model, codes, logvar).neighbours(codes, np.arange(30))
    placed = codes / np.exp(logvar.astype(float).mean(0) / 2)
    distance = np.linalg.norm(placed[:, None] - placed, axis=2)
    np.fill_diagonal(distance, np.inf)
    assert (rows == np.argsort(distance, 1)[:, :10]).all()
    assert far == pytest.approx(np.sort(distance, 1)[:, :10])


def features(model, x):
    """What the first layer that makes numbers of the code is given, caught on its way: (N, F)."""
    heads = getattr(model.encoder, "heads", [model.encoder])
    last, kept = [layer for layer in heads[0].modules() if isinstance(layer, torch.nn.Linear)][-1], []
    hook = last.register_forward_pre_hook(lambda layer, given: kept.append(given[0]))
    model.encode(x)
    hook.remove()
    return kept[0].numpy()


@pytest.mark.parametrize("name", ["plain", "ladder"])
def test_images_are_set_beside_ordinary_pictures_in_pixels_and_in_features(name, images):
    model = FAMILIES[name]()
    codes, logvar = (part.numpy() for part in encoded(model, images))
    ordinary = Ordinary(model, codes, logvar)
    rows, far = ordinary.neighbours(codes, np.arange(30))
    decoded, x = model.decode(torch.from_numpy(codes)), torch.from_numpy(images).float() / 255
    of_pictures, of_images = features(model, decoded), features(model, x)
    apart = (decoded[torch.from_numpy(rows)] - x[:, None]).square().sum((2, 3, 4)).numpy()
    apart_from_mean = [part - of_pictures.mean(0) for part in (of_images, of_pictures)]
    unit = [part / np.linalg.norm(part, axis=1, keepdims=True) for part in apart_from_mean]
    angles = np.take_along_axis(1 - unit[0] @ unit[1].T, rows, 1)
    errors, distances = ordinary.beside(images, rows)
    assert errors == pytest.approx(np.min(apart, 1), rel=1e-5)
    assert distances == pytest.approx(np.min(angles, 1), abs=1e-5)
    found = score(model, images, ordinary, np.arange(30))
    assert found["feature_error"] == pytest.approx(np.square(of_images - of_pictures).sum(1), rel=1e-4)
    assert found["feature_distance"] == pytest.approx(distances)
    per_root = errors / np.sqrt(images.reshape(30, -1).sum(1) / 255)
    assert found["both"] ** 2 == pytest.approx(per_root * far.mean(1))


def test_what_an_encoder_sees_counts_the_class_that_is_given(images):
    model, x = small_conditional(classes=2), torch.from_numpy(images).float() / 255
    of = [model.given(torch.full((30,), label)) for label in (0, 1)]
    seen = [one.features(x) for one in of]
    assert not torch.equal(*seen)
    for one, given in zip(of, seen, strict=True):
        assert torch.equal(model.encoder[-2:](given), one.encoder(x))


def test_neighbours_share_the_class_that_is_given(images):
    model = small_conditional(classes=2)
    labels = torch.arange(30) % 2
    codes, logvar = (part.numpy() for part in model.encode(torch.from_numpy(images).float() / 255, labels))
    rows, _ = Ordinary(model, codes, logvar).neighbours(codes, np.arange(30))
    assert (labels.numpy()[rows] == labels.numpy()[:, None]).all()


def test_entropy_is_the_floor_of_the_reconstruction(images):
    p = torch.from_numpy(images).double() / 255
    entropy = Bernoulli(p.clamp(1e-12, 1 - 1e-12)).entropy().sum((1, 2, 3))
    assert pixel_entropy(images) == pytest.approx(entropy.numpy(), abs=1e-6)
    assert (see(small_vae(), images).recon > pixel_entropy(images)).all()


def test_noise_is_more_complex_than_an_even_picture():
    even, noise = np.full((1, 1, 28, 28), 7, np.uint8), np.random.default_rng(0).integers(0, 256, (1, 1, 28, 28))
    nats = compressed_nats(np.concatenate([even, noise]).astype(np.uint8))
    assert nats[1] > 784 * 8 * math.log(2) * 0.95 > 10 * nats[0]


def test_the_shorter_compression_is_the_one_that_pil_can_open_or_zlib_can(images):
    file = io.BytesIO()
    Image.fromarray(images[0, 0]).save(file, "PNG", optimize=True)
    assert compressed_nats(images[:1])[0] <= 8 * math.log(2) * len(file.getvalue())


def test_an_empty_image_has_ink_enough_to_divide_by():
    assert ink_of(np.zeros((2, 1, 8, 8), np.uint8)).tolist() == [1, 1]


@pytest.mark.parametrize("name", ["plain", "conditional", "ladder", "flow"])
def test_regret_is_never_below_zero_and_grows_with_the_steps(name, images):
    model = FAMILIES[name]()
    found = [likelihood_regret(model, images[:8], steps) for steps in (0, 5, 30)]
    assert (found[0] == 0).all()
    assert (found[1] >= 0).all()
    assert (found[2] >= found[1]).all()
    assert found[2].mean() > 1
    assert all(p.grad is None and p.requires_grad for p in model.parameters())


def test_regret_does_not_depend_on_who_else_is_in_the_batch(images):
    model = small_vae()
    assert likelihood_regret(model, images[:4], 10)[2] == pytest.approx(
        likelihood_regret(model, images[2:3], 10)[0], rel=1e-3
    )


def test_a_grid_of_indices_has_no_regret(images):
    with pytest.raises(ValueError, match="no posterior can be moved"):
        likelihood_regret(small_quantised(), images)


def test_the_true_posterior_has_next_to_no_regret():
    from linear_gaussian import linear_vae

    x = np.random.default_rng(1).integers(0, 256, (5, 1, 2, 4)).astype(np.uint8)
    exact, moved = (likelihood_regret(linear_vae(shift), x, 100).mean() for shift in (0.0, 1.0))
    assert exact < 1 < moved


def test_pictures_without_a_likelihood_get_no_score(images):
    model = small_adversarial()
    shaped = np.resize(images, (30, *model.config.image_shape))
    codes = np.zeros((30, model.config.latent_dim), np.float32)
    ordinary = Ordinary(model, codes, codes)
    for asked in (partial(score, model, shaped, ordinary), partial(likelihood_regret, model, shaped)):
        with pytest.raises(Fault, match="no likelihood") as told:
            asked()
        with read_in("zh"):
            assert sentence(told.value).startswith("这个模型的图片由评论器塑造")
