"""The shipped ladders do what their controls say: what is drawn anew below a level leaves what stands above it."""

import pytest
import torch

from vae_core.measure.evaluate import importance_sampled
from vae_core.measure.meter_build import load_judge
from vae_core.measure.of_levels import rate_of
from vae_core.model.objective import elbo_terms
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import load_metrics

JUDGES = {"digits-ladder": "digits-2d", "mnist-ladder": "mnist-2d"}  # learned from images and another's pictures
LEAST = {"digits-ladder": 0.9, "mnist-ladder": 6.0}  # nats of every level
DRAWS = 2000


@pytest.fixture(scope="module", params=JUDGES)
def model(request):
    return load_model(request.param)


def drawn(model, seed):
    return model.sample(DRAWS, torch.Generator().manual_seed(seed))


def redrawn(model, z, *levels):
    """The noise of some levels drawn anew, 0 being the top."""
    made, fresh = z.clone(), drawn(model, 1)
    for level in levels:
        of = model.parts[level].of
        made[:, of] = fresh[:, of]
    return made


def kept_class(model, z, moved):
    """The share of pictures whose class stays, in the eyes of the judge."""
    judge = load_judge(JUDGES[model.folder.name]).judge
    before, after = (judge.probabilities(model.decode(of)).argmax(1) for of in (z, moved))
    return float((before == after).float().mean())


def test_the_class_stays_more_often_the_lower_the_level_below_which_all_is_drawn_anew(model):
    """With levels 3 and 2 kept, with level 3 alone, and with none: 58, 18 and 9 per cent; of MNIST 81, 56 and 10."""
    z = drawn(model, 0)
    lowest, below_top, everything = (kept_class(model, z, redrawn(model, z, *of)) for of in ((2,), (1, 2), (0, 1, 2)))
    assert lowest > 1.4 * below_top > 2.5 * everything
    assert lowest > 0.5


def test_the_top_level_alone_decides_the_digit_of_mnist():
    """Drawn anew, it leaves the class as often as another picture would: 13 per cent."""
    model = load_model("mnist-ladder")
    z = drawn(model, 0)
    assert kept_class(model, z, redrawn(model, z, 0)) < 0.2 < 0.5 < kept_class(model, z, redrawn(model, z, 1, 2))


def test_a_lower_level_leaves_the_upper_ones_and_follows_them(model):
    z = drawn(model, 0)
    top, middle, lowest = (part.of for part in model.parts)
    values = model.values(z)
    assert torch.equal(model.values(redrawn(model, z, 2))[:, : lowest.start], values[:, : lowest.start])
    assert torch.equal(model.values(redrawn(model, z, 1))[:, top], values[:, top])
    assert (model.values(redrawn(model, z, 0))[:, middle] - values[:, middle]).square().mean() > 0.01


def test_the_levels_sum_to_the_rate_and_each_says_something(model):
    figures = {figure["name"]: figure["value"] for figure in load_metrics(model.folder)["figures"]}
    levels = [figures[rate_of(level)] for level in (3, 2, 1)]
    assert sum(levels) == pytest.approx(figures["rate KL(q(z|x) || p(z))"], abs=1e-3)
    assert min(levels) > LEAST[model.folder.name]
    assert figures["-log p(x)"] < figures["-ELBO"]


def test_its_bounds_lie_in_order(model):
    """On pictures that it draws itself, as its likelihood has them: more samples, less nats."""
    generator = torch.Generator().manual_seed(0)
    x = torch.bernoulli(model.decode(drawn(model, 2)[:100]), generator=generator)
    nats = [-float(importance_sampled(model, x, k, generator).log_p.mean()) for k in (1, 10, 100)]
    assert nats == sorted(nats, reverse=True)
    assert -float(elbo_terms(model, x, generator).elbo.detach().mean()) == pytest.approx(nats[0], abs=1.0)


def test_its_atlas_keeps_the_nats_of_every_number(model):
    atlas = load_atlas(model.folder)
    assert atlas.codes.shape[1] == model.parts[-1].stop == len(atlas.kl_per_dim)
    assert all(atlas.kl_per_dim[part.of].sum() > LEAST[model.folder.name] for part in model.parts)
