"""Modules of the browser side that touch no page, run by Node where there is one, else in Chromium."""

import base64
import json
import math
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest


class JavaScriptError(Exception):
    """What was thrown."""


class Node:
    """Evaluates functions in one process for all; `files` are what `fetch` finds, by path."""

    def __init__(self, program):
        script = str(Path(__file__).with_name("evaluate.mjs"))
        self.process = subprocess.Popen([program, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.files = {}

    def evaluate(self, body, argument=None):
        sent = {path: base64.b64encode(content).decode() for path, content in self.files.items()}
        self.files = {}
        line = json.dumps(_plain({"body": body, "argument": argument, "files": sent}), allow_nan=False)
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline(), object_hook=_whole)
        if "error" in said:
            raise JavaScriptError(said["error"])
        return said["value"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Chromium:
    """The same in a page."""

    def __init__(self, browser, site):
        self.page, self.files = browser.new_page(), site.files
        self.page.goto(site.url)

    def evaluate(self, body, argument=None):
        return self.page.evaluate(body, argument)

    def close(self):
        self.page.close()


def _runner(request):
    program = shutil.which("node")
    return Node(program) if program else Chromium(*map(request.getfixturevalue, ("browser", "site")))


@pytest.fixture(scope="session")
def node(request):
    """Whatever runs JavaScript here."""
    with closing(_runner(request)) as runner:
        yield runner


@pytest.fixture
def fresh_node(request):
    """One of a test's own, for what changes the world of all modules."""
    with closing(_runner(request)) as runner:
        yield runner


def _plain(value):
    """JSON has no NaN and no infinity."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"not finite": {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]}
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value


def _whole(entry):
    return float(entry["not finite"]) if "not finite" in entry else entry
