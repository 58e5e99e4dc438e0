"""The button for the originals: progress for everyone, a sentence for who asked, the page anew when they are here."""

from dataclasses import dataclass

import pytest
from streamlit.testing.v1 import AppTest

from ui import fetch as button
from vae_core.data import fetch
from vae_core.data.sets import DatasetMissing


@dataclass
class Fake:
    """A download that a test moves by hand."""

    name: str = "mnist"
    running: bool = True
    error: DatasetMissing | None = None

    def is_running(self):
        return self.running

    def share(self):
        return 0.42


def page():
    import streamlit as st

    from ui.fetch import offer_originals

    st.write("page")
    offer_originals("mnist-2d")


@pytest.fixture
def missing(monkeypatch):
    """The set that the page lacks, in a list to be emptied; and what has been begun."""
    lack, begun = ["mnist"], []

    def start(name):
        begun.append(Fake(name))
        return begun[-1]

    monkeypatch.setattr(button, "missing_set", lambda name: lack[0] if lack else None)
    monkeypatch.setattr(fetch, "start", start)
    monkeypatch.setattr(fetch, "last", lambda: begun[-1] if begun else None)
    return lack, begun


def _press(app):
    return next(widget for widget in app.button if widget.key == "get-originals").click().run()


def test_one_press_begins_it_and_the_page_shows_how_far_it_is(missing):
    _, begun = missing
    app = AppTest.from_function(page).run()
    assert app.button[0].label == "Get the originals (12 MB)"
    _press(app)
    assert [download.name for download in begun] == ["mnist"]
    assert not app.button
    assert app.get("progress")[0].proto.text == "Getting the mnist images: 42 %"
    another = AppTest.from_function(page).run()
    assert another.get("progress")  # one download, and everyone sees it


def test_when_they_are_here_nothing_is_left_of_it(missing):
    lack, begun = missing
    app = _press(AppTest.from_function(page).run())
    begun[0].running = False
    lack.clear()
    app.run()
    assert not app.button
    assert not app.exception


def test_a_failure_is_one_sentence_for_who_asked_and_the_button_again(missing):
    _, begun = missing
    app = _press(AppTest.from_function(page).run())
    begun[0].running, begun[0].error = False, DatasetMissing("no network")
    app.run()
    assert app.button[0].label == "Get the originals (12 MB)"
    assert app.caption[0].value.endswith("Nothing was changed. Try again later.")
    assert not AppTest.from_function(page).run().caption
