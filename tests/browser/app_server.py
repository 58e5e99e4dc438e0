"""The app as a visitor starts it, on a port of its own."""

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve(log, port=None, **environment):
    """The app on a port, a free one unless it is said, with an environment; its address."""
    with serve_process(log, port, **environment) as (url, _):
        yield url


@contextmanager
def serve_process(log, port=None, **environment):
    """The same with its process, to be killed."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.port", str(port), "--server.headless", "true"]
    with log.open("ab") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=output, stderr=output)
        try:
            until_it_answers(f"http://127.0.0.1:{port}/_stcore/health", server, log)
            yield f"http://127.0.0.1:{port}", server
        finally:
            _end(server)


def _end(server):
    server.terminate()
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:  # uvicorn waits for ever for a connection that comes in the moment it closes
        server.kill()
        server.wait()


def run_async(coroutine):
    """Its result; in a thread of its own, because the browser's driver keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, coroutine).result()


def until_it_answers(url, server, log):
    """Waits until a server that was started answers, for as long as it runs."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the app did not start: {log.read_text()}")
