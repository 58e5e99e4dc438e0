"""Whether a living process holds a lock file, asked without taking it where the system allows that."""

from __future__ import annotations

import threading
from pathlib import Path

from filelock import FileLock, Timeout

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

_probing = threading.Lock()  # of the probes that take the lock: two must not take each other's for a living run


def is_held(path: Path) -> bool:
    """Whether a process holds `FileLock(path)`; the kernel frees it when the process ends, however it ends."""
    if not path.is_file():
        return False  # locking would make it, and the folder
    try:
        return _is_taken(path) if fcntl is None else not _is_shared(path)
    except OSError:  # it has gone, or the disk may not be written to
        return False


def _is_shared(path: Path) -> bool:
    """Whether the lock can be had together with others who only ask; it is given back at once."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _is_taken(path: Path) -> bool:
    with _probing:
        try:
            with FileLock(path).acquire(timeout=0):
                return False
        except Timeout:
            return True
