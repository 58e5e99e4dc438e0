"""The Make more page: what it shows is what was made, a link keeps the wish, a model that cannot gets a sentence."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.link import numbers_in_link
from ui.make import form, worth
from vae_core.making.make import make
from vae_core.making.wish import WAYS, Wish
from vae_core.store.atlas import load_atlas

APP = str(Path(__file__).parents[2] / "app.py")


def page(**query) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=90)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page("pages/make.py").run()


def html(app: AppTest) -> str:
    return "".join(html.proto.body for html in app.get("html"))


def test_the_page_shows_what_a_link_asks_for():
    app = page(model="digits-m2", make="1,12,7,20,3,8")
    assert not app.exception
    made = make("digits-m2", Wish((3, 8), 12, "posterior", 7, 20))
    body = html(app)
    assert "<b>24</b>" in body
    assert f"{sum(made.drawn.values()) - 24} thrown away" in body
    assert [f"12 kept, {made.drawn[label] - 12} thrown away" in body for label in (3, 8)] == [True, True]
    assert f"<b>{made.agreement('judge'):.1f} %</b>" in body
    assert len(re.findall("<img alt=''", body)) == 24 + sum(len(thrown) for thrown in made.thrown.values())
    assert "must not be tested on those images" in "".join(caption.value for caption in app.caption)
    assert "--classes 3 8 --count 12 --how posterior --seed 7 --least 20" in app.code[0].value
    app.number_input(key="make-count").set_value(5).run()
    assert "<b>10</b>" in html(app)
    app.multiselect(key="make-of-digits-m2").set_value([]).run()
    assert not app.exception
    assert "Choose a class" in app.info[0].value


@pytest.mark.parametrize(("model", "sentence"), [("mnist-vq", "grid of codes")])
def test_a_model_that_cannot_gets_one_sentence(model, sentence):
    app = page(model=model)
    assert not app.exception
    assert not app.error
    assert sentence in app.info[0].value


def test_a_wish_that_too_few_meet_gets_one_sentence():
    app = page(model="digits-2d", make="1,20,0,90,1")
    assert not app.exception
    assert "ask for less support" in app.info[0].value


@pytest.mark.parametrize(
    "said",
    ["", "a", "1,2,3", "9,60,0,10,1", "0,0,0,10,1", "0,60,0,11,1", "0,60,-1,10,1", "0,6,0,10,99", "0,1e9,0,10,1"],
)
def test_a_link_that_asks_for_what_cannot_be_gives_the_usual(said, monkeypatch):
    monkeypatch.setattr("ui.link.link", lambda: {"make": said})
    atlas = load_atlas("digits-m2")
    assert form.asked_in_link(atlas, WAYS) == ("conditional", form.USUAL, 0, 10, [form.rarest(atlas)])


def test_a_link_keeps_the_wish(monkeypatch):
    atlas, wish = load_atlas("digits-m2"), Wish((3, 8), 12, "interpolate", 7, 20)
    monkeypatch.setattr("ui.link.link", lambda: {"make": form.in_link(wish, atlas, WAYS)})
    assert len(numbers_in_link("make")) == 6
    assert form.asked_in_link(atlas, WAYS) == ("interpolate", 12, 7, 20, [3, 8])
    assert form.in_link(Wish((form.rarest(atlas),), form.USUAL, "conditional"), atlas, WAYS) is None


@pytest.mark.parametrize(
    ("made", "sentence"), [(80, "Shifts and rotations help more."), (99, "More than"), (95.2, "As much as")]
)
def test_who_helps_a_classifier_more_is_read_from_the_figures(made, sentence):
    recall = {"nothing": 60.0, "again": 75.0, "moved": 95.0, "made": made, "both": 96.0}
    said = worth.verdict([{"images": 50, "recall": dict.fromkeys(recall, 1.0)}, {"images": 10, "recall": recall}])
    assert sentence in said
    assert "With 10 images" in said
    assert f"with pictures from a VAE {made:.1f} %" in said


def test_the_stored_result_has_every_size_over_as_many_seeds():
    rows = worth.measured()
    assert [row["images"] for row in rows] == [10, 50, 100]
    assert {row["seeds"] for row in rows} == {20}
    assert all(set(worth.TOLD) <= row["recall"].keys() for row in rows)
