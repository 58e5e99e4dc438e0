"""Text of a model folder is written so that Markdown and Plotly find nothing in it; what a browser makes of it is
looked at in browser/test_plain_text.py."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.plain import JOINER, plain, plain_in_plotly
from vae_core.store.label import label


@pytest.mark.parametrize("text", ["a class", "7", "T-shirt/top", "模型 7", "x: 0.5 (best), 3 % of it", 'it\'s "this"'])
def test_ordinary_text_stays_as_it_is(text):
    assert plain(text) == text


def test_a_command_in_a_sentence_stays_code():
    assert plain("run `python -m vae_core atlas a_b` in [x]") == "run `python -m vae_core atlas a_b` in \\[x\\]"


@given(st.text())
def test_nothing_is_lost(text):
    shown = re.sub(r"\\([!-/:-@[-`{-~])", r"\1", plain(text).replace(JOINER, ""))
    if "`" not in text and "\\" not in text and JOINER not in text:
        assert shown == label(text.strip(), 2000)


@given(st.text("htps:/w.@:ab[]()!<>_*`$\\ #-", min_size=1, max_size=30))
def test_no_address_and_no_mark_is_left(text):
    outside = " ".join(re.split(r"(?<!\\)`[^`]+`", plain(text)))
    assert not re.search(r"https?://|www\.|\w@\w|:\w", outside)
    assert not re.search(r"(?<!\\)(\\\\)*[\[\]<$_*]", outside)


def test_plotly_sees_neither_tags_nor_formulas():
    assert plain_in_plotly('<a href="https://x">&') == '&lt;a href="https://x"&gt;&amp;'
    assert plain_in_plotly("$x$") == f"${JOINER}x${JOINER}"
