"""The lab's modules against vae_core, SciPy, Pillow and NumPy: planes, arcs, tasks of the worker, GIF and NPZ."""

import io
import json

import numpy as np
import pytest
import torch
from PIL import Image
from scipy.stats import norm

from ui.palette import CLASS_COLOURS
from vae_core.measure.geometry import picture_embedding
from vae_core.measure.meter_build import load_meter
from vae_core.store.atlas import load_atlas
from vae_core.store.browser import atlas_bytes, model_bytes
from vae_core.store.checkpoint import load_model
from vae_core.twins.magnification import magnification
from vae_core.twins.planes import bilinear_lattice, plane_of_dims, plane_through, principal_plane
from vae_core.walks.latent import slerp
from vae_core.walks.walk import measure
from vae_core.walks.walker import load_walker

MODEL = "digits-2d"
rng = np.random.default_rng(0)


def run(node, module, body, argument=None):
    """Runs a function body that sees the module as `lab` and its argument as `given`."""
    return node.evaluate(f"async (given) => {{ const lab = await import('/web/{module}.js'); {body} }}", argument)


def test_the_normal_distribution_and_its_inverse_are_scipys(node):
    p = [1e-9, 1e-4, 0.02, 0.3, 0.5, 0.77, 0.99, 1 - 1e-7]
    x = [-6.0, -2.5, -0.1, 0.0, 1.0, 4.0]
    np.testing.assert_allclose(
        run(node, "latent/normal", "return given.map(lab.normalQuantile)", p), norm.ppf(p), atol=1e-8, rtol=2e-9
    )
    np.testing.assert_allclose(
        run(node, "latent/normal", "return given.map(lab.normalDistribution)", x), norm.cdf(x), atol=1e-9
    )


@pytest.mark.parametrize(("body", "plane"), [
    ("lab.planeOfDims(z[0], 3, 1)", lambda z: plane_of_dims(torch.tensor(z[0]), (3, 1))),
    ("lab.planeThrough(z[0], z[1], z[2])", lambda z: plane_through(*torch.tensor(z[:3]))),
])  # fmt: skip
def test_planes_are_those_of_vae_core(node, body, plane):
    z = rng.normal(size=(3, 5)).astype("f4")
    got = run(
        node,
        "latent/plane",
        f"""const z = given.map((row) => Float32Array.from(row)); const made = {body};
      const chart = lab.createChart(made, {{}});
      return [Array.from(made.origin), made.axes.map((a) => Array.from(a)), chart.coordinates(z[1]),
        Array.from(chart.toCode(0.5, -2))]""",
        z.tolist(),
    )
    expected = plane(z)
    np.testing.assert_allclose(got[0], expected.origin, atol=1e-6)
    np.testing.assert_allclose(got[1], expected.axes, atol=1e-6)
    np.testing.assert_allclose(got[2], expected.coordinates(torch.tensor(z[1])), atol=1e-5)
    np.testing.assert_allclose(got[3], expected.at(torch.tensor([0.5, -2.0])), atol=1e-5)


def test_three_codes_on_a_line_span_no_plane(node):
    body = "return lab.planeThrough(...given.map((row) => Float32Array.from(row)))"
    assert run(node, "latent/plane", body, [[0, 0, 1], [1, 1, 1], [2, 2, 1]]) is None


def test_the_principal_plane_follows_from_the_atlas_scores(node):
    codes = (rng.normal(size=(200, 4)) * [3, 0.2, 2, 0.1] + 1).astype("f4")
    expected = principal_plane(torch.tensor(codes))
    scores = ((codes - codes.mean(0)) @ expected.axes.numpy().T).ravel()
    given = {
        "codes": codes.ravel().tolist(),
        "pca": scores.tolist(),
        "dims": [{"mean": float(m)} for m in codes.mean(0)],
    }
    got = run(
        node,
        "latent/plane",
        "return lab.principalPlane({ ...given, count: 200, latentDim: 4 }).axes.map((a) => Array.from(a))",
        given,
    )
    np.testing.assert_allclose(got, expected.axes, atol=1e-4)


