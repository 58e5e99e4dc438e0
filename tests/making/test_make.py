"""Made pictures: of the class that was asked for, the same for the same seed, none below the support asked for."""

import json
from functools import cache

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from small_atlas import small_atlas

from vae_core.data.sets import load_dataset
from vae_core.fault import Fault
from vae_core.making.draw import Source
from vae_core.making.label_check import Nearest
from vae_core.making.make import make
from vae_core.making.wish import MOST_PICTURES, WAYS, Wish, labels_of, ways_of
from vae_core.measure.meter_build import load_meter
from vae_core.model.parts import CLASS, GRID, VECTOR, Part
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model

CLASSES = (3, 8)
MODEL = "digits-m2"  # it is told a class, so that it has every way


@cache
def made(how: str, count: int = 40, seed: int = 5, least: float = 10):
    return make(MODEL, Wish(CLASSES, count, how, seed, least))


@pytest.mark.parametrize("how", WAYS)
def test_a_classifier_of_real_images_sees_the_class_that_was_asked_for(how):
    real = load_dataset("digits", "train")
    told = LogisticRegression(max_iter=200).fit(real.images.reshape(len(real), -1) / 255, real.labels)
    seen = told.predict(made(how).pixels.reshape(80, -1) / 255)
    assert (seen == made(how).labels).mean() > 0.9
    assert made(how).agreement("nearest") > 90
    assert made(how).agreement("judge") > 90


@pytest.mark.parametrize("how", WAYS)
def test_the_same_seed_gives_the_same_bits_and_asking_for_fewer_the_first_of_them(how):
    again, fewer, other = (make(MODEL, Wish(CLASSES, n, how, seed)) for n, seed in ((40, 5), (7, 5), (7, 6)))
    for field in ("pixels", "z", "percent", "number", "of"):
        np.testing.assert_array_equal(getattr(again, field), getattr(made(how), field))
        np.testing.assert_array_equal(getattr(fewer, field)[:7], getattr(again, field)[:7])
    assert not np.array_equal(other.z, fewer.z)


@pytest.mark.parametrize("how", WAYS)
def test_what_is_kept_has_the_support_and_what_was_drawn_without_it_is_counted(how):
    meter, found = load_meter(MODEL), made(how)
    np.testing.assert_allclose(meter.read(found.z, found.of).percent, found.percent, atol=0.01)
    assert found.percent.min() >= 10
    source = Source(load_atlas(MODEL), load_model(MODEL).parts, 8, how)
    all_drawn = source.draw(5, 0, found.drawn[8])
    below = meter.read(all_drawn.z, all_drawn.of).percent < 10
    assert below.sum() == found.drawn[8] - 40
    assert len(found.thrown[8]) == min(12, below.sum())
    np.testing.assert_array_equal(np.flatnonzero(~below), found.number[found.labels == 8])


def test_without_a_least_support_nothing_is_thrown_away():
    found = make(MODEL, Wish((1,), 20, "posterior", least=0))
    assert found.drawn == {1: 20}
    assert len(found.thrown[1]) == 0


def test_an_interpolation_lies_between_two_codes_of_the_class():
    found, atlas = made("interpolate"), load_atlas(MODEL)
    style = load_model(MODEL).parts[0].of
    assert (atlas.labels[found.of] == found.labels[:, None]).all()
    first, second = (atlas.codes[found.of[:, end], style] for end in (0, 1))
    np.testing.assert_allclose(found.z[:, style], first + found.share[:, None] * (second - first), atol=1e-5)
    ranks = np.linalg.norm(atlas.codes[:, None, style] - first, axis=2) < np.linalg.norm(second - first, axis=1)
    assert (ranks & (atlas.labels[:, None] == found.labels)).sum(0).max() <= 5  # itself and four nearer ones


def test_posterior_draws_have_the_mean_and_the_spread_of_their_image():
    atlas = small_atlas(labels=np.zeros(40, np.int64))
    drawn = Source(atlas, (Part("z", VECTOR, 0, 3),), 0, "posterior").draw(0, 0, 8000)
    rows = drawn.of[:, 0]
    noise = (drawn.z - atlas.codes[rows]) / np.exp(0.5 * atlas.logvar[rows])
    assert np.abs(noise.mean(0)).max() < 0.05
    assert np.abs(noise.std(0) - 1).max() < 0.05
    assert set(rows.tolist()) == set(range(40))


def test_the_image_that_a_picture_was_made_of_has_no_vote():
    atlas, model = load_atlas(MODEL), load_model(MODEL)
    images = load_dataset("digits").images
    vote = Nearest(model, atlas, images)
    own = np.stack([np.arange(len(images)), np.full(len(images), -1)], 1)
    told = vote.classes(images / np.float32(255), own)
    assert (told == atlas.labels).mean() == pytest.approx(vote.accuracy(), abs=0.02)
    alone = vote.classes(images / np.float32(255), np.full((len(images), 2), -1))
    assert (alone == atlas.labels).mean() >= (told == atlas.labels).mean()


def test_support_that_no_class_has_is_refused_in_a_sentence():
    with pytest.raises(Fault, match=r"only \d+ reach 99\.99 % of support"):
        make("digits-2d", Wish((4,), 1, "posterior", least=99.99))


def test_what_a_model_lacks_is_said(models):
    vector = (Part("z", VECTOR, 0, 2),)
    assert ways_of("m", (*vector, Part("y", CLASS, 2, 4)), ("a", "b")) == WAYS
    assert ways_of("m", vector, ("a", "b")) == WAYS[1:]
    with pytest.raises(Fault, match="m was made of images without classes"):
        ways_of("m", vector, ("all",))
    with pytest.raises(Fault, match="m has a grid of codes"):
        ways_of("m", (Part("c", GRID, 0, 4, 2, 5, 2),), ("a", "b"))
    with pytest.raises(Fault, match="too few codes for this way: 1, and it takes 2"):
        Source(small_atlas(labels=np.eye(40, dtype=np.int64)[0]), vector, 1, "interpolate")
    with pytest.raises(Fault, match="good has no atlas"):
        make("good", Wish((0,), 1, "posterior"))


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"labels": ()}, "one class or more"),
    ({"count": 0}, "from 1 to 20,000 pictures"),
    ({"count": MOST_PICTURES}, "from 1 to 20,000 pictures"),
    ({"how": "magic"}, "the ways are conditional, posterior, interpolate; got 'magic'"),
    ({"seed": -1}, "seed must be from 0"),
    ({"least": 100}, "the least support must be from 0"),
    ({"least": float("nan")}, "the least support must be from 0"),
])  # fmt: skip
def test_a_wish_out_of_range_is_refused(changes, sentence):
    with pytest.raises(Fault, match=sentence):
        Wish(**({"labels": (1, 2), "count": 5, "how": "posterior"} | changes))


def test_classes_are_named():
    assert labels_of(["8", "3", "8"], tuple("0123456789")) == (8, 3)
    with pytest.raises(Fault, match="no class is called 'ten'; the classes are 0, 1"):
        labels_of(["ten"], tuple("0123456789"))


def test_the_checks_say_who_they_are():
    checks = json.loads(json.dumps(made("posterior").checks))
    assert checks["judge"]["images"] == 360
    assert checks["nearest"]["source"] == "decoded codes of images"
    assert 0.8 < checks["nearest"]["accuracy"] <= 1
