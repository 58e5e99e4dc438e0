"""A server that was started with the usual limit of open files takes what the system lets it have."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ASK = "from ui.open_files import make_room; print(make_room())"


def limit_after(shell: str) -> tuple[int, str]:
    command = f"{shell} && exec {sys.executable} -c '{ASK}'"
    ended = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(ended.stdout), ended.stderr


def test_the_soft_limit_is_raised_to_what_is_allowed():
    limit, said = limit_after("ulimit -S -n 256 && ulimit -H -n 5000")
    assert limit == 5000
    assert said == ""


def test_where_it_may_not_be_raised_the_log_says_for_how_many_there_is_room():
    limit, said = limit_after("ulimit -S -n 256 && ulimit -H -n 300")
    assert limit == 300
    assert "room for about 100 visitors" in said
