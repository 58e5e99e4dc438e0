"""The shipped grid of codes does what its control says: a painted cell stays local, and its prior is one that knows."""

import math

import numpy as np
import pytest
import torch

from vae_core.measure.meter_build import load_judge
from vae_core.measure.of_codes import PERPLEXITY, USED
from vae_core.model.parts import GRID, mapped, part_of_kind
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import checkpoint_dir, load_metrics

NAME = "mnist-vq"
JUDGES = ("mnist-16d", "mnist-conv", "mnist-flow")  # trained on images and on the pictures of other models
GRIDS, DRAWS = 300, 1000
REACH = 18  # pixels around a cell, of the decoder's convolutions


@pytest.fixture(scope="module")
def model():
    return load_model(NAME)


@pytest.fixture(scope="module")
def atlas():
    return load_atlas(NAME)


@pytest.fixture(scope="module")
def grid(model):
    return part_of_kind(model.parts, GRID)


def test_a_painted_cell_changes_the_picture_at_its_place(model, atlas, grid):
    """Nothing beyond the reach of its cell in the decoder, and most of the change within the cell and half of one."""
    z, rng = torch.from_numpy(atlas.codes[:GRIDS]), np.random.default_rng(0)
    before, near, total = model.decode(z), 0.0, 0.0
    for cell in range(grid.size):
        painted = z.clone()
        painted[:, cell] = torch.from_numpy(rng.integers(0, grid.codes, GRIDS).astype(np.float32))
        change = (model.decode(painted) - before).square().sum((0, 1))  # (28, 28)
        row, column = divmod(cell, grid.columns)
        reach, place = (
            tuple(slice(max(0, 7 * at - margin), 7 * at + 7 + margin) for at in (row, column)) for margin in (REACH, 4)
        )
        assert float(change.sum()) == pytest.approx(float(change[reach].sum()), rel=1e-6)
        near, total = near + float(change[place].sum()), total + float(change.sum())
    assert near / total > 0.8


@torch.no_grad()
def test_the_conditionals_sum_to_one_and_the_cells_to_the_whole(model, atlas, grid):
    z = torch.from_numpy(atlas.codes[:GRIDS])
    assert torch.allclose(model.prior.log_probs(z).exp().sum(-1), torch.ones(GRIDS, grid.size), atol=1e-5)
    assert torch.allclose(model.prior.log_prob_of_cells(z).sum(1), model.prior.log_prob(z), atol=1e-4)


def test_the_prior_has_learned_what_follows_what(model, atlas, grid):
    """Grids of images cost less than under frequencies of single codes in each cell, and those less than at random."""
    z = torch.from_numpy(atlas.codes).long()
    counts = torch.stack([torch.bincount(z[:, cell], minlength=grid.codes) for cell in range(grid.size)])
    single = -(torch.log((counts + 1) / (counts.sum(1, keepdim=True) + grid.codes))).gather(1, z.T).sum(0).mean()
    with torch.no_grad():
        learned = -model.prior.log_prob(torch.from_numpy(atlas.codes[:2000])).mean()
    assert learned < single - 3 < grid.size * math.log(grid.codes)


def test_draws_of_the_prior_read_better_than_codes_at_random(model, grid):
    generator = torch.Generator().manual_seed(0)
    at_random = torch.randint(0, grid.codes, (DRAWS, grid.size), generator=generator).float()
    assert sureness(model, model.sample(DRAWS, generator)) > sureness(model, at_random) + 0.1


def sureness(model, z):
    """The mean probability that a classifier which never saw the model gives to its own answer."""
    pictures = model.decode(z)
    return np.mean([float(load_judge(name).judge.probabilities(pictures).max(1)[0].mean()) for name in JUDGES])


def test_its_figures_are_those_of_a_bound(atlas, grid):
    figures = {figure["name"]: figure for figure in load_metrics(NAME)["figures"]}
    bound, recon, rate = (
        figures[name]["value"] for name in ("-ELBO", "distortion -log p(x|z)", "rate KL(q(z|x) || p(z))")
    )
    assert bound == pytest.approx(recon + rate, abs=1e-3)
    assert 0 < rate < grid.size * math.log(grid.codes)
    assert figures[USED]["value"] == len(np.unique(atlas.codes)) <= grid.codes
    assert 1 < figures[PERPLEXITY]["value"] <= figures[USED]["value"]
    assert "-log p(x)" not in figures  # an importance-weighted bound would be the same number


def test_its_map_is_of_the_lattice_and_its_folder_small(model, atlas):
    assert mapped(model.parts, atlas.codes).shape == (len(atlas.codes), 32)
    assert atlas.kl_per_dim.sum() == pytest.approx(
        (atlas.nats - atlas.recon_nats).mean(), rel=0.08
    )  # of grey images, and of binarised ones
    assert sum(path.stat().st_size for path in checkpoint_dir(NAME).iterdir()) < 6_000_000