@pytest.mark.parametrize("pair", [
    rng.normal(size=(2, 5)), [[1, 0, 0], [-1, 0, 0]], [[0, 0], [1, 2]], [[1, 2], [2, 4]], [[3, 1], [3, 1]],
])  # fmt: skip
def test_arcs_are_those_of_vae_core(node, pair):
    a, b = np.asarray(pair, "f4")
    body = "return lab.slerp(...given.map((row) => Float32Array.from(row)), 9).map((z) => Array.from(z))"
    got = run(node, "latent/walk", body, [a.tolist(), b.tolist()])
    np.testing.assert_allclose(got, slerp(torch.tensor(a), torch.tensor(b), torch.linspace(0, 1, 9)), atol=2e-6)


def test_the_arc_of_a_code_with_a_class_is_that_of_a_walker(node):
    walker = load_walker("digits-m2")
    pair = walker.codes[[0, 3]]
    body = """const [a, b] = given.pair.map((row) => Float32Array.from(row));
      return lab.arcOf(given.parts)(a, b, 9).map((z) => Array.from(z))"""
    parts = [part.to_json() for part in walker.model.parts]
    got = run(node, "latent/walk", body, {"pair": pair.tolist(), "parts": parts})
    np.testing.assert_allclose(got, walker.walk("slerp", pair, 9).z, atol=2e-6)


