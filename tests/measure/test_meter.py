"""The trust meter against held-out draws, closed forms and an independent classifier."""

import numpy as np
import pytest
import torch
from scipy.stats import kstest
from sklearn.svm import SVC
from torch.distributions import Categorical

from vae_core import load_model
from vae_core.data.sets import load_dataset
from vae_core.measure.draws import posterior_draws
from vae_core.measure.judge import SURE, Judge
from vae_core.measure.meter import Meter
from vae_core.measure.meter_build import load_judge, load_meter
from vae_core.measure.meter_checks import auroc
from vae_core.measure.picture_parts import Doubt, Grey, entropy, unlike
from vae_core.store.atlas import load_atlas

rng = np.random.default_rng(0)
N, D = 3000, 3
CODES = rng.normal(size=(N, D)).astype("f4")
LOGVAR = rng.uniform(-4, -2, (N, D)).astype("f4")


def draws(count):
    rows = rng.permutation(N)[:count]
    return CODES[rows] + np.exp(0.5 * LOGVAR[rows]) * rng.normal(size=(count, D)), rows


class Norm:
    """A part that needs no network: what is far from the middle is unlike a real picture."""

    name = "norm"

    def scores(self, pictures, own=None):
        return pictures.flatten(1).norm(dim=1).numpy()


def made(parts):
    meter = Meter(CODES, LOGVAR, lambda z: z[:, None, None], parts)
    meter.calibrate(*draws(2000))
    return meter


METER = made([Norm()])


@pytest.mark.parametrize("parts", [(Norm(),), (Norm(), Norm())])
def test_all_three_figures_are_uniform_on_draws_of_held_out_images(parts):
    codes = rng.normal(size=(2000, D))
    read = made(parts).read(codes + np.exp(-1.5) * rng.normal(size=(2000, D)))
    for share in (read.percent, read.code, read.picture):
        assert kstest(share / 100, "uniform").statistic < 0.06  # 1.36 * sqrt(2 / 2000) at 5 %, and the spread of logvar


def test_an_image_does_not_count_at_its_own_code():
    others = np.delete(np.arange(N), 7)
    alone = Meter(CODES[others], LOGVAR[others], lambda z: z[:, None, None], [Norm()], METER.tables)
    here = CODES[7:8]
    assert METER.read(here, np.array([7])).code == pytest.approx(alone.read(here).code, abs=1e-6)
    assert METER.read(here).code == METER.read(here, np.array([7])).code  # known by its code
    assert METER.read(here, np.array([-1])).code > alone.read(here).code


def test_the_worse_part_decides_and_far_away_nothing_is_left():
    ray = np.linspace(0, 9, 10)[:, None] * np.array([[1.0, 0, 0]])
    read = METER.read(ray)
    assert (np.diff(read.percent) <= 0).all()
    assert read.percent[-1] == read.code[-1] == read.picture[-1] == 0


def test_doubt_is_the_entropy_of_the_classes():
    logits = torch.from_numpy(rng.normal(size=(50, 10)) * 3)
    torch.testing.assert_close(entropy(logits), Categorical(logits=logits).entropy())
    sure = torch.tensor([40.0, 0.0])  # 1 + e^-40 is 1 in double precision
    torch.testing.assert_close(entropy(sure), torch.tensor(41 * np.exp(-40)), rtol=1e-6, atol=0)


def test_grey_pixels_are_worse_than_black_and_white_ones():
    pictures = torch.tensor([[0.0, 1, 1, 0], [0.2, 0.8, 0.8, 0.2], [0.5, 0.5, 0.5, 0.5]]).reshape(3, 1, 2, 2)
    scores = Grey().scores(pictures)
    assert scores[0] < scores[1] < scores[2]
    np.testing.assert_allclose(scores, Grey().scores(1 - pictures), rtol=1e-6)  # ink may be white or black


