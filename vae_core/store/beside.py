"""A folder that appears whole or not at all: it is written beside its place, hidden, and put there at the end."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


class Beside(tempfile.TemporaryDirectory):
    """An empty folder beside the place of another and under its name, gone at the end unless it was put there."""

    def __init__(self, folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(dir=folder.parent, prefix=f".{folder.name}-", ignore_cleanup_errors=True)
        self.folder = folder

    def __enter__(self) -> Path:
        inside = Path(super().__enter__()) / self.folder.name
        inside.mkdir()
        return inside

    def put(self) -> None:
        """Into its place, instead of what may be there."""
        made = Path(self.name) / self.folder.name
        if self.folder.exists():
            os.replace(self.folder, Path(self.name) / ".before")
        os.replace(made, self.folder)
        shutil.rmtree(Path(self.name) / ".before", ignore_errors=True)
