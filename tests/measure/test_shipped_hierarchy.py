"""The shipped hierarchy with levels on maps: its levels sum to its rate, and the upper ones say more of the class."""

import pytest
import torch

from vae_core.measure.meter_build import load_judge
from vae_core.measure.of_levels import rate_of
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import checkpoint_dir, load_metrics

NAME, JUDGE = "mnist-nvae", "mnist-2d"  # the judge learned from images and another's pictures
DRAWS = 500


@pytest.fixture(scope="module")
def model():
    return load_model(NAME)


@pytest.fixture(scope="module")
def figures():
    return {figure["name"]: figure for figure in load_metrics(NAME)["figures"]}


def test_its_levels_are_two_of_4_x_4_and_two_of_7_x_7_places(model):
    assert [part.size for part in model.parts] == [16, 16, 49, 49]


def test_the_levels_sum_to_the_rate_and_each_says_something(figures):
    levels = [figures[rate_of(level)]["value"] for level in (4, 3, 2, 1)]
    assert sum(levels) == pytest.approx(figures["rate KL(q(z|x) || p(z))"]["value"], abs=1e-3)
    assert min(levels) > 3
    assert figures["-log p(x)"]["value"] < figures["-ELBO of the same images"]["value"] < figures["-ELBO"]["value"]
    assert figures["-ELBO"]["value"] < 82.1
    assert figures["-ELBO"]["images"] == 10_000
    assert figures["-log p(x)"]["images"] == 500


@pytest.mark.parametrize("name", [NAME, "mnist-ladder"])
def test_its_twin_of_one_level_has_more_nats(name):
    twins = load_metrics(name)["twins"]
    less = [of_twin - own for of_twin, own in zip(twins["twin"], twins["levels"], strict=True)]
    assert twins["each"] == pytest.approx(less, abs=2e-3)
    assert twins["trainings"] == 3
    assert min(less) > 1


def test_the_class_stays_more_often_the_more_levels_are_kept(model):
    """With the two levels of 7 x 7 places drawn anew, with all but the top one, and with all."""
    judge = load_judge(JUDGE).judge
    z, fresh = (model.sample(DRAWS, torch.Generator().manual_seed(seed)) for seed in (0, 1))
    before = judge.probabilities(model.decode(z)).argmax(1)

    def kept(levels):
        stop = sum(part.size for part in model.parts[:levels])
        moved = torch.cat([z[:, :stop], fresh[:, stop:]], 1)
        return float((judge.probabilities(model.decode(moved)).argmax(1) == before).float().mean())

    small_maps, top, none = kept(2), kept(1), kept(0)
    assert small_maps > 0.5
    assert small_maps > top > 2 * none


def test_its_folder_is_small_and_its_atlas_keeps_the_nats_of_every_level(model):
    atlas = load_atlas(NAME)
    assert atlas.codes.shape == (10_000, 130)
    assert all(atlas.kl_per_dim[part.of].sum() > 2 for part in model.parts)
    assert sum(path.stat().st_size for path in checkpoint_dir(NAME).iterdir()) < 5_000_000
