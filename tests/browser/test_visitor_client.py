"""The client of the load benchmark sees what a tab would: parts, answers, pages, red boxes."""

from app_server import run_async

from benchmarks.chromium import streamlit_app
from benchmarks.visitor_client import Visitor


def test_it_visits_pages_and_is_answered(app_url):
    async def visit():
        async with Visitor(app_url) as visitor:
            opened = await visitor.open("model=digits-2d", "explore")
            z = [0.25, -0.5]
            pinned = await visitor.say("evidence", "pin", {"model": "digits-2d", "z": z, "index": None})
            again = dict(visitor.parts)
            switched = await visitor.switch("Manifold")
            return opened, pinned, again, switched, visitor.parts

    opened, pinned, explore, switched, manifold = run_async(visit())
    assert opened.exceptions == pinned.exceptions == switched.exceptions == []
    assert opened.received_bytes > 100_000 > pinned.received_bytes  # the weights come once
    assert switched.received_bytes < opened.received_bytes
    assert "manifold" not in explore
    assert manifold["manifold"].props["z"] == [0.25, -0.5]


def test_it_sees_a_red_box(tmp_path):
    script = tmp_path / "broken.py"
    script.write_text("import streamlit as st\nst.error('a sentence')\nraise ValueError('broken')")

    async def visit(url):
        async with Visitor(url) as visitor:
            return await visitor.open()

    with streamlit_app(script) as url:
        seen = run_async(visit(url))
    assert seen.sentences == ["a sentence"]
    assert len(seen.exceptions) == 1
