"""Pages that Python draws explain the field's words as the live ones do."""

import pytest


@pytest.mark.parametrize(("page", "word", "says"), [
    ("reconstructions", "nat", "1 nat is 1.44 bits"),
    ("model", "kl", "Kullback-Leibler"),
])  # fmt: skip
def test_a_word_of_the_page_is_explained_by_key(tab, app_url, page, word, says):
    window = tab.open(f"{app_url}/{page}?model=digits-2d")
    button = window.get_by_test_id(f"explain-{word}")
    button.focus()
    window.keyboard.press("Enter")
    window.locator(".explanation:popover-open").get_by_text(says).wait_for()
    window.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