def test_four_corners_blend_as_in_vae_core(node):
    corners = rng.normal(size=(4, 3)).astype("f4")
    body = """const corners = given.map((z) => Float32Array.from(z));
      return [0, 0.5, 1].map((v) => [0, 0.5, 1].map((u) => Array.from(lab.bilinear(corners, u, v))))"""
    np.testing.assert_allclose(
        run(node, "latent/walk", body, corners.tolist()), bilinear_lattice(torch.tensor(corners), 3, 3), atol=1e-6
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_walks_have_colours_that_no_class_and_no_other_walk_has(node, theme):
    """Distances in CIELAB: 20 is seen at once, even of thin lines."""
    body = "return Object.values(lab.METHODS).map(({ colour }) => colour[given])"
    colours = run(node, "core/walk_methods", body, theme)
    walks, classes = (np.array([_lab(colour) for colour in some]) for some in (colours, CLASS_COLOURS[theme]))
    apart = np.linalg.norm(walks[:, None] - np.concatenate([classes, walks]), axis=-1)
    apart[np.arange(len(walks)), len(classes) + np.arange(len(walks))] = np.inf
    assert apart.min() > 20


def _lab(colour):
    """CIELAB of an sRGB colour under D65 (IEC 61966-2-1 and CIE 15)."""
    srgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(to_xyz @ linear / [0.9505, 1, 1.089])
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def task(node, name, payload):
    """One task of the worker on a shipped model; typed arrays come back as lists."""
    node.files |= {"/model": model_bytes(MODEL), "/atlas": atlas_bytes(MODEL)}
    return run(
        node,
        "bench/tasks",
        """
      const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
      const { parseSafetensors } = await import("/web/engine/safetensors.js");
      const { createAtlasView } = await import("/web/core/atlas_view.js");
      const atlas = createAtlasView(parseSafetensors(await bytes("/atlas")));
      const tasks = lab.createTasks();
      tasks.load("m", { bytes: await bytes("/model"), codes: atlas.codes, labels: atlas.labels, atlas });
      const { payload } = given;
      for (const key of ["codes", "path"]) if (payload[key]) payload[key] = Float32Array.from(payload[key].flat());
      const result = tasks.run("m", given.name, payload);
      return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, Array.from(value)]));
    """,
        {"name": name, "payload": payload},
    )


def test_a_walk_is_measured_as_in_vae_core(node):
    atlas, model = load_atlas(MODEL), load_model(MODEL)
    path = np.linspace(atlas.codes[0], atlas.codes[9], 12).astype("f4")
    got = task(node, "walk", {"path": path.tolist()})
    cost = measure(torch.tensor(path), picture_embedding(model))
    np.testing.assert_allclose(sum(got["jumps"]), cost.image_length, rtol=1e-3)
    np.testing.assert_allclose(max(got["jumps"]), cost.largest_jump, rtol=1e-3)
    np.testing.assert_allclose(got["support"], load_meter(MODEL).read(path).percent, atol=0.1)
    pixels = model.decode(torch.tensor(path)).numpy().ravel() * 255
    assert np.abs(np.array(got["pixels"]) - pixels).max() <= 0.51


def test_magnification_by_differences_is_the_metrics(node):
    codes = load_atlas(MODEL).codes[:40]
    got = task(node, "magnification", {"codes": codes.tolist(), "axes": [[1, 0], [0, 1]]})["values"]
    exact = magnification(picture_embedding(load_model(MODEL)), torch.tensor(codes)).log10()
    np.testing.assert_allclose(got, exact, atol=0.02)


def test_a_region_is_the_class_of_most_neighbours(node):
    atlas = load_atlas(MODEL)
    queries = rng.normal(size=(30, 2)).astype("f4")
    got = task(node, "regions", {"codes": queries.tolist()})
    for query, label, agree in zip(queries, got["labels"], got["agree"], strict=True):
        votes = np.bincount(atlas.labels[np.argsort(np.linalg.norm(atlas.codes - query, axis=1))[:10]], minlength=10)
        assert (votes[label], agree) == (votes.max(), 10 * votes.max())


def test_seams_lie_where_the_class_changes(node):
    n, side = 9, np.linspace(-1, 1, 9)
    lattice = np.stack(np.meshgrid(side, -side), -1).reshape(-1, 2).astype("f4")
    found = np.array(task(node, "seams", {"codes": lattice.tolist(), "n": n})["segments"]).reshape(-1, 5)
    assert len(found) > 20
    assert (found[:, 4] > 0).all()
    ends = np.unique(found[:, :2].round(4), axis=0)
    crossings = ends[(ends == ends.round()).any(1)]  # on an edge of the lattice, not in the middle of a cell
    step = np.where(crossings == crossings.round(), 0, 1 / 16 + 1e-3)
    places = np.concatenate([crossings - step, crossings + step]) * [0.25, -0.25] + [-1, 1]
    before, after = np.array(task(node, "regions", {"codes": places.tolist()})["labels"]).reshape(2, -1)
    assert (before != after).mean() > 0.9  # where two borders cross one edge, only one of them is found


GIF = "const gif = lab.createGif(given.head); given.frames.forEach((frame) => gif.add(Uint8Array.from(frame.flat())));"


@pytest.mark.parametrize("count", [1, 5])
def test_a_gif_reads_back_exactly(node, count):
    """Noise fills the code table, so that its width grows to twelve bits and the table starts anew."""
    frames = rng.integers(0, 256, size=(count, 90, 110), dtype=np.uint8)
    frames[0, :40] = 7
    got = run(
        node,
        "walks/gif",
        f"""given.head.palette = Uint32Array.from({{ length: 256 }}, (_, i) => 0xff000000 | (i << 16) | (i << 8) | i);
      {GIF} return Array.from(gif.finish())""",
        {"head": {"width": 110, "height": 90, "delayMs": 50}, "frames": frames.tolist()},
    )
    with Image.open(io.BytesIO(bytes(got))) as gif:
        assert (gif.size, gif.n_frames, gif.info["duration"], gif.info["loop"]) == ((110, 90), count, 50, 0)
        for i, frame in enumerate(frames):
            gif.seek(i)
            np.testing.assert_array_equal(np.asarray(gif.convert("L")), frame)


WALK_GIF = """const engine = { imageShape: given.shape, decode: ([t]) => Float32Array.from(given.pictures[t].flat(9)) };
  const walk = given.pictures.map((_, i) => Float32Array.from([i]));
  const state = { engine, scale: "grey", seconds: 1 };
  return Array.from(await lab.walkGif(state, walk, { isSwing: false, by: given.by, report() {} }))"""


def test_a_smooth_gradient_in_colour_keeps_its_colours_in_a_gif(node):
    """Decoded by Pillow. On the fixed cube of 6 x 6 x 6 colours the mean error of this picture is 13 of 255."""
    side = np.linspace(0, 1, 64)
    across, down, time = np.meshgrid(side, side, np.linspace(0, 0.3, 4), indexing="ij")
    blue = (0.8 - 0.5 * across * down + time).clip(0, 1)
    pictures = np.stack([across, 0.5 + 0.2 * down, blue], 1).transpose(3, 1, 0, 2)
    got = run(node, "walks/walk_gif", WALK_GIF, {"shape": [3, 64, 64], "pictures": pictures.tolist(), "by": 2})
    with Image.open(io.BytesIO(bytes(got))) as gif:
        assert (gif.size, gif.n_frames) == ((128, 128), 4)
        for i, picture in enumerate(pictures):
            gif.seek(i)
            shown = np.asarray(gif.convert("RGB"), float)[::2, ::2].transpose(2, 0, 1)
            error = shown - 255 * picture
            assert np.abs(error).mean() < 5
            blocks = error.reshape(3, 8, 8, 8, 8).mean((2, 4))  # what the eye blends: no cast, no band
            assert np.abs(blocks).mean() < 2


def test_grey_in_colour_stays_grey_without_blotches(node):
    grey = np.linspace(0, 1, 1024).reshape(1, 32, 32).repeat(3, 0)[None]
    got = run(node, "walks/walk_gif", WALK_GIF, {"shape": [3, 32, 32], "pictures": grey.tolist(), "by": 1})
    with Image.open(io.BytesIO(bytes(got))) as gif:
        shown = np.asarray(gif.convert("RGB"), int)
    assert np.ptp(shown, axis=2).max() <= 1
    assert np.abs(shown[..., 0] - 255 * grey[0, 0]).max() <= 4


def test_a_gif_beyond_what_players_take_is_refused_with_a_sentence(node):
    body = WALK_GIF.replace("return Array", "given.by = 32; walk.length = 600; walk.fill(walk[0]); return Array")
    with pytest.raises(Exception, match="600 frames of 1024 × 1024 are 629 million pixels; a GIF may have 200 million"):
        run(node, "walks/walk_gif", body, {"shape": [1, 32, 32], "pictures": np.zeros((1, 1, 32, 32)).tolist()})


def test_an_npz_reads_back_exactly(node):
    z, images = rng.normal(size=(4, 2)).astype("f4"), rng.normal(size=(4, 1, 3, 3)).astype("f4")
    body = """const array = (value, shape) => ({ values: Float32Array.from(value.flat(9)), shape });
      const blob = lab.npz({ z: array(given.z, [4, 2]), images: array(given.images, [4, 1, 3, 3]) });
      return Array.from(new Uint8Array(await blob.arrayBuffer()))"""
    got = run(node, "walks/npz", body, {"z": z.tolist(), "images": images.tolist()})
    with np.load(io.BytesIO(bytes(got)), allow_pickle=False) as stored:
        np.testing.assert_array_equal(stored["z"], z)
        np.testing.assert_array_equal(stored["images"], images)


def test_tiles_cover_a_view_once_and_nest(node):
    got = run(
        node,
        "board/tiles",
        """const home = { x: -3, y: -3, size: 6 };
      const view = { x: [-3.5, 2.2], y: [-1, 3.1] };
      const tiles = lab.tilesOf(home, 1, view, false);
      const place = (t) => lab.squareOf(home, t);
      return { places: tiles.map(place), up: tiles.map((t) => [place(t), place(lab.ancestor(t, 2))]),
        bounded: lab.tilesOf(home, 1, view, true).map((t) => lab.squareOf(home, t)) }""",
    )
    places = got["places"]
    size = places[0]["size"]
    corners = {(round(p["x"] / size, 6), round(p["y"] / size, 6)) for p in places}
    assert len(corners) == len(places)
    assert min(p["x"] for p in places) <= -3.5
    assert max(p["y"] for p in places) + size >= 3.1
    assert all(big["x"] <= p["x"] and p["x"] + p["size"] <= big["x"] + big["size"] + 1e-9 for p, big in got["up"])
    assert all(p["x"] >= -3 and p["y"] + p["size"] <= 3 + 1e-9 for p in got["bounded"])
    assert json.dumps(places) != json.dumps(got["bounded"])
