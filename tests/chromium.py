"""A real Chromium and a static server of this repository."""

import os
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a camera that shows a test picture; the visitor's leave is still needed
]
BLANK_PAGE = b'<!doctype html><link rel="icon" href="data:,"><title>test</title>'


class Site:
    """The repository over HTTP at `url`, plus whatever bytes a test puts into `files` (path -> bytes)."""

    def __init__(self):
        self.files = {"/": BLANK_PAGE, "/_stcore/health": BLANK_PAGE}
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
        self.send_header("Content-Type", "text/html" if body is BLANK_PAGE else "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *args):
        pass


@contextmanager
def open_site():
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, daemon=True)
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


@contextmanager
def open_chromium():
    """The browser; without one the tests that need it are skipped, or fail where it is required."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        required = os.environ.get("LATENT_LENS_REQUIRE_BROWSER") == "1"
        (pytest.fail if required else pytest.skip)("no Chromium found; install one, its command is `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        yield browser
        browser.close()
