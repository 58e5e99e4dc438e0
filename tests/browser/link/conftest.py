"""Visits by address."""

import pytest
from link_page import ready


@pytest.fixture
def open_page(tab, new_tab):
    """Opens an address: the first in the visitor's window, every other one in that of somebody else."""
    windows = []

    def open_page(url):
        if len(windows) < 2:
            windows.append(new_tab() if windows else tab)
        page = windows[-1].open(url, permissions=["clipboard-read", "clipboard-write"])
        ready(page)
        return page

    return open_page
