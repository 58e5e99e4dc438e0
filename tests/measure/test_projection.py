"""Maps of codes: t-SNE keeps what is apart apart, PCA is scikit-learn's."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from vae_core.measure import projection
from vae_core.measure.neighbours import knn_of_set
from vae_core.measure.projection import pca, principal_components, tsne

rng = np.random.default_rng(0)
BLOB = np.repeat(np.arange(3), 25)
BLOBS = (10 * rng.normal(size=(3, 5))[BLOB] + rng.normal(size=(75, 5))).astype("f4")


@pytest.fixture(scope="module")
def mapped():
    seen = []
    return tsne(BLOBS, jobs=1, on_progress=lambda *at: seen.append(at)), seen


def test_tsne_keeps_separated_blobs_separate(mapped):
    assert mapped[0].shape == (75, 2)
    assert mapped[0].dtype == np.float32
    neighbours = knn_of_set(mapped[0], 10)[0]
    assert (BLOB[neighbours] == BLOB[:, None]).mean() > 0.99
    np.testing.assert_allclose(mapped[0].mean(0), 0, atol=1e-4)


def test_progress_rises_to_its_total_and_ends_there(mapped):
    done, totals = zip(*mapped[1], strict=True)
    assert set(totals) == {projection.EARLY_ITERATIONS + projection.ITERATIONS}
    assert list(done) == sorted(done)
    assert done[-1] == totals[0]
    assert len(set(done)) >= totals[0] / projection.EVERY - 1


@pytest.fixture
def brief(monkeypatch):
    monkeypatch.setattr(projection, "EARLY_ITERATIONS", 25)
    monkeypatch.setattr(projection, "ITERATIONS", 50)


def test_a_large_set_is_mapped_by_its_nearest_neighbours_alone(monkeypatch):
    monkeypatch.setattr(projection, "MANY", 74)
    seen = []
    monkeypatch.setattr("openTSNE.affinity.PerplexityBasedNN.__init__", None)  # not to be called
    placed = tsne(BLOBS, jobs=1, on_progress=lambda *at: seen.append(at))
    assert (BLOB[knn_of_set(placed, 10)[0]] == BLOB[:, None]).mean() > 0.99
    assert seen[-1] == (projection.EARLY_ITERATIONS + projection.ITERATIONS,) * 2


@pytest.mark.usefixtures("brief")
def test_a_seed_repeats_the_map_and_the_codes_are_left_alone():
    codes = BLOBS.copy()
    assert (tsne(codes, seed=1, jobs=1) == tsne(codes, seed=1, jobs=1)).all()
    assert (codes == BLOBS).all()


@pytest.mark.usefixtures("brief")
@pytest.mark.parametrize("codes", [BLOBS[:, :1], BLOBS[:, :2], BLOBS[:4], BLOBS * [1, 0, 0, 0, 0], BLOBS.astype("f8")])
def test_every_shape_of_codes_has_a_map_that_fills_the_plane(codes):
    placed = tsne(codes, jobs=1)
    assert placed.shape == (len(codes), 2)
    assert np.isfinite(placed).all()
    assert (placed.std(0) > 0).all()


@pytest.mark.parametrize("shape", [(60, 2), (60, 7), (5, 20)])
def test_pca_is_that_of_scikit_learn_up_to_signs(shape):
    codes = rng.normal(size=shape) * np.arange(1, shape[1] + 1) + 5
    oracle = PCA(n_components=2, svd_solver="full").fit_transform(codes)
    np.testing.assert_allclose(np.abs(pca(codes)), np.abs(oracle), atol=1e-4)


def test_the_signs_of_directions_do_not_depend_on_the_sign_of_the_data():
    directions = principal_components(BLOBS)
    np.testing.assert_allclose(directions @ directions.T, np.eye(5), atol=1e-9)
    assert (directions[np.arange(5), np.abs(directions).argmax(1)] > 0).all()
    np.testing.assert_allclose(principal_components(-BLOBS), directions, atol=1e-9)


def test_one_dimension_lies_on_a_line():
    placed = pca(BLOBS[:, :1])
    np.testing.assert_allclose(placed[:, 0], BLOBS[:, 0] - BLOBS[:, 0].mean(), rtol=1e-5)
    assert (placed[:, 1] == 0).all()


def test_codes_that_are_all_one_lie_in_one_place():
    assert (tsne(np.full((130, 3), 2.5, "f4")) == np.zeros((130, 2))).all()
