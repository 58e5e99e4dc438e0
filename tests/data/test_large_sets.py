"""Large sets: memory that does not grow with them, the split in every text, and what the browser gets."""

import json

import numpy as np
import pytest
import torch
from safetensors.numpy import load
from small_atlas import D, small_atlas
from small_vae import small_vae

from ui.map import figure as map_figure
from ui.originals import images_of
from vae_core.__main__ import main
from vae_core.atlas.build import compute_atlas
from vae_core.data.sets import ImageData, load_dataset
from vae_core.measure import distortion, neighbours
from vae_core.measure.distortion import local_distortion
from vae_core.measure.neighbours import BLOCK, knn_of_set, nearest
from vae_core.measure.sampling import MANY, SOME, evenly
from vae_core.model.vae import VAE
from vae_core.store.atlas import load_atlas
from vae_core.store.browser import atlas_bytes
from vae_core.store.checkpoint import save_model
from vae_core.store.folder import SHIPPED, CheckpointError
from vae_core.walks.walker import Walker

rng = np.random.default_rng(0)
N = MANY + 5000
CODES = rng.normal(size=(N, 3)).astype("f4")


@pytest.fixture
def largest(monkeypatch):
    """The number of distances in the largest matrix that was made."""
    seen = [0]

    def counted(a, b):
        seen[0] = max(seen[0], len(a) * len(b))
        return squared(a, b)

    squared = neighbours.squared_distances
    for module in (neighbours, distortion):
        monkeypatch.setattr(module, "squared_distances", counted)
    return seen


