"""Every benchmark starts from a clone, as its first lines say, and explains itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "benchmarks"
# What the commands share, and their peers.
NOT_COMMANDS = {
    "chromium.py",
    "foreign_networks.py",
    "refused_networks.py",
    "one_slider_app.py",
    "plain_slider_app.py",
    "results.py",
    "trainings.py",
    "visitor_client.py",
}
COMMANDS = [path for path in sorted(FOLDER.glob("*.py")) if path.name not in NOT_COMMANDS]
# As `python benchmarks/NAME.py --help` for one after the other, in a process that imports torch once.
ASK_ALL = """
import contextlib, io, json, runpy, sys

paths, answers = sys.path[1:], {}
for path in sys.argv[1:]:
    sys.argv, sys.path[:] = [path, "--help"], [path.rpartition("/")[0], *paths]
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
        runpy.run_path(path, run_name="__main__")
    answers[path] = out.getvalue()
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    command = [sys.executable, "-c", ASK_ALL, *(path.as_posix() for path in COMMANDS)]
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    asked = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, timeout=600)
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout)


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)
def test_the_command_explains_itself(path, answers):
    assert answers[path.as_posix()].startswith(f"usage: {path.name}")


@pytest.mark.parametrize("name", sorted(NOT_COMMANDS))
def test_what_is_no_command_does_not_look_like_one(name):
    assert "__main__" not in (FOLDER / name).read_text()
