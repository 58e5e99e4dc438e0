"""Every benchmark starts from a clone, as its first lines say, and explains itself."""

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "benchmarks"
# What the commands share, and their peers.
NOT_COMMANDS = {"chromium.py", "one_slider_app.py", "plain_slider_app.py", "results.py", "visitor_client.py"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_the_command_explains_itself(path, tmp_path):
    if path.name in NOT_COMMANDS:
        assert "__main__" not in path.read_text()
        return
    command = [sys.executable, str(path), "--help"]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith(f"usage: {path.name}")
