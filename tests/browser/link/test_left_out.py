"""What a link gets wrong is left out; earlier links and the choices of Reconstructions are read.

tests/node/link_left_out.test.js has each field.
"""

import re

import pytest
from link_page import AT_REST, STATE, WRITTEN, ready

COSTS = re.compile(r"^cost \d")  # of an image, under it


@pytest.mark.parametrize(("query", "words"), [
    ("?model=digits-2d#z=1,2,3", "z must be 2 numbers; got 3"),
    ("?model=digits-2d#v=9&sparkle=1", "“sparkle” (unknown here). The link was made by a newer version."),
    ("?model=digits-2d#over=halo&speed=fast&seconds=3&view=1,2,-3&tour=9", "and 2 more"),
])  # fmt: skip
def test_what_a_link_gets_wrong_is_left_out_in_one_sentence(open_page, app_url, query, words):
    page = open_page(f"{app_url}/explore{query}")
    page.get_by_test_id("link-notice").get_by_text(words).wait_for()
    assert page.get_by_test_id("link-notice").inner_text().startswith("Ignored in this link: ")
    assert page.get_by_test_id("page-error").count() == 0
    assert page.get_by_test_id("stAlert").count() == 0
    page.get_by_role("button", name="Close", exact=True).click()
    assert page.get_by_test_id("link-notice").is_hidden()


def test_links_of_earlier_versions_still_work(open_page, app_url):
    page = open_page(f"{app_url}/?model=digits-2d&z=0.5,-1.25&projection=raw&x=z2&y=z1&colour=nats&hidden=3")
    page.wait_for_function("latentLens.snapshot().projection === 'z2,z1'")
    assert page.evaluate("latentLens.snapshot().pinned") == [0.5, -1.25]
    assert page.evaluate(f"[...{STATE}.hidden]") == [3]
    page.wait_for_function(f"{STATE}.colouring === 'nats'")
    page.evaluate(WRITTEN)
    assert page.evaluate("location.search") == "?model=digits-2d&map=z2,z1&colour=nats&hidden=3"


def test_the_choices_of_reconstructions_are_in_its_address(open_page, app_url):
    page = open_page(f"{app_url}/reconstructions?model=digits-2d&class=7&pick=1")
    page.get_by_role("radio", name="Hardest").wait_for()
    shown = page.get_by_text(COSTS).all_inner_texts()
    assert page.evaluate("location.search") == "?model=digits-2d&class=7&pick=1"
    page.get_by_text("Random", exact=True).click()
    page.get_by_role("button", name="Other images").click()
    page.wait_for_function("location.search === '?model=digits-2d&class=7&draw=1'")
    page.wait_for_function(AT_REST)
    drawn = page.get_by_text(COSTS).all_inner_texts()
    assert drawn != shown
    page.reload()
    ready(page)
    page.wait_for_function(AT_REST)
    assert page.get_by_text(COSTS).all_inner_texts() == drawn
