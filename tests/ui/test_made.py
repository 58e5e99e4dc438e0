"""What a visitor made of the sliders goes into files, and whatever else the browser says goes nowhere."""

import base64
import json

import numpy as np
import pytest
import streamlit as st

from ui import made
from ui.one_file.build import one_file
from vae_core.export.npz import write_npz

NAMES = {"1": "slant", "x": "no dimension", "0": "\u202e two\nlines \u0000", "7": "of another model"}


def _link(names):
    letters = base64.urlsafe_b64encode(json.dumps(names).encode()).decode().rstrip("=")
    return f"v=1&names={letters}"


@pytest.fixture
def state(monkeypatch):
    kept = {}
    monkeypatch.setattr(st, "session_state", kept)
    return kept


def test_it_is_kept_for_the_model_that_it_is_of(state):
    made.take_made({"model": "digits-2d", "text": _link(NAMES)}, "digits-2d")
    assert made.made_of("digits-2d") == _link(NAMES)
    assert made.made_of("mnist-2d") == ""


@pytest.mark.parametrize("said", [
    None, [], {"model": "mnist-2d", "text": "v=1"}, {"model": "digits-2d", "text": 3},
    {"model": "digits-2d", "text": "</script><script>alert(1)</script>"},
    {"model": "digits-2d", "text": "v=1&names=" + "A" * made.LONGEST},
])  # fmt: skip
def test_what_is_no_link_is_left(state, said):
    made.take_made(said, "digits-2d")
    assert made.made_of("digits-2d") == ""


def test_names_are_plain_text_of_one_line():
    assert made.names_in(_link(NAMES), 2) == ["two lines (z1)", "slant (z2)"]
    assert made.names_in(_link({"0": "a" * 99}), 1) == [f"{'a' * made.LONGEST_NAME} (z1)"]


@pytest.mark.parametrize("text", ["", "v=1", "names=%%%", "names=AAAA", _link([1]), _link({"0": 5})])
def test_what_is_malformed_names_nothing(text):
    assert made.names_in(text, 2) == ["z1", "z2"]


def test_an_archive_holds_the_names(tmp_path):
    write_npz("digits-2d", tmp_path / "d.npz", made.names_in(_link(NAMES), 2))
    with np.load(tmp_path / "d.npz", allow_pickle=False) as stored:
        assert stored["dimension_names"].tolist() == ["two lines (z1)", "slant (z2)"]


def test_the_one_file_explorer_holds_the_link(tmp_path):
    html = one_file("digits-2d", made=_link(NAMES)).html
    facts = html.split('id="facts">')[1].split("</script>")[0]
    assert json.loads(facts)["made"] == _link(NAMES)
