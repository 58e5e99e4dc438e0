"""`python -m vae_core.runs.work NAME`: the process that carries out one run of the app (runs.py), from queue to model.

It locks its run first and loads torch last, so that a run that waits costs little. What it trains, it trains as
`python -m vae_core train` does; it only watches, writes down where that stands, and does what it is asked.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
import traceback
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from vae_core.fault import Sentence
from vae_core.runs.forecast import is_here
from vae_core.runs.runs import RunError, list_runs, load_run, log, remove, run_lock, training_lock, waits_for, wish
from vae_core.runs.status import Discarded, Status
from vae_core.store.folder import models_dir
from vae_core.store.label import reason_of
from vae_core.training.experiment import Experiment
from vae_core.training.memory import SHORT, is_short

LOCK_SECONDS = 10  # someone may just be probing the lock
POLL_SECONDS = 0.3
NICENESS = 5  # a third of the share of a process at 0: the app stays live, and training goes on beside other work
READING, DOWNLOADING = Sentence("Reading the images."), Sentence("Downloading the images.")
LEFT_QUEUE = Sentence("It was taken out of the queue.")
NOTHING_YET = Sentence("It was stopped before the first epoch had ended: there is nothing to keep yet.")
COMPLETE = "The model is in every selector."
ENDED_EARLY = "It ended after epoch {epoch} of {epochs}. The model is in every selector."


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


def _carry_out(name: str, status: Status) -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    turn = training_lock()
    try:
        _wait_for_turn(turn, name, status)
        experiment = load_run(name).experiment
        status.write("preparing", READING if experiment is None or is_here(experiment.data) else DOWNLOADING)
        threading.Thread(target=_leave_if_discarded, args=[status], daemon=True).start()
        _train(name, status)
    except Discarded:
        status.write("discarded")
    except Stopped:
        status.write("stopped", LEFT_QUEUE)
    except Exception as error:  # whatever it was, the page must be able to say it
        if not isinstance(error, ValueError | OSError):
            log(traceback.format_exc())
        status.write("failed", SHORT if is_short(error) else reason_of(error, 400))
    finally:
        turn.release()


def _leave_if_discarded(status: Status) -> None:
    """Ends the process if its run is discarded while images are read or fetched; the kernel frees its locks."""
    while status.content["state"] == "preparing":
        if wish(status.name) == "discard":
            status.write("discarded")
            remove(status.name)
            os._exit(0)
        time.sleep(POLL_SECONDS)


def _wait_for_turn(turn: FileLock, name: str, status: Status) -> None:
    """Returns with the lock, once no living run asked before this one and none is at work."""
    status.write("queued")
    while True:
        if status.wish() == "stop":
            raise Stopped
        runs = list_runs()
        with suppress(Timeout):
            if waits_for(load_run(name), runs) is None:
                turn.acquire(timeout=0)
                return
        time.sleep(POLL_SECONDS)


def _train(name: str, status: Status) -> None:
    out = status.folder / "model" / name
    if status.content["epoch"] and not out.exists() and (models_dir() / name / "metrics.json").is_file():
        return _done(status)  # it was killed between the move and the word
    experiment = load_run(name).experiment
    if experiment is None:
        raise RunError(
            "What {name} is to train cannot be read from its job.json: discard it, and start it again.", name=name
        )
    os.environ["OMP_NUM_THREADS"] = str(_threads(experiment))  # before torch loads
    from vae_core.runs.watcher import Watcher
    from vae_core.training.run import run

    figures = run(experiment, out, Watcher(status), resume=True)
    if figures == []:
        return status.write("stopped", NOTHING_YET)
    status.wish()
    _publish(out)
    return _done(status)


def _publish(out: Path) -> None:
    """Moves a complete model to the others, under their eyes all at once."""
    name, target = out.name, models_dir() / out.name
    if target.exists():
        raise RunError("A model named {name} was created in the meantime; this one stays in {out}.", name=name, out=out)
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
    sentence = Sentence(ENDED_EARLY, {"epoch": epoch, "epochs": epochs}) if epoch < epochs else Sentence(COMPLETE)
    status.write("done", sentence, seconds_left=0.0)


def _threads(experiment: Experiment) -> int:
    """Half of the cores, and one for the small networks.

    Threads wait for each other many times in a step: on two cores that had other work, two took 2 s for one of 14 ms.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if experiment.recipe == "small" else max(1, cores // 2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
