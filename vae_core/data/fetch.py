"""A known data set fetched behind a running program: one at a time, with a count of what has come, whole or not at all.

The files arrive in a folder of their own below the data folder, where their checksums are verified, and are renamed
into place when all are there. Whoever looks meanwhile finds the data set missing, as before.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from vae_core.data.sets import TORCHVISION, DatasetError, DatasetMissing, default_data_dir, load_dataset

MEGABYTES = {"mnist": 12, "fashion": 31, "kmnist": 21, "emnist": 562}  # of what is sent
PACKED = (".gz", ".zip")
STALLED_SECONDS = 45  # without a byte: the network is gone, whatever the socket still waits for
ARRIVING = ".arriving-"


@dataclass
class Download:
    """A data set on its way; `error` says why it did not come."""

    name: str
    root: Path
    error: DatasetError | None = None
    is_over: bool = False
    folder: Path | None = None
    _count: int = 0
    _moved: float = field(default_factory=time.monotonic)

    def share(self) -> float:
        """How much has come, in [0, 1]; looks at the files on the disk."""
        self._look()
        return min(1.0, self._count / (1e6 * MEGABYTES[self.name]))

    def is_running(self) -> bool:
        """Whether it is still awaited; one that has stalled is given up."""
        if not self.is_over:
            self._look()
            if time.monotonic() - self._moved > STALLED_SECONDS:
                self.end(DatasetMissing("The {name} images stopped coming. Try again.", name=self.name))
        return not self.is_over

    def end(self, error: DatasetError | None = None) -> None:
        """Only the first end counts: what comes after it was given up is thrown away."""
        if not self.is_over:
            self.error, self.is_over = error, True

    def _look(self) -> None:
        count = sum(_size(path) for path in self.folder.rglob("*") if path.suffix in PACKED) if self.folder else 0
        if count != self._count:
            self._count, self._moved = count, time.monotonic()


_turn = threading.Lock()
_last: Download | None = None


def start(name: str, root: Path | None = None) -> Download:
    """The download that runs, of whatever set; if there is none, one of `name`, begun in a thread."""
    global _last
    with _turn:
        if _last is None or not _last.is_running():
            _last = Download(name, Path(root or default_data_dir()))
            threading.Thread(target=_run, args=(_last,), name=f"fetch-{name}", daemon=True).start()
        return _last


def last() -> Download | None:
    """The download that was begun last, over or not."""
    return _last


def _run(download: Download) -> None:
    try:
        download.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=download.root, prefix=ARRIVING, ignore_cleanup_errors=True) as folder:
            download.folder = Path(folder)
            load_dataset(download.name, "test", folder)
            if not download.is_over:
                _into_place(Path(folder), download.root, TORCHVISION[download.name])
    except DatasetError as error:
        download.end(error)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        download.end(DatasetError("The images could not be written to disk ({reason}).", reason=reason))
    finally:
        download.folder = None
        download.end()


def _into_place(arrived: Path, root: Path, title: str) -> None:
    """The images of the training split last: they are what says that a set is here."""
    raw = root / title / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    files = [path for path in (arrived / title / "raw").iterdir() if path.is_file() and path.suffix not in PACKED]
    for path in sorted(files, key=lambda path: "train-images" in path.name):
        os.replace(path, raw / path.name)
    shutil.rmtree(arrived / title, ignore_errors=True)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # unpacked and removed meanwhile
        return 0
