"""Odd ones out: both groups of every choice, hostile pictures change nothing, and the page."""

import base64
import re
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ui.loaders import atlas
from ui.odd.choice import BROUGHT, KEPT, Choice
from ui.odd.made import groups, ordinary_rows
from ui.originals import images_of
from ui.words import texts

APP = str(Path(__file__).parents[2] / "app.py")


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


def test_pictures_that_were_brought_become_the_strange_group():
    app = AppTest.from_function(oppose, default_timeout=60)
    mine = np.arange(3 * 64, dtype=np.uint8)
    app.session_state["asked"] = base64.b64encode(mine.tobytes()).decode()
    assert app.run().selectbox[0].value == BROUGHT
    assert app.session_state[KEPT][1].tolist() == mine.reshape(3, 1, 8, 8).tolist()
    for hostile in ("", "%", "AAAA", None, 7, [1], base64.b64encode(bytes(201 * 64)).decode()):
        app.session_state["asked"] = hostile
        assert app.run().session_state[KEPT][1].shape == (3, 1, 8, 8)
    assert not app.exception


def oppose():
    import streamlit as st

    from ui.loaders import atlas
    from ui.odd.choice import choose, take_brought

    take_brought("digits-2d", st.session_state["asked"])
    choice = choose("digits-2d", atlas("digits-2d"))
    assert choice.strangers((1, 8, 8)) is st.session_state["odd-brought"][1]


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
