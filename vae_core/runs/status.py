"""What the process of a run writes of where it stands, and what it reads of the visitor's wishes."""

from __future__ import annotations

import os
import time
from typing import Any

from vae_core.fault import Fault, Sentence
from vae_core.runs.runs import load_run, log, runs_dir, wish
from vae_core.store.folder import write_json
from vae_core.training.run_files import as_stored

STATUS_SECONDS = 0.5  # between two writings of the status


class Discarded(Exception):
    """The visitor wants nothing of the run to be kept."""


class Status:
    """`status.json` of a run: what was written last, and when."""

    def __init__(self, name: str) -> None:
        self.folder, self.name = runs_dir() / name, name
        known = load_run(name)
        kept = ("asked", "epoch", "epochs", "step", "steps", "history")
        self.content: dict[str, Any] = {key: getattr(known, key) for key in kept}
        self.written = 0.0

    def write(self, state: str, sentence: Sentence | Fault | str = "", **figures: Any) -> None:
        """Writes the state at once; a full disk is told to the log, and ends nothing."""
        self.content |= {"state": state, "pid": os.getpid(), **as_stored(sentence), **figures}
        self.written = time.monotonic()
        try:
            write_json(self.folder / "status.json", self.content)
        except OSError as error:
            log(f"the status could not be written: {error}")

    def update(self, state: str, sentence: Sentence | str = "", **figures: Any) -> None:
        """Writes the state if it is another, or the last one is half a second old."""
        self.content |= figures
        if state != self.content["state"] or time.monotonic() - self.written > STATUS_SECONDS:
            self.write(state, sentence)

    def wish(self) -> str:
        """What the visitor wants; raises Discarded if it is nothing at all."""
        wanted = wish(self.name)
        if wanted == "discard":
            raise Discarded
        return wanted
