"""The server ends in the middle of a talk."""

from app_server import serve_process
from talk_page import at, present, stop, z_is

OF_STREAMLIT = ("Failed to load", "WebSocket", "reaching server endpoint", "server is not responding")


def test_the_talk_goes_on_when_the_server_is_killed(visit, tab, tmp_path):
    with serve_process(tmp_path / "log.txt") as (url, server):
        give_the_talk(visit, url, server)
    assert not [said for said in tab.complaints if not any(words in said for words in OF_STREAMLIT)]
    tab.complaints.clear()


def give_the_talk(visit, url, server):
    page = visit(f"{url}/present?model=digits-2d")
    assert page.evaluate("location.pathname") == "/present"  # the first that this server is asked for
    assert page.get_by_role("dialog").count() == 0
    present(page, stop(), stop("mnist-2d", (1, 0.25)), stop(z=(-1, 1), panels=["picture", "sliders"]))
    z_is(page, 0.5, -1)
    server.kill()
    server.wait()
    page.wait_for_function(  # Streamlit has noticed, and its words are closed
        "document.querySelector('[data-testid=talk]').dataset.server === 'away'"
    )
    assert page.get_by_role("dialog").count() == 0
    page.keyboard.press("ArrowRight")
    at(page, 2, 3)
    z_is(page, 1, 0.25)
    page.keyboard.press("ArrowRight")
    z_is(page, -1, 1)
    talk = page.get_by_test_id("talk")
    talk.get_by_test_id("slider-0").fill("0.75")
    page.wait_for_function("() => latentLens.snapshot().z[0] === 0.75")
    box = talk.get_by_test_id("stage").bounding_box()
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).dataset.testid", middle) == "talk"
    page.keyboard.press("Escape")
    page.get_by_test_id("link-notice").get_by_text("could not be reached during the talk").wait_for()
