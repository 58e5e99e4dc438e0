"""Training runs that the app starts: each is a folder, filled by a process of its own and read by anyone. No torch.

`runs/<name>/`: `job.json` (the experiment), `status.json` (where it stands), `live.npz` (live.py: what there is to
see), `request.json` (what the visitor wants of it), `lock` (held as long as its process lives, so that the kernel tells
of a kill), `log.txt`, `upload/` and `model/<name>/`, which moves to the other models only when it is complete. One run
trains at a time, under `runs/training.lock`; the others wait in the order of asking.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock

from vae_core.fault import Fault, Sentence
from vae_core.places import OWN
from vae_core.store.folder import is_reserved, models_dir, models_dirs, write_json
from vae_core.training.experiment import Experiment
from vae_core.training.run_files import as_stored, read_experiment, read_object, read_status
from vae_core.training.run_locks import is_held

ROOT = Path(__file__).resolve().parents[2]
ACTIVE = ("starting", "queued", "preparing", "training", "paused", "evaluating")
ENDED = ("done", "stopped", "failed", "discarded")
WISHES = ("run", "pause", "stop", "discard")
STARTING_SECONDS = 20  # a process may take so long to lock its run before it counts as interrupted
ABANDONED_SECONDS = 86_400  # a folder that is still being made, or removed, after a day has been left
NOT_STARTED = Sentence("It has not been started.")
INTERRUPTED = Sentence(
    "Its process ended before the training did: the machine stopped, or ran out of memory. Resume continues from the "
    "last epoch."
)
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_children: list[subprocess.Popen] = []  # kept, so that Python reaps them


class RunError(Fault):
    """A run that cannot be made or started."""


@dataclass(frozen=True)
class Run:
    """Where a run stands; what its file does not say well counts as unknown."""

    name: str
    experiment: Experiment | None
    state: str  # one of ACTIVE or ENDED, or "interrupted"
    wish: str  # one of WISHES
    asked: float = 0.0  # seconds since 1970
    sentence: str = ""  # in English
    template: str = ""  # of the sentence, by which another language finds its own; never filled itself
    holes: dict[str, float | str] = field(default_factory=dict)
    epoch: int = 0
    epochs: int = 0
    step: int = 0
    steps: int = 0
    seconds_left: float = math.nan
    history: list[dict[str, float]] = field(default_factory=list)  # entries of TERMS, nats per image

    @property
    def is_active(self) -> bool:
        """Whether a process works on it or waits for its turn."""
        return self.state in ACTIVE

    def chosen(self, option: str, usual: Any = None) -> Any:
        """The value that was chosen for an option of the experiment."""
        return self.experiment.chosen.get(option, usual) if self.experiment else usual

    @property
    def waits(self) -> bool:
        """Whether it has not had its turn yet."""
        return self.state in ("starting", "queued")


def runs_dir() -> Path:
    """The folder of runs: $LATENT_LENS_RUNS, or `runs` of one's own."""
    return Path(os.environ.get("LATENT_LENS_RUNS") or OWN / "runs").resolve()


def upload_dir(name: str) -> Path:
    """Where the images that came with a run are."""
    return runs_dir() / name / "upload"


def check_name(name: str) -> None:
    """Raises RunError, with one sentence, if no new run and model may have this name."""
    if not PLAIN.fullmatch(name) or is_reserved(name):
        raise RunError("A name has up to 40 letters, digits, - or _, and starts with a letter or a digit.")
    models = [path.name for folder in models_dirs() if folder.is_dir() for path in folder.iterdir()]
    if name.lower() in map(str.lower, models):
        raise RunError("There is a model called {name} already: choose another name.", name=name)
    if name.lower() in (run.name.lower() for run in list_runs()):
        raise RunError("There is a run called {name} already: choose another name.", name=name)


