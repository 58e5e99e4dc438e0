"""What is known of a run before it starts: its images at a glance, and about how long it takes. No torch here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vae_core.data.images import IMAGE_SUFFIXES, DatasetError, glance, read_square
from vae_core.data.sets import (
    FOLDER_IMAGE_SIZE,
    FOLDER_MIN_IMAGES,
    TORCHVISION,
    WHAT_HAPPENS,
    default_data_dir,
)
from vae_core.training.experiment import Experiment

TRAINING_IMAGES = {"digits": 1437, "mnist": 60_000, "fashion": 60_000, "kmnist": 60_000, "emnist": 112_800}
DOWNLOAD_MB = {"mnist": 12, "fashion": 31, "kmnist": 21, "emnist": 562}
MAX_FILES = 300_000  # in a folder: more is a disk, not a data set
MAX_CLASSES = 200  # each has a colour, a line of the legend and a trace of the map
LOOKED_AT, READ = 24, 4  # images of a folder whose headers are read; those of them that are decoded as well
# Seconds per training image and epoch of 28 x 28 pixels, then seconds of evaluation and atlas: of the shipped models,
# trained by one thread on an AMD EPYC (their metrics.json).
COST = {"small": (0.03e-3, 20.0), "mlp": (0.21e-3, 240.0), "conv": (0.65e-3, 480.0)}


@dataclass(frozen=True)
class DataLook:
    """What a glance at a data set shows."""

    training_images: int
    image_shape: tuple[int, int, int]
    sentence: str = ""  # what a visitor should know


def seconds(experiment: Experiment, look: DataLook) -> float:
    """About how long it takes with one thread, evaluation included; early stopping may end it sooner."""
    per_image, after = COST[experiment.recipe]
    channels, height, width = look.image_shape
    share = channels * height * width / 784 if experiment.recipe == "conv" else 1.0
    return per_image * share * look.training_images * experiment.full_recipe().epochs + after * share


def look_at(data: str) -> DataLook:
    """What is known of a data set before it is read.

    Raises:
        DatasetError: if a folder cannot be used, in one sentence.
    """
    if data in TRAINING_IMAGES:
        size = 8 if data == "digits" else 28
        return DataLook(TRAINING_IMAGES[data], (1, size, size), "" if is_here(data) else _must_download(data))
    paths = list(_image_paths(Path(folder_at(data))))
    if len(paths) < FOLDER_MIN_IMAGES:
        raise DatasetError(f"The folder holds {len(paths)} images; at least {FOLDER_MIN_IMAGES} are needed.")
    classes = {path.relative_to(data).parts[0] if path.parent != Path(data) else "all" for path in paths}
    if len(classes) > MAX_CLASSES:
        raise DatasetError(f"{len(classes):,} sub-folders hold images, and each is a class; at most {MAX_CLASSES}.")
    some = paths[:: max(1, len(paths) // LOOKED_AT)]
    looks = [glance(path) for path in some]
    grey = all(map(_is_grey, some[:: max(1, len(some) // READ)]))
    counted = f"{len(paths):,} images in {len(classes)} class{'es' if len(classes) > 1 else ''}"
    one = "" if len(classes) > 1 else " (sub-folders would be classes, each with a colour on the map)"
    sizes = " Their sizes differ." if len({look.size for look in looks}) > 1 else ""
    white = " What is transparent becomes white." if any(look.is_transparent for look in looks) else ""
    test_images = -(-len(paths) // 5)
    shape = (1 if grey else 3, FOLDER_IMAGE_SIZE, FOLDER_IMAGE_SIZE)
    kind = "" if grey else ", in colour"
    return DataLook(len(paths) - test_images, shape, f"{counted}{one}{kind}.{sizes} {WHAT_HAPPENS}{white}")


def folder_at(typed: str) -> str:
    """The folder that a visitor means, absolute.

    Raises:
        DatasetError: if it is not there, or may not be read.
    """
    try:
        path = Path(typed).expanduser().resolve()
        if path.is_dir():
            return str(path)
    except (OSError, RuntimeError, ValueError):
        pass  # an unknown ~user, a name too long, a folder that is locked
    raise DatasetError(f"There is no folder {typed[:200]!r} on the machine that runs the app, or it may not be read.")


def is_here(data: str) -> bool:
    """Whether a known data set is on this machine."""
    if data not in TORCHVISION:
        return True
    pattern = "emnist-balanced-train-images-idx3-ubyte" if data == "emnist" else "train-images-idx3-ubyte"
    return (default_data_dir() / TORCHVISION[data] / "raw" / pattern).is_file()


def _must_download(data: str) -> str:
    return f"Not on this machine yet: starting downloads {DOWNLOAD_MB[data]} MB."


def _image_paths(folder: Path) -> Iterator[Path]:
    seen = 0
    for root, _, names in os.walk(folder):
        seen += len(names)
        if seen > MAX_FILES:
            raise DatasetError(f"The folder holds more than {MAX_FILES:,} files: name a smaller one.")
        found = (Path(root, name) for name in sorted(names) if Path(name).suffix.lower() in IMAGE_SUFFIXES)
        yield from (path for path in found if path.is_file())


def _is_grey(path: Path) -> bool:
    picture = read_square(path, FOLDER_IMAGE_SIZE)
    return bool((picture == picture[:1]).all())
