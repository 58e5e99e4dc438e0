"""The plane of pictures: their size, what is too alike to zoom into, its scale, borders, the words of its tour."""

import numpy as np
import pytest
import torch
from scipy.stats import norm
from torch.nn.functional import interpolate

rng = np.random.default_rng(1)


def run(node, module, body, argument=None):
    """Runs a function body that sees the module as `lab` and its argument as `given`."""
    return node.evaluate(f"async (given) => {{ const lab = await import('/web/{module}.js'); {body} }}", argument)


def test_pictures_grow_with_the_zoom_from_34_to_at_most_120_pixels(node):
    times = np.geomspace(1, 1e5, 60).tolist()
    body = """const home = { x: -2.45, y: -2.45, size: 4.9 }, whole = 680 / 4.9;
      return given.map((times) => {
        const level = lab.levelFor(home, whole * times, lab.pictureSize(times));
        return [lab.pictureSize(times), lab.spacingOf(home, level) * whole * times];
      })"""
    wanted, shown = np.array(run(node, "board/tiles", body, times)).T
    assert wanted[0] == 34
    assert (np.diff(wanted) >= 0).all()
    assert (shown >= 34 / 2**0.5 - 1e-6).all()
    assert (shown <= 120 + 1e-6).all()
    assert shown[-20:].min() >= 60  # far in, no picture is small any more


def test_as_many_tiles_are_kept_as_their_pictures_leave_room_for(node):
    sizes = [[1, 8, 8], [1, 28, 28], [3, 64, 64], [3, 128, 128]]
    kept = run(node, "board/tiles", "return given.map(lab.tilesKept)", sizes)
    assert kept[:2] == [420, 420]
    assert kept[2:] == [150, 150]
    assert run(node, "board/tiles", "return lab.tilesKept()") == 420


def test_small_pictures_are_enlarged_as_pytorch_enlarges_them(node):
    pixels = rng.integers(0, 256, (3, 2, 8, 6), dtype=np.uint8)
    body = "return Array.from(lab.enlarged(Uint8Array.from(given.flat(9)), [2, 8, 6], 4))"
    got = np.array(run(node, "board/enlarged", body, pixels.tolist()))
    exact = interpolate(torch.tensor(pixels).float(), scale_factor=4, mode="bilinear", align_corners=False)
    assert np.abs(got.reshape(exact.shape) - exact.numpy()).max() <= 0.51
    sizes = [[1, 8, 8], [3, 12, 15], [1, 28, 28], [3, 64, 64]]
    assert run(node, "board/enlarged", "return given.map(lab.enlargementOf)", sizes) == [4, 3, 1, 1]


