"""A headless Chromium without a GPU, and Streamlit apps on free ports, for the benchmarks."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
START_SECONDS = 60


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; ends the program with a sentence if the machine has none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        sys.exit("no Chromium found; install one, its command is `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def streamlit_app(script: Path) -> Iterator[str]:
    """Runs a Streamlit script on a free port, gives its address once it answers, and ends it."""
    with streamlit_server(script) as (url, _):
        yield url


@contextmanager
def streamlit_server(script: Path, *options: str) -> Iterator[tuple[str, int]]:
    """The same with more options of `streamlit run`; gives the number of the process as well."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false", *options]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(url)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait()


def _wait_until_it_answers(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urlopen(f"{url}/_stcore/health").close()
            return
        except (URLError, OSError):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{url} did not answer within {START_SECONDS} s") from None
            time.sleep(0.02)
