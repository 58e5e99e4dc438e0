"""What Interpolate hands out: GIF, strip, archive, film, and Python that makes the same pictures."""

import io

import numpy as np
import pytest
import torch
from lab_page import END, START, two_images
from PIL import Image

from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model


@pytest.fixture
def lab(tab, app_url):
    return two_images(tab, app_url)


def download(lab, name):
    if not lab.get(f"export-{name}").is_visible():
        lab.page.get_by_text("Export").click()
    with lab.page.expect_download() as waiting:
        lab.get(f"export-{name}").click()
    content = waiting.value.path().read_bytes()
    return waiting.value.suggested_filename, content


def test_gif_strip_and_archive_hold_the_chosen_walk(lab):
    lab.page.get_by_text("Export").click()
    lab.get("export-frames").fill("7")
    lab.get("play-repeat").select_option("once")
    name, content = download(lab, "npz")
    assert name == f"digits-2d-{lab.state('walk')}.npz"
    stored = np.load(io.BytesIO(content), allow_pickle=False)
    exact = load_model("digits-2d").decode(torch.tensor(stored["z"])).numpy()
    np.testing.assert_allclose(stored["images"], exact, atol=1e-5)
    np.testing.assert_allclose(stored["z"][[0, -1]], load_atlas("digits-2d").codes[[START, END]], atol=1e-6)
    with Image.open(io.BytesIO(download(lab, "gif")[1])) as gif:
        assert (gif.size, gif.n_frames) == ((64, 64), 7)
        gif.seek(3)
        shown = np.asarray(gif.convert("L"), int)[4::8, 4::8]
        assert np.abs(shown - exact[3, 0] * 255).max() <= 1
    with Image.open(io.BytesIO(download(lab, "png")[1])) as strip:
        assert strip.size == (7 * 64, 64)


def test_a_picture_that_the_browser_cannot_make_is_a_sentence(lab):
    lab.page.get_by_text("Export").click()
    lab.page.evaluate("() => { HTMLCanvasElement.prototype.toBlob = (done) => done(null); }")
    lab.get("export-png").click()
    lab.get("export-said").get_by_text("This browser cannot make a PNG of").wait_for()
    lab.page.keyboard.press("Escape")
    lab.page.get_by_text("Share").click()
    lab.get("save-png").click()
    lab.page.get_by_text("cannot make a PNG of 128 × 128 pixels").wait_for()


def test_a_film_is_recorded_where_the_browser_can(lab):
    kind = lab.page.evaluate(
        """() => ["video/mp4", "video/webm"].find((type) => MediaRecorder.isTypeSupported(type))"""
    )
    lab.get("play-seconds").select_option("2")
    lab.get("play-repeat").select_option("once")
    name, content = download(lab, "film")
    assert name.endswith(kind.split("/")[1])
    assert content[4:8] == b"ftyp" or content[:4] == b"\x1a\x45\xdf\xa3"


def test_the_python_that_is_copied_makes_the_same_pictures(lab):
    lab.page.evaluate("latentLens.store.set({ walk: 'slerp', speed: 'latent' })")
    lab.page.get_by_text("Export").click()
    lab.get("export-frames").fill("9")
    lab.page.evaluate(
        """const writeText = async (text) => { globalThis.copied = text; };
        Object.defineProperty(navigator, "clipboard", { value: { writeText } })"""
    )
    lab.get("export-python").click()
    lab.page.wait_for_function("globalThis.copied")
    names = {}
    exec(lab.page.evaluate("copied"), names)
    shown = np.load(io.BytesIO(download(lab, "npz")[1]))
    np.testing.assert_allclose(names["z"], shown["z"], atol=1e-4)
    np.testing.assert_allclose(names["images"], shown["images"], atol=1e-3)
