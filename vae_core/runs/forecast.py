"""What is known of a run before it starts: its images at a glance, and about how long it takes. No torch here."""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from vae_core.data.fetch import MEGABYTES
from vae_core.data.images import IMAGE_SUFFIXES, DatasetError
from vae_core.data.preview import LOOKED_AT, Preview, preview
from vae_core.data.sets import (
    FOLDER_MIN_IMAGES,
    TORCHVISION,
    default_data_dir,
)
from vae_core.data.sides import Side
from vae_core.data.upload import unpack_some
from vae_core.fault import Sentence
from vae_core.training.experiment import USUAL_CLASSES, Experiment
from vae_core.training.recipes import architecture

TRAINING_IMAGES = {"digits": 1437, "mnist": 60_000, "fashion": 60_000, "kmnist": 60_000, "emnist": 112_800}
TRAINING_IMAGES |= {"shapes": 36_864, "scenes": 8_000}
MAX_FILES = 300_000  # in a folder: more is a disk, not a data set
MAX_CLASSES = 200  # each has a colour, a line of the legend and a trace of the map
# Times the work of a plain step, where the loss sums over ten classes; of that, where the classifier is convolutional:
# processor time of steps on digits and MNIST in turns (an MLP's own classifier costs as much as the convolutions).
SUMMED, CONVOLVED = {"small": 4.0, "mlp": 6.7}, {"small": 1.3, "mlp": 1.0}
JUDGED = 3  # times the work of a plain step: a second decoder and a critic in 60 % of the steps
# Seconds per training image and epoch of 28 x 28 pixels; then seconds that the end takes whatever it measures, and
# per test image: of the shipped models, trained by one thread on an AMD EPYC (their metrics.json).
COST = {"small": (0.03e-3, 15.0, 0.014), "mlp": (0.21e-3, 25.0, 0.0215), "conv": (0.65e-3, 40.0, 0.044)}
MAPPED = 0.5  # the share of that for a training image that is on the map, which no figure is measured on
TEST_IMAGES = {"digits": 360, "mnist": 10_000, "fashion": 10_000, "kmnist": 10_000, "emnist": 18_800}
TEST_IMAGES |= {"shapes": 9_216, "scenes": 2_000}
IMAGE_SHAPES = {"digits": (1, 8, 8), "shapes": (1, 32, 32), "scenes": (3, 64, 64)}  # of the others (1, 28, 28)
COUNTED = {  # the images of a folder by kind
    "grey": "{count:,} images in {classes} classes.",
    "colour": "{count:,} images in {classes} classes, in colour.",
    "grey, one class": "{count:,} images in 1 class (sub-folders would be classes, each with a colour on the map).",
    "colour, one class": "{count:,} images in 1 class (sub-folders would be classes, each with a colour on the map), "
    "in colour.",
}
ONE_SIZE = "Each has {width} x {height} pixels."
SIZES = "Their sizes differ: {narrow} x {low} to {wide} x {high} pixels, in a sample."
WHITE = Sentence("Transparent parts become white.")
MUST_DOWNLOAD = "Not on this machine yet: starting downloads {megabytes} MB."


@dataclass(frozen=True)
class DataLook:
    """What a glance at a data set shows; str() is its sentences, for a visitor."""

    training_images: int
    image_shape: tuple[int, int, int]
    sentences: tuple[Sentence, ...] = ()
    test_images: int = 0
    preview: Preview | None = None  # of a folder or a zip
    side: Side | None = None  # of its images, and why

    @property
    def said(self) -> tuple[Sentence, ...]:
        """What a visitor should know."""
        white = (WHITE,) if self.preview and self.preview.is_transparent else ()
        return (*self.sentences, *((self.side.sentence,) if self.side else ()), *white)

    @property
    def classes(self) -> int:
        """How many classes the images have, those of a known set by their usual number."""
        return len(self.preview.classes) if self.preview else USUAL_CLASSES

    def at(self, image_size: int | None) -> DataLook:
        """The same with another side chosen; None leaves it."""
        if image_size in (None, self.image_shape[1]):
            return self
        shape = (self.image_shape[0], image_size, image_size)
        return replace(self, image_shape=shape, side=Side(image_size, "chosen"))

    def __str__(self) -> str:
        return " ".join(map(str, self.said))


def fitted(experiment: Experiment, look: DataLook) -> Experiment:
    """The experiment with what such images decide written out. Raises ValueError if they cannot be trained on so."""
    return experiment.fitted(look.training_images, look.image_shape, look.classes)


