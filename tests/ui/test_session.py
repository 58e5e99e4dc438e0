"""What a link and a model folder may not do to a page."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest


def warn_and_choose():
    import streamlit as st

    from ui.session import present_model

    st.text(present_model(["first", "second"], "first"))


def fail():
    from vae_core.store.folder import CheckpointError

    def load(name):
        raise CheckpointError(f"{name}: ![x](http://outside/x.png) \\[y](http://outside)")

    from ui.session import needed

    needed(load, "bad")
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


def look():
    import streamlit as st

    from ui.map.view import follow_browser, map_choice, view_in_link

    if st.session_state.get("wish"):
        follow_browser(st.session_state["wish"])
    seen = view_in_link("tsne", 10) if "hidden" not in st.session_state else dict(st.session_state)
    st.json({**map_choice(), "camera": seen["camera"], "hidden": sorted(seen["hidden"])})


def looked(**query):
    page = AppTest.from_function(look)
    for name, text in query.items():
        page.query_params[name] = text
    page.run()
    assert not page.exception
    return page, json.loads(page.json[0].value)


def test_a_link_says_how_the_map_is_drawn_also_by_its_earlier_names():
    wanted = {"map": "z6,z3", "colour": "nats", "hidden": [4, 9]}
    _, seen = looked(map="z6,z3", colour="nats", camera="-1,1,2,3", hidden="9,4")
    assert seen == wanted | {"camera": {"x": [-1, 1], "y": [2, 3], "projection": "tsne", "wish": 0}}
    _, seen = looked(projection="raw", x="z6", y="z3", colour="nats", hidden="4,9")
    assert seen == wanted | {"camera": None}


@pytest.mark.parametrize("camera", ["1", "1,1,2,2", "nan,1,2,3", "x", "1e999,0,1,2", "1," * 30_000])
def test_what_is_malformed_in_a_link_counts_as_absent(camera):
    _, seen = looked(map="![x](http://outside)", camera=camera, hidden="-1,99,x")
    assert seen == {"map": None, "colour": "class", "camera": None, "hidden": []}


def test_a_wish_of_the_browser_is_followed_and_what_is_odd_in_it_is_left():
    page, _ = looked(map="pca")
    page.session_state["wish"] = {"model": "second", "map": None, "colour": "nats", "hidden": [3], "camera": None}
    page.run()
    assert json.loads(page.json[0].value) == {"map": None, "colour": "nats", "camera": None, "hidden": [3]}
    assert page.session_state["model"] == "second"
    for odd in (
        "x",
        {"map": 3, "hidden": "x", "camera": {"x": [2, 1], "y": ["a", None]}},
        {"camera": [1, 2], "hidden": [-1, 0.5, None]},
    ):
        page.session_state["wish"] = odd
        assert not page.run().exception
    assert json.loads(page.json[0].value) == {"map": None, "colour": "class", "camera": None, "hidden": []}


def test_python_leaves_the_address_to_the_browser():
    roots = [Path(__file__).parents[2] / folder for folder in ("ui", "pages")]
    written = re.compile(
        r"query_params\[[^\]]*\]\s*=[^=]|del st\.query_params|query_params\.(pop|clear|update|from_dict)"
    )
    assert [path.name for root in roots for path in root.rglob("*.py") if written.search(path.read_text())] == []


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
