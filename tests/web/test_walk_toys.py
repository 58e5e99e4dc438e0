"""Interpolate as a toy: typical images, corners, names on the map, and all walks in one GIF, as Pillow reads it."""

import io

import numpy as np
import pytest
from PIL import Image

rng = np.random.default_rng(2)


def run(node, module, body, argument=None):
    """Runs a function body that sees the module as `lab` and its argument as `given`."""
    return node.evaluate(f"async (given) => {{ const lab = await import('/web/{module}.js'); {body} }}", argument)


VIEW = """const view = { ...given, codes: Float32Array.from(given.codes.flat()), count: given.codes.length,
    latentDim: 3, parts: [{ name: "z", kind: "vector", start: 0, stop: 3 }],
    code: (i) => Float32Array.from(given.codes[i]) };"""


def atlas(count=60, classes=4):
    labels = rng.integers(0, classes - 1, count)  # the last class has no image
    codes = rng.normal(size=(count, 3)) + labels[:, None]
    return {"codes": codes.tolist(), "labels": labels.tolist(), "classNames": [str(i) for i in range(classes)]}


def test_a_typical_image_is_the_nearest_to_the_mean_of_its_class(node):
    view = atlas()
    codes, labels = np.array(view["codes"]), np.array(view["labels"])
    expected = []
    for label in range(3):
        own = np.flatnonzero(labels == label)
        expected.append(int(own[np.linalg.norm(codes[own] - codes[own].mean(0), axis=1).argmin()]))
    got = run(node, "walks/typical", f"{VIEW} return lab.typicalImages(view)", view)
    assert got == [*expected, None]


@pytest.mark.parametrize("chosen", [[0, 1], [0, 1, 2], [0, 1, 2, 3, 4]])
def test_the_square_is_filled_with_typical_images_of_classes_that_no_corner_has(node, chosen):
    view = atlas(80, 6)
    labels = np.array(view["labels"])
    one_each = [int(np.flatnonzero(labels == label)[0]) for label in (1, 3, 4, 2, 0)]
    points = [one_each[i] for i in chosen]
    body = f"""{VIEW}
      const waypoints = given.points.map((index) => ({{ z: view.code(index), index, model: "m" }}));
      const {{ typicalImages }} = await import("/web/walks/typical.js");
      return [lab.cornersOf({{ waypoints, model: "m", view }}).map((z) => Array.from(z)), typicalImages(view)]"""
    corners, typical = run(node, "walks/lattice", body, view | {"points": points})
    kept = points[:4] if len(points) > 3 else [points[0], points[-1]]
    fill = [i for label, i in enumerate(typical) if i is not None and label not in labels[kept]]
    np.testing.assert_allclose(corners, [view["codes"][i] for i in (kept + fill)[:4]], atol=1e-6)


def test_the_name_of_a_class_stands_at_the_median_of_its_images(node):
    points, labels = rng.normal(size=(41, 2)), np.array([0] * 21 + [1] * 18 + [2] * 2)
    body = "return lab.classMiddles(Float32Array.from(given.points.flat()), given)"
    given = {"points": points.tolist(), "labels": labels.tolist(), "classNames": ["a", "b", "c"]}
    first, second, third = run(node, "walks/class_names", body, given)
    np.testing.assert_allclose(first, np.median(points[:21], axis=0), atol=1e-6)
    np.testing.assert_allclose(second, np.sort(points[21:39], axis=0)[9], atol=1e-6)
    assert third is None  # two images make no place


SHEET = """const shape = given.shape, size = shape[0] * shape[1] * shape[2];
  const engine = { imageShape: shape, decode: ([n]) => Float32Array.from(given.pictures[n].flat(9)) };
  const row = (at) => ({ key: "k", path: [0, 1, 2].map((i) => Float32Array.of(3 * at + i)), latentSteps: [1, 1] });
  const walks = Object.fromEntries(given.methods.map((method, at) => [method, row(at)]));
  const state = { engine, scale: "grey", seconds: 1, speed: "latent", walks, walksKey: "k" };
  const names = [];
  const write = (name, width, height) => {
    names.push([name, width, height]);
    return Float32Array.from({ length: width * height }, (_, i) => Number(i % width < 10 * names.length));
  };
  const bytes = await lab.sideBySideGif(state, { count: 3, by: 8, isSwing: false, report() {} }, write);
  return [names, Array.from(bytes)]"""


@pytest.mark.parametrize("channels", [1, 3])
def test_all_walks_stand_side_by_side_in_one_gif_under_their_names(node, channels):
    methods = ["linear", "slerp", "data", "geodesic", "geodesic-near-data"]
    ramp = np.linspace(0, 1, 14 * 14).reshape(14, 14)
    pictures = np.array([np.roll(ramp, 3 * n, axis=n % 2) for n in range(15)])[:, None].repeat(channels, 1)
    given = {"shape": [channels, 14, 14], "pictures": pictures.tolist(), "methods": methods}
    names, content = run(node, "walks/side_by_side", SHEET, given)
    assert [name for name, *_ in names] == ["Linear", "Spherical", "Data-following", "Geodesic"]
    (_, panel, band), step = names[0], names[0][1] + 6
    assert panel == 112
    with Image.open(io.BytesIO(bytes(content))) as gif:
        assert (gif.size, gif.n_frames) == ((4 * step - 6, band + panel), 3)
        for frame in range(3):
            gif.seek(frame)
            shown = np.asarray(gif.convert("L"), float)
            for n in range(4):
                part = shown[:, n * step : n * step + panel]
                assert (part[:band] > 128).sum() == band * 10 * (n + 1)  # the writing of this walk, and no other's
                picture = part[band + 4 :: 8, 4::8] / 255
                assert np.abs(picture - pictures[3 * n + frame, 0]).mean() < (0.003 if channels == 1 else 0.02)


def test_only_the_walks_of_the_present_waypoints_are_shown(node):
    body = """const walks = { linear: { key: "k" }, slerp: { key: "old" }, geodesic: { key: "k" } };
      return lab.walksThere({ walks, walksKey: "k" })"""
    assert run(node, "walks/side_by_side", body) == ["linear", "geodesic"]


def test_the_map_holds_waypoints_that_lie_beyond_its_home(node):
    home = {"x": -2, "y": -2, "size": 4}
    body = """const { places, home } = given, view = lab.viewAround(places, home);
      const half = view.span / 2, ranges = view.centre.map((middle) => [middle - half, middle + half]);
      const seen = { x: ranges[0], y: ranges[1] }, whole = { x: [-2, 2], y: [-2, 2] };
      return [lab.areIn(places, whole), lab.areIn(places, seen), ranges]"""
    inside = run(node, "walks/view_around", body, {"places": [[0, 1.5], [-2, 0]], "home": home})
    assert inside[:2] == [True, True]
    beyond = run(node, "walks/view_around", body, {"places": [[0, 5.5], [-1, 0]], "home": home})
    assert beyond[:2] == [False, True]
    low, high = np.array(beyond[2]).T
    assert (low <= -2).all()  # the home square stays in view as well
    assert (high >= [2, 5.5]).all()