def create(name: str, prepare: Callable[[Path], Experiment]) -> None:
    """Makes the folder of a run, whole or not at all.

    Args:
        name: of the run and of its model.
        prepare: puts images that come with the run into the folder it is given, which will be `upload_dir(name)`;
            returns the experiment. What it raises passes.

    Raises:
        RunError: if the name will not do, or the same training is at work already.
        OSError: if the disk is full or may not be written to.
    """
    check_name(name)
    runs_dir().mkdir(parents=True, exist_ok=True)
    _clear_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=".new-", dir=runs_dir()))
    try:
        experiment = prepare(folder / "upload")
        write_json(folder / "job.json", {"experiment": experiment.to_json()})
        write_json(folder / "status.json", {"state": "stopped", **as_stored(NOT_STARTED)})
        with FileLock(runs_dir() / "create.lock"):
            check_name(name)  # someone may have taken it meanwhile
            for run in list_runs():
                if run.is_active and run.experiment == experiment:
                    raise RunError(
                        "The same training is already running as {name}: watch that run, or change a setting.",
                        name=run.name,
                    )
            remove(name)  # what an unlisted run may have left
            os.rename(folder, runs_dir() / name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(name: str) -> None:
    """Starts, or resumes, the run's process, unless it is active: it outlives this one, at low priority.

    Raises:
        RunError: if the run has been removed.
        OSError: if the disk is full or may not be written to.
    """
    folder = runs_dir() / name
    if load_run(name).is_active:
        return
    ask(name, "run")
    kept = read_status(folder)
    write_json(folder / "status.json", kept | {"state": "starting", **as_stored(""), "asked": time.time()})
    models = os.pathsep.join(str(folder.resolve()) for folder in models_dirs())
    folders = {"LATENT_LENS_RUNS": str(runs_dir()), "LATENT_LENS_CHECKPOINTS": models}
    if data := os.environ.get("LATENT_LENS_DATA"):
        folders["LATENT_LENS_DATA"] = str(Path(data).resolve())
    environment = {key: value for key, value in os.environ.items() if key != "OMP_NUM_THREADS"} | folders
    detached: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        detached = {"creationflags": flags | subprocess.BELOW_NORMAL_PRIORITY_CLASS}
    command = [sys.executable, "-m", "vae_core.runs.work", name]
    _children[:] = [child for child in _children if child.poll() is None]
    with (folder / "log.txt").open("ab") as log:
        streams = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
        _children.append(subprocess.Popen(command, cwd=ROOT, env=environment, **streams, **detached))


def ask(name: str, wish: str) -> None:
    """Tells the run's process to run, pause, stop (keeping the best so far) or discard everything.

    Raises:
        RunError: if the run has been removed.
        OSError: if the disk is full or may not be written to.
    """
    if not _is_there(name):
        raise RunError("The run {name} has been removed.", name=name)
    write_json(runs_dir() / name / "request.json", {"wish": wish})


def discard(name: str) -> None:
    """Removes the run and what it has made; a model that is complete stays, with the images that were sent for it.

    It works on a full disk, too: that may be why.
    """
    if load_run(name).is_active and _is_there(name):
        try:
            ask(name, "discard")
        except OSError:  # a disk that takes no word: that the job is gone says the same
            (runs_dir() / name / "job.json").unlink(missing_ok=True)
    if not load_run(name).is_active:
        remove(name)


def remove(name: str) -> None:
    """Removes the folder of a run that no process works on; its name is free at once."""
    folder = runs_dir() / name
    if not folder.is_dir():
        return
    keeps_upload = (models_dir() / name).is_dir() and (folder / "upload").is_dir()
    try:
        going = Path(tempfile.mkdtemp(prefix=".old-", dir=runs_dir()))
        os.rename(folder, going / name)
        if keeps_upload:
            folder.mkdir()
            os.rename(going / name / "upload", folder / "upload")
    except OSError:  # a full disk takes no new folder
        return _empty(folder, ["upload"] if keeps_upload else [])
    shutil.rmtree(going, ignore_errors=True)


def _empty(folder: Path, kept: Sequence[str]) -> None:
    (folder / "job.json").unlink(missing_ok=True)  # it is on no list from here on
    for entry in folder.iterdir():
        if entry.name not in kept:
            shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)
    if not kept:
        folder.rmdir()


def list_runs() -> list[Run]:
    """All runs: those at work first, then those that wait in their order, then the others, newest first."""
    names = os.listdir(runs_dir()) if runs_dir().is_dir() else ()
    jobs = [name for name in names if PLAIN.fullmatch(name) and _is_there(name)]
    runs = [run for name in jobs if (run := load_run(name)).state != "discarded"]
    return sorted(runs, key=lambda run: (not run.is_active, run.waits, run.asked if run.is_active else -run.asked))


def load_run(name: str) -> Run:
    """One run, as far as its files can be read."""
    folder = runs_dir() / name
    status = read_status(folder)
    state = status.pop("state", "unknown")
    if state not in ENDED:
        since = time.time() - status.get("asked", 0)  # less than nothing if the clock was set back
        starting = state == "starting" and abs(since) < STARTING_SECONDS
        if not starting and not is_alive(name):
            state = "interrupted"
            status |= as_stored(INTERRUPTED)
        elif state not in ACTIVE:
            state = "preparing"
    return Run(name, read_experiment(folder), state, wish(name), **status)


def wish(name: str) -> str:
    """What the visitor wants of a run; of one whose job is gone, nothing."""
    if not _is_there(name):
        return "discard"
    asked = read_object(runs_dir() / name / "request.json").get("wish")
    return asked if asked in WISHES else "run"


def waits_for(run: Run, runs: Sequence[Run]) -> Run | None:
    """The run that must end before this one may train: the one at work, else the last that asked before it."""
    if not run.waits:
        return None
    others = [other for other in runs if other.is_active and other.name != run.name]
    at_work = [other for other in others if not other.waits]
    before = [other for other in others if (other.asked, other.name) < (run.asked, run.name)]
    return next(iter(at_work or before), None)


def run_lock(name: str) -> FileLock:
    """Held by the run's process as long as it lives."""
    return FileLock(runs_dir() / name / "lock")


def training_lock() -> FileLock:
    """Held by the one process that trains."""
    return FileLock(runs_dir() / "training.lock")


def is_alive(name: str) -> bool:
    """Whether a process holds the run."""
    return is_held(runs_dir() / name / "lock")


def log(sentence: str) -> None:
    """Prints to the log of this process, which may lie on a disk that is full."""
    with suppress(OSError):
        print(sentence, flush=True)


def _is_there(name: str) -> bool:
    return (runs_dir() / name / "job.json").is_file()


def _clear_abandoned() -> None:
    for folder in [*runs_dir().glob(".new-*"), *runs_dir().glob(".old-*")]:
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > ABANDONED_SECONDS:
                shutil.rmtree(folder)
