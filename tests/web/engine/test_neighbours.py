"""The browser's neighbour search against brute force, and its maps against vae_core.twins.inverse_map."""

import numpy as np
import pytest

from vae_core.twins.inverse_map import KernelMap

NEAREST = """async ({points, dim, queries, k}) => {
  const { createIndex } = await import("/web/engine/neighbours.js");
  const index = createIndex(Float32Array.from(points), dim);
  return queries.map((query) => {
    const { indices, distances } = index.nearest(query, k);
    return [Array.from(indices), Array.from(distances)];
  });
}"""
MAPS = """async ({codes, map, points, zs}) => {
  const { createIndex, createInverseMap, createForwardMap } = await import("/web/engine/neighbours.js");
  const dim = codes.length / (map.length / 2);
  const [c, m] = [Float32Array.from(codes), Float32Array.from(map)];
  const inverse = createInverseMap(createIndex(m, 2), c);
  const forward = createForwardMap(createIndex(c, dim), m);
  const plain = ({ confidence, indices, weights }) => [confidence, Array.from(indices), Array.from(weights)];
  return {
    inverse: points.map((point) => { const at = inverse(point); return [Array.from(at.z), ...plain(at)]; }),
    forward: zs.map((z) => { const at = forward(z); return [[at.x, at.y], ...plain(at)]; }),
  };
}"""
CLOUDS = {
    "even": lambda rng, n, d: rng.uniform(size=(n, d)),
    "normal": lambda rng, n, d: rng.normal(size=(n, d)),
    "on a lattice, with many ties": lambda rng, n, d: rng.integers(0, 3, size=(n, d)),
    "one point many times": lambda rng, n, d: np.ones((n, d)),
    "with an outlier": lambda rng, n, d: np.concatenate([rng.normal(size=(n - 1, d)), np.full((1, d), 1e6)]),
    "on a line": lambda rng, n, d: np.outer(rng.normal(size=n), np.ones(d)),
}


def brute_force(points, query, k):
    """Indices and distances of the k nearest, ties by lower index."""
    distances = np.sqrt(((points.astype(np.float64) - query) ** 2).sum(1))
    order = np.argsort(distances, kind="stable")[:k]
    return order, distances[order]


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize(("n", "d"), [(1, 2), (17, 3), (800, 2), (800, 16), (300, 32)])
def test_nearest_equals_brute_force(node, cloud, n, d):
    rng = np.random.default_rng(n + d)
    points = CLOUDS[cloud](rng, n, d).astype(np.float32)
    queries = np.concatenate([points[:5], rng.normal(size=(10, d)), 50 * rng.normal(size=(3, d))]).astype(np.float32)
    sent = {"points": points.ravel().tolist(), "dim": d, "queries": queries.tolist()}
    for k in (1, 8, 40):
        found = node.evaluate(NEAREST, sent | {"k": k})
        for query, (indices, distances) in zip(queries, found, strict=True):
            expected, exact = brute_force(points, query, k)
            np.testing.assert_array_equal(indices, expected)
            np.testing.assert_allclose(distances, exact, rtol=1e-12, atol=1e-12)


LARGE = """async ({bytes, dim, queries, k, make}) => {
  const { createIndex } = await import(`/web/engine/${make}.js`);
  const points = new Float32Array(await (await fetch(bytes)).arrayBuffer());
  const index = createIndex(points, dim);
  return queries.map((query) => Array.from(index.nearest(query, k).indices));
}"""


@pytest.mark.parametrize(("dim", "make"), [(2, "neighbours"), (16, "neighbours"), (16, "kdtree")])
def test_nearest_of_two_hundred_thousand_equals_brute_force(node, dim, make):
    rng = np.random.default_rng(dim)
    points = rng.normal(size=(200_000, dim)).astype("<f4")
    points[150_000:] = points[:50_000]  # ties
    queries = np.concatenate([points[:1], rng.normal(size=(3, dim)), 9 * rng.normal(size=(1, dim))]).astype(np.float32)
    node.files["/points"] = points.tobytes()
    sent = {"bytes": "/points", "dim": dim, "queries": queries.tolist(), "k": 10, "make": make}
    for query, indices in zip(queries, node.evaluate(LARGE, sent), strict=True):
        np.testing.assert_array_equal(indices, brute_force(points, query, 10)[0])


@pytest.mark.parametrize("query", [[0.0], [0.0, float("nan")], [0.0, 0.0, 0.0]])
def test_a_query_that_is_no_point_is_refused(node, query):
    with pytest.raises(Exception, match=r"expected a point of 2 numbers|finite numbers; value 1 is NaN"):
        node.evaluate(NEAREST, {"points": [0, 0, 1, 1], "dim": 2, "queries": [query], "k": 1})


def maps(node, codes, positions, points, zs):
    return node.evaluate(
        MAPS,
        {
            "codes": codes.ravel().tolist(),
            "map": positions.ravel().tolist(),
            "points": points.tolist(),
            "zs": zs.tolist(),
        },
    )


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(3)
    codes = rng.normal(size=(150, 6)).astype(np.float32)
    positions = (codes[:, :2] * 20 + rng.normal(size=(150, 2))).astype(np.float32)
    points, zs = 30 * rng.normal(size=(100, 2)), rng.normal(size=(100, 6))
    return codes, positions, points.astype(np.float32), zs.astype(np.float32)


def test_both_maps_equal_the_python_ones(node, data):
    codes, positions, points, zs = data
    got = maps(node, codes, positions, points, zs)
    for answers, expected in [
        (got["inverse"], KernelMap(positions, codes)(points)),
        (got["forward"], KernelMap(codes, positions)(zs)),
    ]:
        np.testing.assert_allclose([value for value, *_ in answers], expected[0], rtol=1e-5, atol=1e-5)
        np.testing.assert_allclose([confidence for _, confidence, *_ in answers], expected[1], rtol=1e-6, atol=1e-9)


def test_both_maps_are_exact_at_the_data(node, data):
    codes, positions, _, _ = data
    got = maps(node, codes, positions, positions, codes)
    assert [z for z, *_ in got["inverse"]] == codes.tolist()
    assert [point for point, *_ in got["forward"]] == positions.tolist()
    assert all(confidence == 1 and indices[0] == i for i, (_, confidence, indices, _) in enumerate(got["inverse"]))


def test_the_weights_explain_the_answer(node, data):
    codes, positions, points, zs = data
    for z, confidence, indices, weights in maps(node, codes, positions, points, zs)["inverse"]:
        assert min(weights) >= 0
        assert sum(weights) == pytest.approx(1)
        assert 0 <= confidence <= 1
        np.testing.assert_allclose(np.array(weights) @ codes[indices], z, rtol=1e-5, atol=1e-5)


def test_a_map_over_one_repeated_point_still_answers(node):
    codes = np.arange(20, dtype=np.float32).reshape(10, 2)
    got = maps(node, codes, np.ones((10, 2)), np.array([[1.0, 1.0], [4.0, 5.0]]), codes[:1])
    assert got["inverse"][0][0] == [0, 1]
    assert np.isfinite(got["inverse"][1][0]).all()
