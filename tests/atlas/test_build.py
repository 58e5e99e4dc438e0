"""The atlas of a model: each column against the computation it stands for."""

import numpy as np
import pytest
import torch
from torch.distributions import Normal, kl_divergence

from vae_core.atlas import build as atlas_build
from vae_core.atlas.build import compute_atlas, encode_in_chunks, prior_samples
from vae_core.data.sets import ImageData
from vae_core.measure.evaluate import evaluate
from vae_core.measure.projection import pca
from vae_core.model.config import PRIORS
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import save_model

rng = np.random.default_rng(0)
DATA = ImageData(rng.integers(0, 256, (60, 1, 8, 8), dtype=np.uint8), np.arange(60) % 2, ("even", "odd"))


pytestmark = pytest.mark.usefixtures("quick_ending")


def test_each_column_is_what_it_says(vae):
    atlas = compute_atlas(vae, DATA)
    mu, logvar = vae.encode(torch.from_numpy(DATA.images) / 255)
    np.testing.assert_allclose(atlas.codes, mu, rtol=1e-6)
    np.testing.assert_allclose(atlas.logvar, logvar, rtol=1e-6)
    kl = kl_divergence(Normal(mu, (logvar / 2).exp()), Normal(torch.zeros(3), torch.ones(3))).mean(0)
    np.testing.assert_allclose(atlas.kl_per_dim, kl, rtol=1e-5)
    np.testing.assert_array_equal(atlas.pca, pca(atlas.codes))
    np.testing.assert_array_equal(atlas.labels, DATA.labels)
    assert atlas.class_names == ("even", "odd")
    assert atlas.tsne.shape == (60, 2)


class Slices:
    """A set that never exists as a whole."""

    def __init__(self, images):
        self._images, self.largest = images, 0

    def __len__(self):
        return len(self._images)

    def __getitem__(self, rows):
        self.largest = max(self.largest, len(self._images[rows]))
        return self._images[rows]


def test_a_set_is_encoded_a_chunk_at_a_time(vae, monkeypatch):
    monkeypatch.setattr(atlas_build, "BATCH", 25)
    images, seen = Slices(DATA.images), []
    codes, logvar, *nats = encode_in_chunks(vae, images, on_progress=lambda *at: seen.append(at))
    mu, expected = vae.encode(torch.from_numpy(DATA.images) / 255)
    np.testing.assert_allclose(codes, mu, rtol=1e-6)
    np.testing.assert_allclose(logvar, expected, rtol=1e-6)
    assert [values.shape for values in nats] == [(60,), (60,)]
    assert images.largest == 25
    assert seen == [("encode", 25, 60), ("encode", 50, 60), ("encode", 60, 60)]


def test_the_nats_of_each_image_add_up_to_the_figures_of_evaluate(vae):
    atlas = compute_atlas(vae, DATA, seed=4)
    elbo, distortion, *_ = evaluate(vae, DATA.images, "noise test", seed=4)
    assert atlas.nats.mean() == pytest.approx(elbo.value, rel=1e-5)
    assert atlas.recon_nats.mean() == pytest.approx(distortion.value, rel=1e-5)


def test_chunks_change_nothing_but_the_noise(vae, monkeypatch):
    whole = compute_atlas(vae, DATA)
    monkeypatch.setattr(atlas_build, "BATCH", 25)
    stages = []
    chunked = compute_atlas(vae, DATA, on_progress=lambda *at: stages.append(at))
    np.testing.assert_allclose(chunked.codes, whole.codes, rtol=1e-4, atol=1e-6)
    assert [at for at in stages if at[0] == "encode"] == [("encode", 25, 60), ("encode", 50, 60), ("encode", 60, 60)]
    assert {stage for stage, *_ in stages} == {"encode", "t-SNE", "distortion"}


@pytest.mark.parametrize("latent_dim", [1, 2])
@pytest.mark.parametrize("likelihood", ["bernoulli", "gaussian"])
def test_an_atlas_of_any_size_is_stored_and_read_back(models, make_vae, latent_dim, likelihood):
    model = make_vae(latent_dim=latent_dim, likelihood=likelihood)
    save_model(models / "good", model)
    atlas = compute_atlas(model, DATA)
    atlas.save(models / "good")
    np.testing.assert_array_equal(load_atlas("good").tsne, atlas.tsne)


@pytest.mark.parametrize("prior", [prior for prior in PRIORS if prior != "standard"])
def test_the_atlas_keeps_draws_from_the_models_own_prior(models, make_vae, prior):
    model = make_vae(prior=prior, components=4)
    save_model(models / "good", model)
    compute_atlas(model, DATA, seed=4).save(models / "good")
    draws = model.prior.sample(1024, torch.Generator().manual_seed(4)).detach()
    np.testing.assert_array_equal(load_atlas("good").prior_samples, draws.half().float())


def test_draws_from_a_standard_prior_are_not_kept(vae):
    assert compute_atlas(vae, DATA).prior_samples.shape == (0, 3)


def test_draws_stay_finite_in_half_precision(make_vae):
    model = make_vae(prior="diagonal")
    model.prior.logvar.data.fill_(30)
    assert np.isfinite(prior_samples(model).astype(np.float16)).all()


def test_images_of_another_shape_are_refused(vae):
    with pytest.raises(ValueError, match=r"shape \(N, 1, 8, 8\)"):
        compute_atlas(vae, ImageData(DATA.images[:, :, :4], DATA.labels, DATA.class_names))
