"""`python -m vae_core.runs.work NAME`: the process that carries out one run of the app (runs.py), from queue to model.

It locks its run first and loads torch last, so that a run that waits costs little. Everything that it trains, it trains
by the code of `python -m vae_core train`; it only watches, writes down where that stands, and does what it is asked.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import threading
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from vae_core.runs.plan import is_here
from vae_core.runs.runs import list_runs, load_run, log, remove, run_lock, runs_dir, training_lock, waits_for, wish
from vae_core.store.folder import models_dir, write_json
from vae_core.training.memory import SHORT, is_short

LOCK_SECONDS = 10  # someone may just be probing the lock
POLL_SECONDS = 0.3
STATUS_SECONDS = 0.5  # between two writings of the status
NICENESS = 5  # a third of the share of a process at 0: the app stays live, and training goes on beside other work


class Discarded(Exception):
    """The visitor wants nothing of the run to be kept."""


class Stopped(Exception):
    """The visitor took the run out before it began."""


def main(name: str) -> int:
    """Carries out a run; 1 if it failed."""
    lock = run_lock(name)
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout:
        return 0  # another process works on it
    with lock:
        status = Status(name)
        _carry_out(name, status)
    if status.content["state"] == "discarded":  # Windows removes no file that is open, as the lock was
        remove(name)
    return int(status.content["state"] == "failed")


class Status:
    """`status.json` of a run: what has been said of it last, and when."""

    def __init__(self, name: str) -> None:
        self.folder, self.name = runs_dir() / name, name
        known = load_run(name)
        kept = ("asked", "epoch", "epochs", "step", "steps", "history")
        self.content: dict[str, Any] = {key: getattr(known, key) for key in kept}
        self.written = 0.0

    def say(self, state: str, sentence: str, **figures: Any) -> None:
        """Writes the state at once; a full disk is told to the log, and ends nothing."""
        self.content |= {"state": state, "sentence": sentence, "pid": os.getpid(), **figures}
        self.written = time.monotonic()
        try:
            write_json(self.folder / "status.json", self.content)
        except OSError as error:
            log(f"the status could not be written: {error}")

    def whisper(self, state: str, sentence: str, **figures: Any) -> None:
        """Writes the state if it is another, or the last one is half a second old."""
        self.content |= figures
        if state != self.content["state"] or time.monotonic() - self.written > STATUS_SECONDS:
            self.say(state, sentence)

    def obey(self) -> str:
        """What the visitor wants; raises Discarded if it is nothing at all."""
        wanted = wish(self.name)
        if wanted == "discard":
            raise Discarded
        return wanted


def _carry_out(name: str, status: Status) -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    turn = training_lock()
    try:
        _wait_for_turn(turn, name, status)
        here = is_here(load_run(name).option("data"))
        status.say("preparing", "Reading the images." if here else "Downloading the images.")
        threading.Thread(target=_leave_if_discarded, args=[status], daemon=True).start()
        _train(name, status)
    except Discarded:
        status.say("discarded", "")
    except Stopped:
        status.say("stopped", "It was taken out of the queue.")
    except Exception as error:  # whatever it was, the page must be able to say it
        if not _is_expected(error):
            log(traceback.format_exc())
        sentence = SHORT if is_short(error) else " ".join(str(error).split())[:400]
        status.say("failed", sentence or type(error).__name__)
    finally:
        turn.release()


def _leave_if_discarded(status: Status) -> None:
    """Ends the process if its run is discarded while images are read or fetched; the kernel frees its locks."""
    while status.content["state"] == "preparing":
        if wish(status.name) == "discard":
            status.say("discarded", "")
            remove(status.name)
            os._exit(0)
        time.sleep(POLL_SECONDS)


def _wait_for_turn(turn: FileLock, name: str, status: Status) -> None:
    """Returns with the lock, once no living run asked before this one and none is at work."""
    status.say("queued", "")
    while True:
        if status.obey() == "stop":
            raise Stopped
        runs = list_runs()
        with suppress(Timeout):
            if waits_for(load_run(name), runs) is None:
                turn.acquire(timeout=0)
                return
        time.sleep(POLL_SECONDS)


def _train(name: str, status: Status) -> None:
    options = load_run(name).options
    out = status.folder / "model" / name
    if status.content["epoch"] and not out.exists() and (models_dir() / name / "metrics.json").is_file():
        return _done(status)  # it was killed between the move and the word
    os.environ["OMP_NUM_THREADS"] = str(_threads(options))  # before torch loads
    from vae_core.cli import parser, train
    from vae_core.cli.arguments import public
    from vae_core.cli.watch import Watcher

    words = ["train", *options, "--out", str(out)]
    arguments = parser().parse_args([*words, "--resume"])
    arguments.command_line = "python -m vae_core " + shlex.join(public(words))
    figures = train.carry_out(arguments, Watcher(status))
    if figures == []:
        return status.say("stopped", "It was stopped before the first epoch had ended: there is nothing to keep yet.")
    status.obey()
    _publish(out)
    return _done(status)


def _publish(out: Path) -> None:
    """Moves a complete model to the others, under their eyes all at once."""
    target = models_dir() / out.name
    if target.exists():
        raise FileExistsError(f"A model called {out.name} has come up meanwhile; this one is kept in {out}.")
    models_dir().mkdir(parents=True, exist_ok=True)
    try:
        os.rename(out, target)
    except OSError:  # another disk
        halfway = models_dir() / f".{out.name}"
        shutil.rmtree(halfway, ignore_errors=True)
        try:
            shutil.copytree(out, halfway)
            os.rename(halfway, target)
        finally:
            shutil.rmtree(halfway, ignore_errors=True)
        shutil.rmtree(out)
    with suppress(OSError):
        out.parent.rmdir()


def _done(status: Status) -> None:
    epoch, epochs = status.content["epoch"], status.content["epochs"]
    early = f"It ended after epoch {epoch} of {epochs}. " if epoch < epochs else ""
    status.say("done", f"{early}The model is in every selector.", seconds_left=0.0)


def _threads(options: tuple[str, ...]) -> int:
    """Half of the cores, and one for the small networks.

    Threads wait for each other many times in a step: on two cores that had other work, two took 2 s for one of 14 ms.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if "small" in options else max(1, cores // 2)


def _is_expected(error: Exception) -> bool:
    return isinstance(error, ValueError | OSError) or type(error).__name__ == "TrainingError"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
