"""Training runs that the app starts: each is a folder, filled by a process of its own and read by anyone. No torch.

`runs/<name>/`: `job.json` (the options of `python -m vae_core train`), `status.json` (where it stands), `live.npz`
(live.py: what there is to see), `request.json` (what the visitor wants of it), `lock` (held as long as its process
lives, so that the kernel tells of a kill), `log.txt`, `upload/` and `model/<name>/`, which moves to the other models
only when it is complete. One run trains at a time, under `runs/training.lock`; the others wait in the order of asking.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from vae_core.folder import CheckpointError, is_reserved, models_dir, read_json, write_json

PACKAGE = Path(__file__).resolve().parent
ACTIVE = ("starting", "queued", "preparing", "training", "paused", "evaluating")
ENDED = ("done", "stopped", "failed", "discarded")
WISHES = ("run", "pause", "stop", "discard")
STARTING_SECONDS = 20  # a process may take so long to lock its run before it counts as interrupted
ABANDONED_SECONDS = 86_400  # a folder that is still being made, or removed, after a day has been left
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
TERMS = ("epoch", "train_elbo", "val_elbo", "val_recon", "val_kl")
_probing = threading.Lock()  # two visitors must not take each other's probe for a living run
_children: list[subprocess.Popen] = []  # kept, so that Python reaps them


class RunError(ValueError):
    """A run that cannot be made or started."""


@dataclass(frozen=True)
class Run:
    """Where a run stands; what its file does not say well counts as unknown."""

    name: str
    options: tuple[str, ...]
    state: str  # one of ACTIVE or ENDED, or "interrupted"
    wish: str  # one of WISHES
    asked: float = 0.0  # seconds since 1970
    sentence: str = ""
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

    def option(self, name: str, default: str = "") -> str:
        """The value of an option of `python -m vae_core train`."""
        return dict(pairwise(self.options)).get(f"--{name}", default)

    @property
    def waits(self) -> bool:
        """Whether it has not had its turn yet."""
        return self.state in ("starting", "queued")


def runs_dir() -> Path:
    """The folder of runs: $LATENT_LENS_RUNS, or `runs` beside the package."""
    return Path(os.environ.get("LATENT_LENS_RUNS") or PACKAGE.parent / "runs").resolve()


def upload_dir(name: str) -> Path:
    """Where the images that came with a run are."""
    return runs_dir() / name / "upload"


def check_name(name: str) -> None:
    """Raises RunError, with one sentence, if no new run and model may have this name."""
    if not PLAIN.fullmatch(name) or is_reserved(name):
        raise RunError("A name has up to 40 letters, digits, - or _, and starts with a letter or a digit.")
    models = models_dir().iterdir() if models_dir().is_dir() else ()
    for taken, what in (((path.name for path in models), "model"), ((run.name for run in list_runs()), "run")):
        if name.lower() in map(str.lower, taken):
            raise RunError(f"There is a {what} called {name} already: choose another name.")


def create(name: str, prepare: Callable[[Path], Sequence[str]]) -> None:
    """Makes the folder of a run, whole or not at all.

    Args:
        name: of the run and of its model.
        prepare: puts images that come with the run into the folder it is given, which will be `upload_dir(name)`;
            returns the options of `python -m vae_core train`, without --out. What it raises passes.

    Raises:
        RunError: if the name will not do, or the same training is at work already.
        OSError: if the disk is full or may not be written to.
    """
    check_name(name)
    runs_dir().mkdir(parents=True, exist_ok=True)
    _clear_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=".new-", dir=runs_dir()))
    try:
        options = list(prepare(folder / "upload"))
        write_json(folder / "job.json", {"options": options})
        write_json(folder / "status.json", {"state": "stopped", "sentence": "It has not been started."})
        with FileLock(runs_dir() / "create.lock"):
            check_name(name)  # someone may have taken it meanwhile
            for run in list_runs():
                if run.is_active and list(run.options) == options:
                    raise RunError(f"This training is at work already, as {run.name}: watch it, or change a choice.")
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
    kept = _status(folder)
    write_json(folder / "status.json", kept | {"state": "starting", "sentence": "", "asked": time.time()})
    places = {"LATENT_LENS_RUNS": str(runs_dir()), "LATENT_LENS_CHECKPOINTS": str(models_dir().resolve())}
    if data := os.environ.get("LATENT_LENS_DATA"):
        places["LATENT_LENS_DATA"] = str(Path(data).resolve())
    environment = {key: value for key, value in os.environ.items() if key != "OMP_NUM_THREADS"} | places
    detached: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        detached = {"creationflags": flags | subprocess.BELOW_NORMAL_PRIORITY_CLASS}
    command = [sys.executable, "-m", "vae_core.work", name]
    _children[:] = [child for child in _children if child.poll() is None]
    with (folder / "log.txt").open("ab") as log:
        streams = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
        _children.append(subprocess.Popen(command, cwd=PACKAGE.parent, env=environment, **streams, **detached))


def ask(name: str, wish: str) -> None:
    """Tells the run's process to run, pause, stop (keeping the best so far) or discard everything.

    Raises:
        RunError: if the run has been removed.
        OSError: if the disk is full or may not be written to.
    """
    if not _is_there(name):
        raise RunError(f"The run {name} has been removed.")
    write_json(runs_dir() / name / "request.json", {"wish": wish})


def discard(name: str) -> None:
    """Removes the run and what it has made; a model that is complete stays, with the images that were sent for it."""
    if _is_there(name):
        ask(name, "discard")
    if not load_run(name).is_active:
        remove(name)


def remove(name: str) -> None:
    """Removes the folder of a run that no process works on; its name is free at once."""
    folder = runs_dir() / name
    if not folder.is_dir():
        return
    going = Path(tempfile.mkdtemp(prefix=".old-", dir=runs_dir()))
    with suppress(OSError):
        os.rename(folder, going / name)
        if (models_dir() / name).is_dir() and (going / name / "upload").is_dir():
            folder.mkdir()
            os.rename(going / name / "upload", folder / "upload")
    shutil.rmtree(going, ignore_errors=True)


def list_runs() -> list[Run]:
    """All runs: those at work first, then those that wait in their order, then the others, newest first."""
    jobs = runs_dir().glob("[!.]*/job.json") if runs_dir().is_dir() else ()
    runs = [run for path in jobs if (run := load_run(path.parent.name)).state != "discarded"]
    return sorted(runs, key=lambda run: (not run.is_active, run.waits, run.asked if run.is_active else -run.asked))


def load_run(name: str) -> Run:
    """One run, as far as its files can be read."""
    folder = runs_dir() / name
    status = _status(folder)
    job = _read(folder / "job.json")
    options = job.get("options")
    options = tuple(map(str, options)) if isinstance(options, list) else ()
    state = status.pop("state", "unknown")
    if state not in ENDED:
        starting = state == "starting" and time.time() - status.get("asked", 0) < STARTING_SECONDS
        if not starting and not is_alive(name):
            state, status["sentence"] = "interrupted", "Its process has ended before the training had."
        elif state not in ACTIVE:
            state = "preparing"
    return Run(name, options, state, wish(name), **status)


def wish(name: str) -> str:
    """What the visitor wants of a run."""
    asked = _read(runs_dir() / name / "request.json").get("wish")
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
    if not (runs_dir() / name / "lock").is_file():
        return False  # locking would make it, and the folder
    with _probing:
        try:
            lock = run_lock(name)
            lock.acquire(timeout=0)
            lock.release()
            return False
        except Timeout:
            return True
        except OSError:  # a disk that may not be written to
            return False


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


def _read(path: Path) -> dict[str, Any]:
    try:
        content = read_json(path)
    except (CheckpointError, OSError):
        return {}
    return content if isinstance(content, dict) else {}


def _status(folder: Path) -> dict[str, Any]:
    stored = _read(folder / "status.json")
    kept: dict[str, Any] = {key: stored[key] for key in ("state", "sentence") if isinstance(stored.get(key), str)}
    for key in ("epoch", "epochs", "step", "steps"):
        if isinstance(stored.get(key), int):
            kept[key] = stored[key]
    kept |= {key: stored[key] for key in ("asked", "seconds_left") if _is_number(stored.get(key))}
    history = stored.get("history")
    if isinstance(history, list):
        kept["history"] = [entry for entry in history if isinstance(entry, dict) and _is_entry(entry)]
    return kept


def _is_entry(entry: dict[str, Any]) -> bool:
    return all(_is_number(entry.get(term)) for term in TERMS)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
