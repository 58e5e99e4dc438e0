"""A class opens the link at once on a server that has just started: everybody gets a page."""

import asyncio
import shutil

from app_server import run_async, serve

from benchmarks.visitor_client import Visitor
from ui.pages import PAGES
from vae_core.store.folder import SHIPPED

VISITORS = 30


def test_thirty_first_visitors_at_once_meet_no_red_box(tmp_path):
    shutil.copytree(SHIPPED / "digits-2d", tmp_path / "models" / "digits-2d")
    pages = ["", *PAGES]

    async def visit(url, page):
        async with Visitor(url) as visitor:
            return page, await visitor.open("", page)

    async def visit_all(url):
        return await asyncio.gather(*(visit(url, pages[index % len(pages)]) for index in range(VISITORS)))

    with serve(tmp_path / "log.txt", LATENT_LENS_CHECKPOINTS=str(tmp_path / "models")) as url:
        runs = run_async(visit_all(url))
    assert [(page, run.exceptions) for page, run in runs if run.exceptions] == []
    assert {page for page, run in runs if run.received_bytes} == set(pages)
