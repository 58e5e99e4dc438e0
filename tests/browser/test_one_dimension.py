"""A model with one latent dimension on every page: a line where others have a plane, and no word that says nothing."""

import re

import numpy as np
import pytest
from lab_page import Lab
from navigation import go_to
from small_atlas import N, small_atlas
from small_vae import small_vae
from tab import drawn

from vae_core.store.checkpoint import save_model

PAGES = {  # and what is there once a page is drawn
    "Explore": ".evidence .card", "Manifold": ".manifold canvas", "Interpolate": "[data-testid=scrubber]",
    "Reconstructions": "[data-testid=stMain] img", "Model": "[data-testid=stPlotlyChart]", "Present": ".desk",
    "Learn": "[data-testid=lesson-out]",
}  # fmt: skip
EMPTY_WORDS = re.compile(r"\b(undefined|NaN|Infinity|null|None|nan)\b")
# Text of canvases is gone once it is painted, so it is written down.
WRITE_DOWN = """() => {
  globalThis.written = [];
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    written.push(text);
    fillText.call(this, text, ...rest);
  };
}"""
ALL_TEXT = """() => {
  const texts = [...written];
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return texts.push(node.textContent);
    if (["STYLE", "SCRIPT"].includes(node.nodeName)) return;
    for (const name of ["title", "aria-label"]) texts.push(node.getAttribute?.(name) ?? "");
    for (const child of [...node.childNodes, ...(node.shadowRoot?.childNodes ?? [])]) read(child);
  };
  read(document.body);
  return texts.join("\\n");
}"""


@pytest.fixture(scope="module")
def url(workshop):
    url, models = workshop
    save_model(models / "line", small_vae(latent_dim=1))
    rng = np.random.default_rng(0)
    wide = {name: rng.normal(size=(N, 1)).astype("f2").astype("f4") for name in ("codes", "logvar", "prior_samples")}
    small_atlas(**wide, kl_per_dim=np.array([0.7], "f4")).save(models / "line")
    return url


@pytest.fixture
def lab(tab, url):
    lab = Lab(tab, url, "Explore", model="line")
    lab.page.evaluate(WRITE_DOWN)
    return lab


def words_are_words(lab):
    found = EMPTY_WORDS.search(lab.page.evaluate(ALL_TEXT))
    assert found is None, found


def test_every_page_speaks_of_one_dimension(lab):
    for name, shown in PAGES.items():
        go_to(lab.page, name)
        lab.page.wait_for_url(f"**/{name.lower()}*")
        lab.page.locator(shown).first.wait_for()
        lab.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        words_are_words(lab)
        assert lab.get("page-error").count() == 0
        assert lab.page.locator("[data-testid=stException]").count() == 0


def test_the_manifold_is_a_line_with_one_axis(lab):
    lab.page.get_by_role("link", name="Manifold").click()
    lab.board_is_full()
    lab.until("written.includes('z1 →')")
    assert not any(text.startswith("↑") for text in lab.page.evaluate("written"))
    assert not lab.page.get_by_label("Plane", exact=True).is_visible()
    for overlay in ("points", "ellipses", "density", "prior", "magnification", "regions", "seams"):
        lab.get(f"overlay-{overlay}").click()
    lab.until("written.includes('90 % of the prior')")
    lab.until("latentLens.lens.reports.manifold().layers.magnification > 0")
    words_are_words(lab)
    box = lab.get("manifold").bounding_box()
    lab.page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 100)
    lab.until("STATE.origin.source === 'manifold'")
    there = lab.live["z"]
    lab.page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 300)
    drawn(lab.page)
    assert lab.live["z"] == there
    assert len(there) == 1


def test_all_walks_of_a_line_are_the_line(lab):
    lab.page.get_by_role("link", name="Interpolate").click()
    lab.until("STATE.waypoints?.length === 2")
    lab.walks_are_fresh()
    ends = np.ravel(lab.page.evaluate("latentLens.store.state.waypoints.map(({ z }) => Array.from(z))"))
    for method in ("linear", "slerp", "data", "geodesic", "geodesic-near-data"):
        walk = np.ravel(lab.page.evaluate(f"latentLens.store.state.walks[{method!r}].path.map((z) => Array.from(z))"))
        np.testing.assert_allclose(walk[[0, -1]], ends, atol=1e-6)
        assert walk.min() >= ends.min() - 1e-6
        assert walk.max() <= ends.max() + 1e-6
    words_are_words(lab)
