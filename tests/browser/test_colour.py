"""A colour model in the browser: every page in colour, PyTorch's pixels, a difference that is white where equal."""

import numpy as np
import pytest
import torch
from colour_model import colour_model
from lab_page import Lab
from navigation import go_to
from tab import drawn, until

from ui import pictures
from ui.one_file.build import one_file
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model

RGB = """(node) => {
  const copy = new OffscreenCanvas(node.width, node.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(node, 0, 0);
  const { data } = copy.getImageData(0, 0, node.width, node.height);
  return { width: node.width, height: node.height, data: Array.from(data) };
}"""
DIFFERENCE = """async ([first, second]) => {
  const { differenceTable, signedDifference } = await import("/web/kit/difference.js");
  const wordOf = (value) => differenceTable()[((value + 1) / 2 * 255 + 0.5) | 0];
  const words = Array.from(signedDifference(first, second, 3), wordOf);
  return words.map((word) => [word & 255, (word >> 8) & 255, (word >> 16) & 255]);
}"""


@pytest.fixture(scope="module")
def colour_url(workshop):
    url, models = workshop
    colour_model(models / "colour")
    return url


def painted(locator):
    got = locator.evaluate(RGB)
    return np.array(got["data"], dtype=np.uint8).reshape(got["height"], got["width"], 4)


def is_colourful(picture):
    channels = picture[picture[..., 3] > 0][:, :3].astype(int)
    return len(channels) > 50 and np.ptp(channels, axis=1).max() > 40


def decoded(folder, z):
    pixels = load_model(folder).decode(torch.tensor([z], dtype=torch.float32))[0].numpy()
    return np.moveaxis(pixels, 0, -1)


def test_every_page_shows_a_colour_model_in_colour(tab, colour_url, workshop):
    lab = Lab(tab, colour_url, "Manifold", model="colour")
    lab.board_is_full()
    assert is_colourful(painted(lab.get("manifold").locator("canvas").first))
    live = lab.live
    stage = painted(lab.get("stage").first)
    expected = decoded(workshop[1] / "colour", live["z"])
    assert np.abs(stage[..., :3] / 255 - expected).max() < 1 / 255 + 1e-6
    assert np.ptp(expected, axis=2).max() > 0.1
    lab.page.get_by_role("link", name="Interpolate").click()
    lab.until("STATE.walks?.linear?.pixels.length > 0")
    until(lab.page, lambda: is_colourful(painted(lab.get("strip-linear"))))
    for page, testid in (("Learn", "lesson-out"), ("Present", "stage"), ("Explore", "stage")):
        go_to(lab.page, page)
        lab.get(testid).first.wait_for()
        picture = lab.get(testid).first
        until(lab.page, lambda picture=picture: is_colourful(painted(picture)))
    for page in ("Reconstructions", "Model"):
        go_to(lab.page, page)
        lab.page.locator("img").first.wait_for()
    assert lab.page.locator("[data-testid=stException]").count() == 0


def test_the_ribbon_compares_colour_pictures_on_white(tab, colour_url):
    lab = Lab(tab, colour_url, "Explore", model="colour")
    lab.get("compare").click()
    difference = lab.page.get_by_role("img", name="difference from the picture to compare with")
    difference.wait_for()
    drawn(lab.page)
    until(lab.page, lambda: (painted(difference)[..., :3] == 255).all())  # the same picture: nothing differs
    lab.get("reset").click()
    until(lab.page, lambda: (painted(difference)[..., :3].astype(int).sum(2) < 3 * 255 - 30).any())


def test_a_difference_is_that_of_the_reconstructions_page(page):
    rng = np.random.default_rng(0)
    first, second = rng.random((2, 3, 4, 5)).astype("f4")
    second[:, 0, 0] = first[:, 0, 0]
    second[:, 0, 1] = first[[1, 0, 2], 0, 1]  # another hue, the same brightness
    got = np.array(page.evaluate(DIFFERENCE, [first.ravel().tolist(), second.ravel().tolist()])).reshape(4, 5, 3)
    expected = pictures.difference(first, second).transpose(1, 2, 0)
    assert np.abs(got / 255 - expected).max() < 0.02
    assert (got[0, 0] == 255).all()
    assert got[0, 1].min() < 250


def test_a_large_colour_model_becomes_one_file_that_works(new_tab, tmp_path, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    colour_model(tmp_path / "large", network="mlp", image_shape=(3, 32, 32), hidden=700)
    built = one_file("large")
    assert built.size > 6_000_000  # past the aim of the shipped models, and written all the same
    assert built.has_encoder
    assert "/home/somebody" not in built.html
    assert str(tmp_path) not in one_file(str(tmp_path / "large")).html
    path = tmp_path / "large.html"
    path.write_text(built.html, encoding="utf-8")
    page = new_tab(offline=True, reduced_motion="reduce").page
    page.goto(path.as_uri())
    page.wait_for_function("() => globalThis.latentLens?.snapshot().pixels")
    z = load_atlas("large").codes[5]
    page.evaluate("(z) => latentLens.lens.pin(Float32Array.from(z), { source: 'test', index: null })", z.tolist())
    page.wait_for_function("(z) => latentLens.snapshot().z[0] === Math.fround(z)", arg=float(z[0]))
    drawn(page)
    expected = load_model("large").decode(torch.tensor(z[None]))[0].numpy().ravel()
    assert np.abs(np.array(page.evaluate("() => latentLens.snapshot().pixels")) - expected).max() < 1e-5
    assert is_colourful(painted(page.get_by_test_id("stage")))
