"""Visits of the pages that a talk is made on, in the size of a small projector."""

import pytest
from talk_page import SIZE


@pytest.fixture
def visit(tab):
    """The page at an address, and a second window of the same visitor for a second address."""
    pages = []

    def visit(url, window=tab):
        if pages and window is tab:
            pages.append(tab.another_page())
            pages[-1].goto(url)
        else:
            pages.append(window.open(url, viewport=SIZE))
        pages[-1].wait_for_function("() => globalThis.latentLens?.snapshot().pixels")
        return pages[-1]

    return visit
