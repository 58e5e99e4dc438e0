"""A last word of a part to a page that has ended in one sentence runs nothing: its fragment is gone."""

import asyncio
import shutil

from app_server import run_async

from benchmarks.visitor_client import Visitor
from vae_core.store.folder import SHIPPED


def test_the_fragments_of_the_page_before_are_forgotten_where_a_page_ends_early(workshop):
    url, models = workshop
    for name in ("whole", "broken"):
        shutil.copytree(SHIPPED / "digits-2d", models / name)
    (models / "broken" / "atlas.npz").write_bytes(b"none")

    async def visit():
        async with Visitor(url) as visitor:
            await visitor.open("model=whole", "interpolate")
            walks, header = visitor.parts["silent_walks"], visitor.parts["silent_header"]
            ended = await visitor.say("silent_header", "choose", "broken")
            visitor.parts = {"silent_walks": walks, "silent_header": header}
            await visitor.send("silent_walks", "ask", {})
            await asyncio.sleep(1)  # whatever came of it would be what the next words find
            again = await visitor.say("silent_header", "choose", "whole")
            return walks.fragment, ended, again, visitor.parts

    fragment, ended, again, parts = run_async(visit())
    assert fragment
    assert len(ended.sentences) == 1
    assert again.sentences == again.exceptions == []
    assert {"interpolate", "stage"} <= set(parts)  # the run that came next is that of the whole page
