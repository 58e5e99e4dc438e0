"""Odd ones out: both groups of every choice, a hostile zip in one sentence, and the page."""

import io
import re
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from ui.loaders import atlas
from ui.odd.choice import Choice, images_in
from ui.odd.made import groups, ordinary_rows
from ui.originals import images_of
from ui.words import texts
from vae_core.data.sets import DatasetError

APP = str(Path(__file__).parents[2] / "app.py")


def zipped(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as stored:
        for name, content in files.items():
            stored.writestr(name.replace("_", "."), content)
    return io.BytesIO(file.getvalue())


def png(grey):
    file = io.BytesIO()
    Image.fromarray(np.full((20, 30), grey, np.uint8)).save(file, "PNG")
    return file.getvalue()


def test_codes_of_a_strange_class_are_no_ordinary_ones():
    of, here = atlas("digits-2d"), images_of("digits-2d")
    images, is_strange, own = groups(of, here, Choice("class", label=7), (1, 8, 8))
    rows = ordinary_rows(of, 7)
    assert not (of.labels[rows] == 7).any()
    assert is_strange.sum() == (of.labels == 7).sum()
    assert (own[is_strange] == -1).all()
    assert (here[rows[own[~is_strange]]] == images[~is_strange]).all()


def test_another_set_is_strange_and_all_codes_are_ordinary():
    of, here = atlas("digits-2d"), images_of("digits-2d")
    images, is_strange, _ = groups(of, here, Choice("set", data="shapes"), (1, 8, 8))
    assert len(ordinary_rows(of, -1)) == len(of.labels)
    assert images.shape[1:] == (1, 8, 8)
    assert is_strange.sum() == 100


def test_a_zip_becomes_grey_squares():
    assert (images_in(zipped(a_png=png(40), b_png=png(200)), 8).mean((1, 2, 3)) == [40, 200]).all()


@pytest.mark.parametrize(
    "file",
    [io.BytesIO(b"no zip"), zipped(a_txt=b"x"), zipped(a_png=b"no picture")],
    ids=["no-zip", "no-image", "damaged"],
)
def test_a_hostile_zip_is_one_sentence(file):
    with pytest.raises(DatasetError) as told:
        images_in(file, 8)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_the_page_says_of_the_likelihood_is_what_was_measured(language):
    said = re.findall(r"0\.\d{3}", texts(language)["odd.why_text"])
    rows = (Path(APP).parent / "benchmarks/RESULTS.md").read_text().split("<!-- anomaly_fashion -->")[1].splitlines()
    head, elbo = (next(row.split(" | ") for row in rows if row.startswith(name)) for name in ("| AUROC", "| -ELBO |"))
    columns = [of for of, title in enumerate(head) if title.startswith("Fashion → MNIST")]
    assert said == [elbo[column].split()[0] for column in columns]


def test_the_page_scores_a_class_and_offers_regret():
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.switch_page("pages/odd.py").run()
    assert not app.exception
    assert not app.error
    options = app.selectbox[0].options
    assert "Another data set: shapes" in options
    assert "Another data set: digits" not in options  # its own
    assert [button.label for button in app.button if button.label == "Add likelihood regret"]