@pytest.mark.parametrize("angles", [True, False])
def test_unlike_is_the_distance_to_the_nearest_pictures(angles):
    pictures = torch.from_numpy(rng.random((40, 1, 3, 3)).astype("f4"))
    part = unlike(pictures, np.arange(40), angles)
    flat = pictures.flatten(1).numpy()
    embedded = 2 * np.arcsin(np.sqrt(flat)) if angles else flat
    distance = np.sort(np.linalg.norm(embedded[:, None] - embedded, axis=2), 1)[:, 1:6].mean(1)
    np.testing.assert_allclose(part.scores(pictures, np.arange(40)), distance, rtol=5e-3)  # nine of nine components, f2


def test_judges_fit_pictures_of_many_shapes():
    for shape in [(1, 28, 28), (3, 64, 64), (1, 8, 8), (3, 5, 40), (1, 1, 9)]:
        judge = Judge(shape, 3)
        assert judge(torch.zeros(2, *shape)).shape == (2, 3)
        assert judge.features(torch.zeros(2, *shape)).shape == (2, 64)
        assert 2 * sum(value.numel() for value in judge.parameters()) < 250_000


DIGITS = load_model("digits-2d")
ATLAS = load_atlas("digits-2d")


def test_the_shipped_judge_reads_digits():
    judge, test = load_judge("digits-2d"), load_dataset("digits", "test")
    found = judge.judge.probabilities(torch.from_numpy(test.images).float() / 255).argmax(1).numpy()
    assert judge.accuracy == pytest.approx((found == test.labels).mean(), abs=0.003)
    assert judge.accuracy > 0.95
    assert judge.images == len(test)


def test_a_caption_that_names_a_class_agrees_with_an_independent_classifier():
    train = load_dataset("digits", "train")
    oracle = SVC().fit(train.images.reshape(len(train), -1) / 255, train.labels)
    test = load_dataset("digits", "test")
    low, high = ATLAS.codes.min(0), ATLAS.codes.max(0)
    pairs = rng.integers(0, len(test), (125, 2))
    places = np.concatenate([
        rng.normal(size=(125, 2)), posterior_draws(DIGITS, test.images, np.arange(125), 3),
        ATLAS.codes[pairs].mean(1), rng.uniform(low, high, (125, 2)),
    ])  # fmt: skip
    pictures = DIGITS.decode(torch.from_numpy(places.astype("f4")))
    sure = load_judge("digits-2d").judge.probabilities(pictures).max(1)
    named = (sure.values >= SURE).numpy()
    agrees = oracle.predict(pictures.flatten(1).numpy()) == sure.indices.numpy()
    assert named.mean() > 0.3
    assert agrees[named].mean() >= 0.95


def test_the_meter_of_digits_tells_blends_and_far_places_from_held_out_draws():
    meter, test = load_meter("digits-2d"), load_dataset("digits", "test")
    rows = np.arange(len(test))
    codes = meter.read(ATLAS.codes, rows).percent
    drawn = meter.read(posterior_draws(DIGITS, test.images, rows, 8), rows)
    assert 0.43 <= auroc(drawn.percent, codes) <= 0.6
    pairs = rng.integers(0, len(test), (2000, 2))
    pairs = pairs[ATLAS.labels[pairs[:, 0]] != ATLAS.labels[pairs[:, 1]]]
    assert auroc(meter.read(ATLAS.codes[pairs].mean(1), pairs).percent, codes) > 0.6
    assert meter.read(np.array([[9.0, -9.0]])).percent == 0


def test_doubt_alone_is_the_picture_part_where_there_are_classes():
    (part,) = load_meter("digits-2d").parts
    assert isinstance(part, Doubt)


def test_auroc_counts_pairs():
    lower, higher = rng.integers(0, 5, 30), rng.integers(1, 6, 40)
    wins = (lower[:, None] < higher).mean() + (lower[:, None] == higher).mean() / 2
    assert auroc(lower, higher) == pytest.approx(wins)
