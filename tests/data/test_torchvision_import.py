"""torchvision beside any build of torch, in a fresh process each time."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(script: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)


def test_torchvision_imports_after_preparation_however_often():
    script = "from vae_core.data.torchvision_import import prepare_torchvision as prepare; prepare(); prepare()\n"
    done = run(script + "import torchvision.datasets; prepare(); print(torchvision.__version__)")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("0.")
