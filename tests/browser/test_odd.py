"""Odd ones out: what a visitor draws or brings lies where Python's own scores put the very same pixels."""

import base64
import io
import zipfile

import numpy as np
import pytest
import torch
from app_server import serve
from model_choice import choose_model
from pad_page import draw
from PIL import Image
from tab import PATIENCE_MS, until

from ui.loaders import atlas
from ui.odd.choice import Choice
from ui.odd.made import groups, ordinary_rows
from ui.originals import forget_what_is_here, images_of
from vae_core import load_model
from vae_core.strange.ordinary import Ordinary
from vae_core.strange.regret import likelihood_regret
from vae_core.strange.scores import score

PLACES = """(list) => Object.fromEntries([...list.querySelectorAll("[data-percent]")].map((place) =>
  [place.parentNode.querySelector("[data-score]").dataset.score, Number(place.dataset.percent)]))"""
PICTURE = {"mimeType": "image/png", "name": "mine.png"}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder with ten thousand images in place of MNIST's: what mnist-2d decodes its codes to."""
    raw = tmp_path_factory.mktemp("data") / "MNIST" / "raw"
    raw.mkdir(parents=True)
    of = atlas("mnist-2d")
    with torch.no_grad():
        pictures = load_model("mnist-2d").decode(torch.from_numpy(of.codes))
    parts = {"images-idx3": np.rint(255 * pictures[:, 0].numpy()), "labels-idx1": of.labels}
    for kind, values in parts.items():
        head = bytes([0, 0, 8, values.ndim]) + b"".join(size.to_bytes(4, "big") for size in values.shape)
        for split in ("train", "t10k"):
            (raw / f"{split}-{kind}-ubyte").write_bytes(head + values.astype(np.uint8).tobytes())
    return raw.parents[1]


@pytest.fixture(scope="module")
def server(data, tmp_path_factory):
    with serve(tmp_path_factory.mktemp("odd") / "log.txt", LATENT_LENS_DATA=str(data)) as url:
        yield url


@pytest.fixture
def page(same_visit, tab, server, data, monkeypatch):
    """The page as the test before has left it; this process sees the same images as the app."""
    monkeypatch.setenv("LATENT_LENS_DATA", str(data))
    forget_what_is_here()
    yield same_visit(lambda: visit(tab, server))
    forget_what_is_here()


def visit(tab, url):
    page = tab.open(f"{url}/odd?model=mnist-2d")
    page.get_by_test_id("odd-verdict").wait_for(timeout=3 * PATIENCE_MS)  # torch and 10,000 images come first
    return page


def bring(page, **files):
    """Chooses files, by their names with an underscore for the dot."""
    given = [{**PICTURE, "name": name.replace("_", "."), "buffer": content} for name, content in files.items()]
    page.get_by_test_id("odd-files").set_input_files(given)


def png(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def zipped(*pictures):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as stored:
        for number, picture in enumerate(pictures):
            stored.writestr(f"mine/{number}.png", png(picture))
    return file.getvalue()


def places(page):
    """What the page says of every score, in per cent."""
    return page.get_by_role("group", name="Scores").evaluate(PLACES)


def seen(page):
    """The picture as the model sees it, uint8 (1, 1, H, W)."""
    written = page.get_by_test_id("odd-seen").evaluate("(canvas) => canvas.toDataURL()")
    picture = Image.open(io.BytesIO(base64.b64decode(written.partition(",")[2])))
    return np.array(picture.convert("L"))[None, None]


def places_by_python(page, name, choice, regret=False):
    """The same by the library, of the pixels that are on the screen."""
    model, of = load_model(name), atlas(name)
    images, is_strange, own = groups(of, images_of(name), choice, model.config.image_shape)
    rows = ordinary_rows(of, choice.label)
    codes = Ordinary(model, of.codes[rows], of.logvar[rows].astype(np.float32))
    mine = seen(page)
    assert mine.max() > 100
    ordinary, picture = score(model, images, codes, own), score(model, mine, codes)
    if regret:
        ordinary["regret"], picture["regret"] = (likelihood_regret(model, of) for of in (images, mine))
    return {key: 100 * (values[~is_strange] < picture[key]).mean() for key, values in ordinary.items()}


def agrees(page, *of, **more):
    """Whether every place is Python's, but for the rounding of a score that is sent."""
    expected, found = places_by_python(page, *of, **more), places(page)
    return found.keys() == expected.keys() and all(abs(found[key] - of) <= 1 for key, of in expected.items())


def test_a_drawing_lies_where_python_puts_it_in_every_model_and_group(page):
    draw(page, (0.3, 0.2), (0.7, 0.2), (0.4, 0.8))
    until(page, lambda: agrees(page, "mnist-2d", Choice("class", label=0)))
    assert page.get_by_test_id("odd-name").inner_text() == "Your drawing"
    assert 19 <= np.ptp(np.flatnonzero(seen(page).max(3) > 25)) <= 21  # as high as MNIST's digits
    assert "Nothing leaves this machine." in page.get_by_test_id("odd").inner_text()

    choose_model(page, "digits-2d")  # the pad keeps the drawing, which becomes an image of the other set
    until(page, lambda: seen(page).shape[2] == 8)
    until(page, lambda: agrees(page, "digits-2d", Choice("class", label=0)))
    page.get_by_role("combobox", name="What is strange").click()
    page.get_by_role("option", name="Another data set: shapes").click()
    page.get_by_text("The model never saw shapes").wait_for()
    until(page, lambda: agrees(page, "digits-2d", Choice("set", data="shapes")))
    page.get_by_role("button", name="Add likelihood regret").click()
    page.locator("[data-score=regret]").wait_for()
    until(page, lambda: agrees(page, "digits-2d", Choice("set", data="shapes"), regret=True))


def test_files_a_zip_and_hostile_ones_end_in_places_or_one_sentence(page):
    own, message = page.get_by_test_id("odd-own").get_by_role("button"), page.get_by_test_id("odd-message")
    before = own.count()
    stroke = np.full((60, 60), 255, np.uint8)
    stroke[10:50, 25:32] = 0
    bring(page, bars_zip=zipped(stroke, stroke.T), bad_png=b"<svg onload=alert(1)>", one_png=png(stroke))
    message.filter(has_text="is not a picture").wait_for()
    assert message.inner_text() == "bad.png is not a picture that this browser can read; choose a PNG or JPEG file."
    until(page, lambda: own.count() == before + 3)
    assert page.get_by_test_id("odd-name").inner_text() == "one.png"
    until(page, lambda: len(places(page)) >= 9)
    standing = places(page)
    own.and_(page.get_by_label("Look at: 1.png")).click()  # the bar that lies
    until(page, lambda: page.get_by_test_id("odd-name").inner_text() == "1.png")
    until(page, lambda: len(places(page)) >= 9 and places(page) != standing)

    bring(page, all_zip=b"PK\x03\x04 and no more")
    message.filter(has_text="not a zip").wait_for()
    assert message.inner_text() == "all.zip is not a zip that can be read; pack the pictures again."
    assert own.count() == before + 3
    page.get_by_test_id("odd-oppose").click()
    page.get_by_text("the model never saw them").wait_for()
    until(page, lambda: f" of {before + 3} strange images" in page.get_by_test_id("odd").inner_text())
    page.get_by_test_id("odd-open").click()
    page.wait_for_url("**/explore*")
