"""An atlas of all images: which they are, that figures stay with the held-out ones, how the map marks the others."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from small_atlas import small_atlas

from ui.map.points import traces
from ui.reconstructions.choice import ALL, Choice
from vae_core.atlas.atlas_of import AtlasOf
from vae_core.atlas.build import compute_atlas
from vae_core.data.sets import ImageData, load_dataset
from vae_core.measure.sampling import MANY
from vae_core.model.posterior import kl_to_standard_normal
from vae_core.store.atlas import load_atlas
from vae_core.store.browser import atlas_bytes, spec_in
from vae_core.store.folder import CheckpointError

TRAINED = 45


@pytest.mark.parametrize(
    ("of", "data", "images", "split"),
    [
        (AtlasOf(), "digits", 1797, "test"),
        (AtlasOf(), "her/photos", 300, "all"),
        (AtlasOf(), "her/photos", MANY + 1, "test"),
        (AtlasOf("train"), "her/photos", 300, "train"),
    ],
)
def test_ones_own_images_are_all_on_the_map_unless_they_are_too_many(of, data, images, split):
    assert of.fitted(data, images) == replace(of, split=split)


def test_all_images_are_the_held_out_ones_and_then_the_others():
    whole, test, train = (load_dataset("digits", split) for split in ("all", "test", "train"))
    np.testing.assert_array_equal(whole.images, np.concatenate([test.images, train.images]))
    np.testing.assert_array_equal(whole.labels, np.concatenate([test.labels, train.labels]))


@pytest.mark.usefixtures("quick_ending")
def test_figures_of_a_stored_atlas_are_of_the_held_out_images(vae, models):
    images = np.random.default_rng(0).integers(0, 256, (60, 1, 8, 8), dtype=np.uint8)
    data = ImageData(images, np.arange(60) % 2, ("even", "odd"))
    compute_atlas(vae, data, split="all", trained=TRAINED).save(models / "good")
    atlas = load_atlas("good")
    mu, logvar = vae.encode(torch.from_numpy(images[: 60 - TRAINED]) / 255)
    np.testing.assert_allclose(atlas.kl_per_dim, kl_to_standard_normal(mu, logvar).mean(0), rtol=1e-5)
    assert (len(atlas.codes), len(atlas.codes[atlas.measured]), atlas.measured_split) == (60, 15, "test")
    assert Choice(ALL, "hardest", 0).images(atlas).max() < 15
    sent = spec_in(atlas_bytes("good"))
    assert (sent["split"], sent["trained"]) == ("all", TRAINED)


@pytest.mark.parametrize(("split", "trained"), [("test", 3), ("all", 0), ("all", 10_000), ("all", -1)])
def test_an_atlas_that_contradicts_itself_is_refused(models, split, trained):
    replace(small_atlas(), split=split, trained=trained).save(models / "good")
    with pytest.raises(CheckpointError, match="images were trained on"):
        load_atlas("good")


def test_the_map_draws_training_images_as_outlines():
    atlas = replace(small_atlas(), split="all", trained=10)
    drawn = traces(atlas, atlas.tsne, None, "light")
    hollow = [
        row
        for trace in drawn
        for row, symbol in zip(trace["customdata"], trace["marker"]["symbol"], strict=True)
        if symbol.endswith("-open")
    ]
    assert sorted(hollow) == list(range(len(atlas.labels) - 10, len(atlas.labels)))