@pytest.fixture
def models(tmp_path, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    return tmp_path


def test_a_search_among_many_holds_no_more_distances_than_among_ten_thousand(largest):
    for queries, count in ((600, 10_000), (12, 1_000_000)):
        nearest(np.zeros((queries, 6), "f4"), np.zeros((count, 6), "f4"), 1)
        assert 0 < largest[0] <= BLOCK


def test_distortion_of_many_points_holds_no_more_distances_either(largest, monkeypatch):
    monkeypatch.setattr(distortion, "evenly", lambda count: np.arange(0, count, 5000))
    trust, continuity = local_distortion(CODES.repeat(8, 0), CODES.repeat(8, 0)[:, :2])
    assert trust.shape == continuity.shape == (8 * N,)
    assert 0 < largest[0] <= BLOCK


def test_some_stand_evenly_for_many():
    np.testing.assert_array_equal(evenly(MANY), np.arange(MANY))
    some = evenly(1_000_000)
    assert len(some) == SOME
    assert set(np.diff(some)) <= {100, 101}
    assert some[-1] == 999_999


def test_the_tree_of_a_large_map_finds_what_brute_force_finds():
    queries = rng.normal(size=(20, 2))
    index, distance = nearest(queries, CODES[:, :2], 7)
    every = np.linalg.norm(queries[:, None] - CODES[:, :2].astype("f8"), axis=2)
    np.testing.assert_array_equal(index, every.argsort(1)[:, :7])
    np.testing.assert_allclose(distance, np.sort(every, 1)[:, :7], rtol=1e-12)
    assert nearest(np.zeros((1, 1)), np.zeros((N, 1)), 1)[0].shape == (1, 1)


def test_measured_points_of_many_have_their_exact_distortion_and_stand_for_their_neighbours(monkeypatch):
    codes, placed = CODES[:600], CODES[:600, :2]
    exact = local_distortion(codes, placed)
    measured = np.arange(0, 600, 7)
    monkeypatch.setattr(distortion, "evenly", lambda count: measured)
    nearest_measured = measured[nearest(placed, placed[measured], 1)[0][:, 0]]
    for some, all_of_them in zip(local_distortion(codes, placed), exact, strict=True):
        np.testing.assert_array_equal(some, all_of_them[nearest_measured])


def test_a_known_search_changes_nothing():
    codes = CODES[:500]
    near = knn_of_set(codes, 12)
    for known, own in zip(local_distortion(codes, codes[:, :2], neighbours=near[0]),
                          local_distortion(codes, codes[:, :2]), strict=True):  # fmt: skip
        np.testing.assert_array_equal(known, own)


def test_a_walk_follows_some_of_many_codes_and_says_so():
    walker = Walker(small_vae(), np.pad(CODES, ((0, 0), (0, D - 3))))
    assert len(walker.followed) == SOME
    note = walker.walk("data", torch.zeros(2, D) + torch.tensor([[0.0], [1.0]]), 5).note
    assert "follows 10,000 of the 25,000 codes" in note


def _large_atlas(count, **changes):
    small = small_atlas()
    fields = {name: getattr(small, name) for name in ("codes", "logvar", "labels", "tsne", "pca", "nats", "recon_nats")}
    fields |= {f"{name}_{kind}": getattr(small, f"{name}_{kind}") for name in ("tsne", "pca")
               for kind in ("trust", "continuity")}  # fmt: skip
    repeated = {name: np.resize(value, (count, *value.shape[1:])) for name, value in fields.items()}
    return small_atlas(**repeated, **changes)


def test_two_hundred_thousand_codes_survive_the_disk_and_reach_the_browser(models):
    atlas = _large_atlas(200_000, split="train", data="/home/her/letters")
    save_model(models / "big", small_vae())
    atlas.save(models / "big")
    assert (load_atlas("big").split, load_atlas("big").data) == ("train", "/home/her/letters")
    stored = atlas_bytes("big")
    sent = load(stored)
    for name, value in atlas.arrays().items():
        np.testing.assert_array_equal(sent[name], value)
    spec = json.loads(json.loads(stored[8 : 8 + int.from_bytes(stored[:8], "little")])["__metadata__"]["spec"])
    assert (spec["n"], spec["split"]) == (200_000, "training")
    assert "letters" not in str(spec)  # where a folder of this machine lies


@pytest.mark.parametrize("colouring", ["class", "nats", "trust"])
def test_the_figure_of_a_crowd_spans_the_map_and_holds_none_of_it(models, colouring):
    atlas = _large_atlas(MANY + 1)
    save_model(models / "big", small_vae())
    atlas.save(models / "big")
    figure = map_figure.map_figure("big", "tsne", colouring, "light", set(), None)
    assert figure["layout"]["meta"]["crowd"]
    for trace in figure["data"]:
        assert (sorted(trace["x"]), sorted(trace["y"])) == tuple([ends.min(), ends.max()] for ends in atlas.tsne.T)
        assert trace["marker"]["opacity"] == 0
    drawn = map_figure.map_figure("big", "tsne", colouring, "light", set(), None, all_points=True)
    assert sum(len(trace["x"]) for trace in drawn["data"]) == MANY + 1  # for a page whose overlay cannot draw
    title = figure["layout"].get("coloraxis", {}).get("colorbar", {}).get("title", {}).get("text", "")
    assert ("at 10,000 points" in title) == (colouring == "trust")


def test_another_split_is_refused(models):
    save_model(models / "big", small_vae())
    small_atlas(split="everything").save(models / "big")
    with pytest.raises(CheckpointError, match="split 'everything'; expected test or train"):
        load_atlas("big")


def test_one_command_maps_the_training_images_and_the_app_shows_their_originals(models, monkeypatch):
    import shutil

    from vae_core.atlas import build as atlas_build

    shutil.copytree(SHIPPED / "digits-2d", models / "digits-2d")
    monkeypatch.setattr(atlas_build, "tsne", lambda codes, seed, on_progress: codes[:, :2])
    assert main(["atlas", "digits-2d", "--split", "train"]) in (None, 0)
    train = load_dataset("digits", "train")
    atlas = load_atlas("digits-2d")
    assert atlas.split == "train"
    np.testing.assert_array_equal(atlas.labels, train.labels)
    np.testing.assert_array_equal(images_of("digits-2d"), train.images)


def test_an_atlas_knows_what_it_was_made_of():
    model: VAE = small_vae()
    images = rng.integers(0, 256, (60, *model.config.image_shape), dtype=np.uint8)
    atlas = compute_atlas(model, ImageData(images, np.zeros(60, np.int64), ("all",)), name="mine", split="train")
    assert (atlas.data, atlas.split, atlas.split_in_words) == ("mine", "train", "training")
