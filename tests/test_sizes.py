"""Lines and files stay as small as a person reads them, and the lock file names no host."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_LINE = 120
LONGEST_FILE = 300
PYTHON = [
    ROOT / "app.py",
    *(path for folder in ("pages", "ui", "vae_core", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")),
]
JAVASCRIPT = [
    path for folder in ("web", "tests/node") for ending in ("js", "ts") for path in (ROOT / folder).rglob(f"*.{ending}")
]


@pytest.mark.parametrize("files", [PYTHON, JAVASCRIPT], ids=["python", "javascript"])
def test_no_line_and_no_file_is_too_long(files):
    wrong = []
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines()
        where = path.relative_to(ROOT)
        wrong += [f"{where}:{n}: {len(line)} columns" for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]
        wrong += [f"{where}: {len(lines)} lines"] if len(lines) > LONGEST_FILE else []
    assert not wrong, "\n".join(wrong)


def test_the_lock_file_leaves_it_to_npm_where_packages_come_from():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
