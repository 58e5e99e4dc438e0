"""A real Chromium and a static server of this repository, for every browser test."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
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
def app_url(tmp_path_factory):
    """The app on a free port, as a visitor starts it, without the data set."""
    folder = tmp_path_factory.mktemp("app")
    with serve(folder / "log.txt", LATENT_LENS_DATA=str(folder / "no-data")) as url:
        yield url


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve(log, port=None, **environment):
    """The app on a port, a free one unless it is said, with an environment; its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.port", str(port), "--server.headless", "true"]
    with log.open("ab") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=output, stderr=output)
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(url, server, log, seconds=60):
    for _ in range(seconds * 5):
        assert server.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the app did not start: {log.read_text()}")


def run_async(coroutine):
    """Its result; in a thread of its own, because the browser's driver keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, coroutine).result()
