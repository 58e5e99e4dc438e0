"""What a link and a model folder may not do to a page."""

import json

import pytest
from streamlit.testing.v1 import AppTest


def warn_and_choose():
    import streamlit as st

    from frontend.session import present_model

    st.text(present_model(["first", "second"]))


def fail():
    from vae_core.folder import CheckpointError

    def load(name):
        raise CheckpointError(f"{name}: ![x](http://outside/x.png) \\[y](http://outside)")

    from frontend.session import or_page_error

    or_page_error(load, "bad")
    raise AssertionError("the page went on")


@pytest.mark.parametrize("name", ["../first", "/etc", "first/../second", "", "![x](http://outside/x.png)", "a\\[b](c)"])
def test_a_link_reaches_only_the_names_that_are_listed(name):
    page = AppTest.from_function(warn_and_choose)
    page.query_params["model"] = name
    page.run()
    assert page.text[0].value == "first"
    assert len(page.warning) == bool(name)
    assert not any(is_markdown_link(warning.value) for warning in page.warning)


def test_a_link_to_a_listed_name_is_followed():
    page = AppTest.from_function(warn_and_choose)
    page.query_params["model"] = "second"
    assert page.run().text[0].value == "second"


def follow():
    import streamlit as st

    from frontend.place import place

    st.json(place("any", 2))


@pytest.mark.parametrize("z", ["1e300,0", "0,-1e39", "nan,0", "inf,0", "1", "1,2,3", "x,y", "1" * 30_000])
def test_a_link_whose_z_no_model_can_hold_is_left_out_and_said(z):
    page = AppTest.from_function(follow)
    page.query_params["z"] = z
    page.run()
    assert not page.exception
    assert json.loads(page.json[0].value)["z"] is None
    assert len(page.toast) == 1
    assert "z" not in page.query_params


def test_a_link_with_a_z_is_followed():
    page = AppTest.from_function(follow)
    page.query_params["z"] = "1.5,-2"
    assert json.loads(page.run().json[0].value)["z"] == [1.5, -2]


def test_an_error_is_one_sentence_whose_words_are_no_link():
    page = AppTest.from_function(fail).run()
    assert not page.exception
    assert len(page.error) == 1
    assert page.error[0].value.startswith("bad: ")
    assert not is_markdown_link(page.error[0].value)


def is_markdown_link(text: str) -> bool:
    """Whether a bracket is left that an even number of backslashes, or none, comes before."""
    before = [part for part in text.split("[")[:-1]]
    return any((len(part) - len(part.rstrip("\\"))) % 2 == 0 for part in before)