@pytest.mark.parametrize(("shape", "ground"), [((1, 8, 8), [9, 9, 9, 255]), ((3, 4, 4), [0, 0, 0, 0])])
def test_every_picture_of_a_tile_has_a_gutter_of_its_own(node, shape, ground):
    pixels = rng.integers(1, 256, (4, *shape), dtype=np.uint8)
    body = """
      const canvas = { getContext: () => ({
        createImageData: (width, height) => ({ data: new Uint8ClampedArray(4 * width * height) }),
        putImageData: (image) => { canvas.image = image; },
      }) };
      const table = Uint32Array.from({ length: 256 }, (_, i) => (0xff000000 | ((i || 9) * 0x010101)) >>> 0);
      lab.paintPictures(canvas, Uint8Array.from(given.pixels.flat(9)), given.shape, 2, table);
      return [lab.gutterOf(Math.max(...given.shape.slice(1))), canvas.width, Array.from(canvas.image.data)]"""
    gutter, width, data = run(node, "board/tile_canvas", body, {"pixels": pixels.tolist(), "shape": shape})
    side = shape[1]
    assert (gutter, width) == (2, 2 * (side + 2))
    shown = np.array(data).reshape(width, width, 4)
    for i, picture in enumerate(pixels):
        top, left = 1 + (side + 2) * (i // 2), 1 + (side + 2) * (i % 2)
        expected = np.broadcast_to(picture, (3, side, side)).transpose(1, 2, 0)
        np.testing.assert_array_equal(shown[top : top + side, left : left + side, :3], expected)
    for line in (0, side + 1, side + 2, width - 1):
        assert (shown[line] == ground).all()
        assert (shown[:, line] == ground).all()


@pytest.mark.parametrize(("spread", "is_still"), [(3, True), (40, False)])
def test_a_view_is_still_where_no_pixel_changes_by_two_per_cent_from_picture_to_picture(node, spread, is_still):
    pixels = (100 + rng.integers(0, spread, (9, 2, 5, 4))).astype(np.uint8)
    body = """const step = lab.largestStep(Uint8Array.from(given.flat(9)), [2, 5, 4], 3);
      return [step, lab.isStill(step), lab.VISIBLE, lab.isStill(null)]"""
    step, still, visible, unknown = run(node, "board/stillness", body, pixels.tolist())
    grid = pixels.reshape(3, 3, -1).astype(int)
    brute = max(np.abs(np.diff(grid, axis=0)).max(), np.abs(np.diff(grid, axis=1)).max())
    assert (step, still, unknown) == (brute, is_still, False)
    assert still == (brute / 255 < 0.02)
    assert visible / 255 == pytest.approx(0.02, abs=0.001)


CHART = """const { createChart, planeOfDims } = await import("/web/latent/plane.js");
  const chart = createChart(planeOfDims(Float32Array.of(0, 0, 0), 0, 1), { quantile: given.even });
  const draws = Float32Array.from(given.draws ?? []);
  const view = { spec: { prior: given.draws ? "mixture" : "standard" }, latentDim: 3, array: () => draws };
  return lab.shareOfPrior(chart, given, view)"""


def test_the_prior_in_view_is_the_mass_of_the_normal_distribution(node):
    view = {"x": [-1.2, 0.3], "y": [-0.5, 2.5]}
    exact = np.prod([norm.cdf(high) - norm.cdf(low) for low, high in view.values()])
    assert run(node, "board/prior_share", CHART, view | {"even": False}) == pytest.approx(exact, abs=1e-7)
    whole = {"x": [-50, 50], "y": [-1e6, 1e6]}
    assert run(node, "board/prior_share", CHART, whole | {"even": False}) == pytest.approx(1)
    evened = {"x": [-0.5, 0.5], "y": [0.25, 0.5], "even": True}
    assert run(node, "board/prior_share", CHART, evened) == pytest.approx(0.125)


def test_of_another_prior_the_share_of_its_draws_is_told(node):
    draws = rng.normal(size=(200, 3))
    view = {"x": [-0.4, 1], "y": [-2, 0.1], "even": False}
    inside = (draws[:, 0] > -0.4) & (draws[:, 0] < 1) & (draws[:, 1] > -2) & (draws[:, 1] < 0.1)
    got = run(node, "board/prior_share", CHART, view | {"draws": draws.ravel().tolist()})
    assert got == pytest.approx(inside.mean())


def test_the_scale_is_said_in_words_that_can_be_read(node):
    body = "return given.map(([seen, chart]) => lab.scaleInWords(seen, chart))"
    plain, even = {"quantile": False, "isLine": False}, {"quantile": True, "isLine": False}
    got = run(node, "manifold/scale_words", body, [
        [{"times": 1, "spacing": 0.2452, "share": 0.9712}, plain],
        [{"times": 403.3, "spacing": 0.00191, "share": 2.6e-5}, plain],
        [{"times": 1, "spacing": 0.05, "share": 1}, even],
        [{"times": 2, "spacing": None, "share": None}, plain],
    ])  # fmt: skip
    assert got == [
        "1 × · a picture every 0.25 · 97 % of the prior in view",
        "403 × · a picture every 0.0019 · 0.0026 % of the prior in view",
        "1 × · 0.25 % of the prior for each picture · 100 % of the prior in view",
        "2 ×",
    ]
    powers = run(node, "manifold/scale_words", "return given.map(lab.shortNumber)", [3.21e-7, 12_345_678])
    assert powers == ["3.2 × 10⁻⁷", "1.2 × 10⁷"]


def test_borders_run_where_the_class_changes_and_have_no_stairs(node):
    """Classes are the sides of a circle, so that the truth is known everywhere."""
    n = 13
    body = """const n = given, points = Array.from({ length: n * n }, (_, i) =>
        Float32Array.of((i % n) / (n - 1) * 2 - 1, 1 - Math.floor(i / n) / (n - 1) * 2));
      return lab.bordersOf(points, n, ([x, y]) => Number(Math.hypot(x, y) < 0.7), () => 1)"""
    lines = np.array(run(node, "bench/borders", body, n)).reshape(-1, 5)[:, :4].reshape(-1, 2, 2)
    ends = lines * 2 / (n - 1) - 1
    assert np.abs(np.hypot(*ends.reshape(-1, 2).T) - 0.7).max() <= 2 / (n - 1) / 16 * 1.5
    lengths = np.linalg.norm(np.diff(ends, axis=1), axis=-1)
    assert lengths.sum() == pytest.approx(2 * np.pi * 0.7, rel=0.02)  # stairs would be 27 % longer


def test_where_three_classes_meet_their_borders_meet(node):
    body = """const angle = ([x, y]) => Math.floor((Math.atan2(y, x) + Math.PI) / (2 * Math.PI / 3 + 1e-9));
      const points = [[-1, 1], [1, 1], [-1, -1], [1, -1]].map((z) => Float32Array.from(z));
      return [points.map(angle), lab.bordersOf(points, 2, angle, () => 1)]"""
    classes, lines = run(node, "bench/borders", body)
    assert len(set(classes)) == 3
    ends = np.array(lines).reshape(-1, 5)[:, 2:4]
    assert len(ends) == 3
    np.testing.assert_allclose(ends, np.broadcast_to(ends[0], ends.shape))


def test_the_frame_of_the_minimap_stays_within_it_and_can_always_be_seen(node):
    body = "return given.map((view) => lab.frameOf(view, (x, y) => [56 + 20 * x, 56 - 20 * y]))"
    inside, tiny, beyond = run(node, "manifold/minimap", body, [
        {"x": [-1, 1], "y": [-0.5, 1]}, {"x": [0, 1e-4], "y": [0, 1e-4]}, {"x": [-90, 90], "y": [-90, 90]},
    ])  # fmt: skip
    assert inside == {"left": 36, "top": 36, "width": 40, "height": 30}
    assert (tiny["width"], tiny["height"]) == (6, 6)
    assert (beyond["left"], beyond["width"]) == (1, 110)


VIEW = """const view = { classNames: [..."0123456789"], labels: [4, 6], split: "test", count: 2 };
  return given.map(([stop, reading]) => lab.wordsOfStop(stop, view, reading))"""


def test_a_caption_of_the_tour_names_what_the_meter_names(node):
    seam = {"kind": "seam", "classes": [4, 0], "facts": {"sharpness": 2.44}}
    read = {"percent": 3, "caption": "no clear digit", "seen": [], "looksLike": None}
    odd = {"kind": "strange", "classes": [4, 6], "index": 0, "facts": {"nats": 340, "percentile": 99.5, "others": 10}}
    got = run(node, "manifold/tour_words", VIEW, [
        [seam, read],
        [seam, read | {"percent": 60}],
        [seam, read | {"seen": ["9"], "caption": "looks like a 9", "looksLike": "9"}],
        [odd, read | {"seen": ["6"], "caption": "looks like a 6", "looksLike": "6"}],
        [odd, read],
    ])  # fmt: skip
    captions = [words["caption"] for words in got]
    assert captions[0] == "Here a 4 turns into a 0 through shapes that nobody wrote."
    assert captions[1] == "Here a 4 turns into a 0."
    assert captions[2] == "Here a 4 turns into a 0 by way of a 9."
    assert captions[3].endswith("lies among 6s, and the model paints it as a 6.")
    assert captions[4].endswith("lies among 6s.")
    assert got[2]["detail"] == "On the border: looks like a 9. The picture changes 2.4 times as fast as usual."


def test_the_tour_goes_through_seams_holes_and_odd_ones_in_this_order(node):
    stops = [{"kind": kind, "n": i} for i, kind in enumerate(["hole", "seam", "strange", "seam", "hole"])]
    body = "return lab.routeOf(given).map(({ stop, kind, at }) => [stop.n, kind, at])"
    expected = [[1, "seam", 0], [3, "seam", 1], [0, "hole", 0], [4, "hole", 1], [2, "strange", 0]]
    assert run(node, "manifold/tour_route", body, stops) == expected
