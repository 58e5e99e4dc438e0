"""A real Chromium and a static server of this repository, for every browser test."""

import asyncio
import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from app_server import ROOT, serve
from playwright.sync_api import sync_playwright
from tab import Tab

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BLANK_PAGE = b'<!doctype html><link rel="icon" href="data:,"><title>test</title>'


class Site:
    """The repository over HTTP at `url`, plus whatever bytes a test puts into `files` (path -> bytes)."""

    def __init__(self):
        self.files = {"/": BLANK_PAGE}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self.files, directory=ROOT))
        self.url = f"http://127.0.0.1:{self.server.server_port}"


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, files, *args, **kwargs):
        self.files = files
        super().__init__(*args, **kwargs)

    def do_GET(self):
        body = self.files.get(self.path)
        if body is None:
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.path == "/" else "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def site():
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, daemon=True)
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


@pytest.fixture(scope="session")
def browser():
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        required = os.environ.get("LATENT_LENS_REQUIRE_BROWSER") == "1"
        (pytest.fail if required else pytest.skip)("no Chromium found; install one, its command is `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, site):
    """An empty page on the site's origin, whose scripts may import the repository's modules; it must not crash."""
    page = browser.new_page()
    crashes = []
    page.on("pageerror", lambda error: crashes.append(str(error)))
    page.goto(site.url)
    yield page
    page.close()
    assert crashes == []


@pytest.fixture(scope="session")
def kept_tabs():
    """The window that tests share, in a list: one that does not answer any more makes room for another."""
    tabs = []
    yield tabs
    for tab in tabs:
        tab.close()


@pytest.fixture
def tab(browser, kept_tabs):
    """A window to visit apps with; whoever visits must leave nothing to complain of."""
    if not kept_tabs or not kept_tabs[0].is_well():
        kept_tabs[:] = [Tab(browser)]
    [tab] = kept_tabs
    tab.complaints.clear()
    yield tab
    assert tab.complaints == []


@pytest.fixture
def new_tab(browser):
    """Opens windows of their own, with the options of a Playwright context; they are held to the same."""
    tabs = []

    def new_tab(**options):
        tabs.append(Tab(browser, **options))
        return tabs[-1]

    yield new_tab
    for tab in tabs:
        tab.close()
    assert [tab.complaints for tab in tabs if tab.complaints] == []


@pytest.fixture(scope="session")
def app_url(tmp_path_factory):
    """The app on a free port, as a visitor starts it, without the data set."""
    folder = tmp_path_factory.mktemp("app")
    with serve(folder / "log.txt", LATENT_LENS_DATA=str(folder / "no-data")) as url:
        yield url


@pytest.fixture(scope="session")
def workshop(tmp_path_factory):
    """The app over a folder of models that tests fill, each with names of its own: its address and that folder."""
    home = tmp_path_factory.mktemp("workshop")
    (home / "models").mkdir()
    places = {"LATENT_LENS_CHECKPOINTS": str(home / "models"), "LATENT_LENS_DATA": str(home / "no-data")}
    with serve(home / "log.txt", **places) as url:
        yield url, home / "models"


def run_async(coroutine):
    """Its result; in a thread of its own, because the browser's driver keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, coroutine).result()