def seconds(experiment: Experiment, look: DataLook) -> float:
    """About how long it takes with one thread, evaluation included; early stopping may end it sooner."""
    config = experiment.config(look.image_shape)
    body = experiment.recipe if config.network == architecture(experiment.recipe)["network"] else config.network
    per_image, ending, per_test_image = COST[body]
    values, width = math.prod(look.image_shape), config.hidden / architecture(body)["hidden"]
    share = width * values / 784 if body == "conv" else max(1.0, (values + 1024) / 1808)  # hidden layers stay
    mapped = MAPPED * look.training_images if look.preview else 0  # of a folder or a zip
    training = per_image * look.training_images * experiment.full_recipe().epochs
    if config.infers_class:
        training *= SUMMED[body] * (CONVOLVED[body] if config.classifier == "conv" else 1)
    elif not config.has_likelihood:
        training *= JUDGED
    return ending + share * (training + per_test_image * (look.test_images + mapped))


def look_at(data: str) -> DataLook:
    """What is known of a data set before it is read.

    Raises:
        DatasetError: if a folder cannot be used, in one sentence.
    """
    if data in TRAINING_IMAGES:
        download = () if is_here(data) else (Sentence(MUST_DOWNLOAD, {"megabytes": MEGABYTES[data]}),)
        return DataLook(TRAINING_IMAGES[data], IMAGE_SHAPES.get(data, (1, 28, 28)), download, TEST_IMAGES[data])
    return _look(preview(*_files_and_classes(data)))


def look_at_zip(file: BinaryIO) -> DataLook:
    """The same of a zip that a visitor has sent; a few of its images are unpacked for it.

    Raises:
        DatasetError: if it cannot be used, in one sentence.
        OSError: if the disk takes nothing.
    """
    with TemporaryDirectory() as folder:
        paths, classes = unpack_some(file, Path(folder), LOOKED_AT)
        if (count := sum(classes.values())) < FOLDER_MIN_IMAGES:
            few = "The zip holds {count} images; at least {least} are needed."
            raise DatasetError(few, count=count, least=FOLDER_MIN_IMAGES)
        _check_classes(classes)
        return _look(preview(paths, classes))


def _look(seen: Preview) -> DataLook:
    kind = ("grey" if seen.channels == 1 else "colour") + ", one class" * (len(seen.classes) == 1)
    sentences = [Sentence(COUNTED[kind], {"count": seen.count, "classes": len(seen.classes)})]
    (narrow, low), (wide, high) = seen.smallest, seen.largest
    if seen.smallest == seen.largest:
        sentences.append(Sentence(ONE_SIZE, {"width": wide, "height": high}))
    else:
        sentences.append(Sentence(SIZES, {"narrow": narrow, "low": low, "wide": wide, "high": high}))
    test_images = -(-seen.count // 5)
    shape = (seen.channels, seen.side.pixels, seen.side.pixels)
    return DataLook(seen.count - test_images, shape, tuple(sentences), test_images, seen, seen.side)


def _files_and_classes(folder: str) -> tuple[list[Path], Counter[str]]:
    """The images of a folder, and how many each of its classes has."""
    paths = list(_image_paths(Path(folder_at(folder))))
    if len(paths) < FOLDER_MIN_IMAGES:
        few = "The folder holds {count} images; at least {least} are needed."
        raise DatasetError(few, count=len(paths), least=FOLDER_MIN_IMAGES)
    classes = Counter(path.relative_to(folder).parts[0] if path.parent != Path(folder) else "all" for path in paths)
    _check_classes(classes)
    return paths, classes


def _check_classes(classes: Counter[str]) -> None:
    if len(classes) > MAX_CLASSES:
        many = "{count:,} sub-folders hold images, and each is a class; at most {most}."
        raise DatasetError(many, count=len(classes), most=MAX_CLASSES)


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
    raise DatasetError(
        "There is no folder {typed!r} on the machine that runs the app, or it may not be read.", typed=typed[:200]
    )


def is_here(data: str) -> bool:
    """Whether a known data set is on this machine."""
    if data not in TORCHVISION:
        return True
    pattern = "emnist-balanced-train-images-idx3-ubyte" if data == "emnist" else "train-images-idx3-ubyte"
    return (default_data_dir() / TORCHVISION[data] / "raw" / pattern).is_file()


def _image_paths(folder: Path) -> Iterator[Path]:
    seen = 0
    for root, _, names in os.walk(folder):
        seen += len(names)
        if seen > MAX_FILES:
            raise DatasetError("The folder holds more than {most:,} files: name a smaller one.", most=MAX_FILES)
        found = (Path(root, name) for name in sorted(names) if Path(name).suffix.lower() in IMAGE_SUFFIXES)
        yield from (path for path in found if path.is_file())
