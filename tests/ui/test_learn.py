"""The page Learn goes on whatever model is chosen: its one image is of a model whose code is one cloud of numbers."""

import re
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ui.learn import one_image
from ui.learn.subjects import is_one_cloud, lesson_model
from ui.originals import images_of
from vae_core.store.atlas import load_atlas
from vae_core.store.folder import SHIPPED, list_models

ROOT = Path(__file__).parents[2]
APP = str(ROOT / "app.py")


def opened(name):
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["model"] = name
    app.run()
    app.switch_page("pages/learn.py").run()
    assert not app.exception
    assert not app.error
    return "\n".join(element.value for kind in (app.markdown, app.caption, app.info) for element in kind)


def test_levels_have_another_model_for_the_one_image_and_the_rest_of_the_article():
    said = opened("digits-ladder")
    assert "The code of digits-ladder is not a single cloud of numbers" in said
    assert "Explore shows what it is made of. So the image here comes from digits-2d" in said
    assert "Mistakes that tutorials make" in said


def test_a_model_with_a_class_is_its_own_subject():
    said = opened("digits-m2")
    assert "This model is given the class y" in said
    assert "So the image here comes from" not in said


def test_every_shipped_model_has_a_subject_whose_code_is_one_cloud():
    for name in list_models(SHIPPED):
        subject = lesson_model(name)
        assert is_one_cloud(subject), name
        assert images_of(subject) is not None, name
    assert lesson_model("digits-m2") == "digits-m2"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_the_article_says_of_labels_is_what_was_measured(language):
    """A hundred labels: over the codes of a plain VAE, and over images."""
    article = (ROOT / f"ui/words/{language}/learn/semi_supervised.md").read_text()
    for mark, row in {"stacked": r"^\| 100 \| ([^|]+) \|", "hundred_labels": r"^\| (9[^|]+) \|"}.items():
        table = re.search(f"<!-- {mark} -->(.*)<!-- /{mark} -->", (ROOT / "benchmarks/RESULTS.md").read_text(), re.S)[1]
        [right] = re.findall(row, table, re.M)
        assert right in article


def test_a_picture_blurs_images_of_its_class_where_the_class_is_given():
    """The mean is of the nearest styles among images of the same class alone."""
    atlas, images = load_atlas("digits-m2"), images_of("digits-m2")
    given = atlas.codes[:, 4:].argmax(1)
    alike = np.flatnonzero(given == given[3])
    far = ((atlas.codes[alike] - atlas.codes[3]) ** 2).sum(1)
    rows = alike[np.argsort(far, kind="stable")[: one_image.averaged("digits-m2", 3)]]
    np.testing.assert_allclose(one_image.mean_of_nearest("digits-m2", 3), images[rows].mean(0) / 255, atol=1e-6)
