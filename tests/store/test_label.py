"""Text of files as a screen may show it: one line, nothing that is unseen, no folders of this machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vae_core.store.label import label, labelled, listed, without_folders


@given(st.text(st.characters(codec=None)), st.integers(1, 50))
def test_a_label_can_be_written_printed_and_is_short(text, most):
    shown = label(text, most)
    assert len(shown) <= most
    shown.encode()
    assert shown.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert label(shown, most) == shown


def test_every_text_in_json_becomes_a_label():
    assert labelled({"a\n": ["b\x00", 1, None, {"c": "\ud800"}]}) == {"a ": ["b\ufffd", 1, None, {"c": "\ufffd"}]}


def test_of_many_names_a_few_are_listed():
    assert listed([]) == "none"
    assert listed([str(index) for index in range(1012)]).endswith("10, 11 and 1,000 more")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The mnist files in /home/me/data are damaged.", "The mnist files in data are damaged."),
        ("'/home/me/a.png' is no image", "'a.png' is no image"),
        ("C:\\Users\\me\\cats test", "cats test"),
        ("--data /srv/flowers --out checkpoints/x", "--data flowers --out checkpoints/x"),
        ("T-shirt/top", "T-shirt/top"),
        ("https://example.org/a/b", "https://example.org/a/b"),
        ("p(x)/q(x), 3/4, and/or, / and //", "p(x)/q(x), 3/4, and/or, / and //"),
    ],
)
def test_absolute_paths_keep_their_last_part(text, shown):
    assert without_folders(text) == shown
