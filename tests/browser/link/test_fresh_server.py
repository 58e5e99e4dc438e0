"""A server that starts anew, and one whose first visitor asks for a page by its own address."""

import pytest
from app_server import free_port, serve
from link_page import AT_REST, MADE, STATE, WRITTEN, go, ready


def test_a_server_that_starts_anew_finds_everything_as_it_was(new_tab, tmp_path):
    port, tab = free_port(), new_tab()
    with serve(tmp_path / "log.txt", port) as url:
        page = tab.open(f"{url}/explore?model=digits-2d&z=0.25,0.5")
        ready(page)
        assert page.evaluate("location.pathname") == "/explore"
        assert page.get_by_role("dialog").count() == 0
        page.get_by_test_id("direction-class").select_option("3")
        page.get_by_text("PCA", exact=True).click()
        page.wait_for_function("latentLens.snapshot().projection === 'pca'")
        page.evaluate("latentLens.lens.pin(Float32Array.from([0.5, -1]), { source: 'map', index: null })")
        go(page, "Interpolate")
        page.get_by_test_id("walk-details").click()
        page.get_by_test_id("add-here").click()
        page.evaluate("latentLens.lens.pin(Float32Array.from([1.5, 1]), { source: 'map', index: null })")
        page.evaluate(WRITTEN)
        page.go_back()
        page.wait_for_function("latentLens.snapshot().pinned[0] === 0.5")
        go(page, "Explore")
        page.evaluate("latentLens.lens.pin(Float32Array.from([-1.25, 0.75]), { source: 'map', index: null })")
        page.get_by_test_id("map").wait_for()
        page.locator('.evidence[data-told="true"]').wait_for()
        page.evaluate(WRITTEN)
        made, session = page.evaluate(MADE), page.evaluate(f"{STATE}.session")
    with serve(tmp_path / "log.txt", port):
        page.wait_for_function(f"(before) => {STATE}.session !== before", arg=session)
        page.wait_for_function(AT_REST)
        page.evaluate(WRITTEN)
        assert page.evaluate(MADE) == made
        assert page.get_by_test_id("link-notice").is_hidden()
        page.get_by_test_id("map").wait_for()
        tab.leave()
    tab.complaints.clear()  # of the server that was gone for a while


# The first one above asks for Explore, ../test_train_page.py for Train, ../talk/test_server_gone.py for Present; the
# other pages come about by the same lines as these two, one of which needs a plane and one of which needs originals.
@pytest.mark.parametrize("name", ["manifold", "reconstructions"])
def test_every_pages_own_address_may_be_the_first_that_a_server_is_asked_for(tab, tmp_path, name):
    with serve(tmp_path / "log.txt") as url:
        page = tab.open(f"{url}/{name}?model=digits-2d")
        page.get_by_role("heading", level=1, name=name.capitalize()).wait_for()
        page.wait_for_function("globalThis.latentLens?.snapshot().pixels")
        assert page.evaluate("location.pathname") == f"/{name}"
        assert page.get_by_role("dialog").count() == 0
        tab.leave()
