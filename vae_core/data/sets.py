"""Image data sets as arrays: torchvision's MNIST family, scikit-learn's digits, two drawn sets, a folder of images."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.client import HTTPException
from pathlib import Path
from types import ModuleType

import numpy as np

from vae_core.data import scenes, shapes
from vae_core.data.factors import Factors, every_value, some_values
from vae_core.data.images import IMAGE_SUFFIXES, DatasetError, glance, read_square, resized
from vae_core.data.sides import check_side, side_of
from vae_core.places import OWN

DRAWN = ("shapes", "scenes")
BUILT_IN = ("digits", *DRAWN)
TORCHVISION = {"mnist": "MNIST", "fashion": "FashionMNIST", "kmnist": "KMNIST", "emnist": "EMNIST"}
DATASETS = (*TORCHVISION, *BUILT_IN)
SHUFFLED = (*TORCHVISION, "digits")  # whose images come in no order of what they show
FOLDER_MIN_IMAGES = 125  # a fifth of them are the map, whose neighbourhoods need 25 points
ALIKE = {  # where all images of a split are one
    "train": "all {count:,} training images are the same picture once they are read "
    "(what is transparent becomes white): there is nothing to learn",
    "test": "all {count:,} test images are the same picture once they are read "
    "(what is transparent becomes white): there is nothing to learn",
}


class DatasetMissing(DatasetError):
    """A known data set that is not on this machine."""


@dataclass(frozen=True)
class ImageData:
    """A split of a data set.

    Attributes:
        images: uint8, (N, C, H, W).
        labels: int64, (N,), indices into `class_names`.
        class_names: one name per class.
        factors: what drawn images were drawn from; None of others.
    """

    images: np.ndarray
    labels: np.ndarray
    class_names: tuple[str, ...]
    factors: Factors | None = None

    def __len__(self) -> int:
        return len(self.images)


def default_data_dir() -> Path:
    """Where data sets are looked for and downloaded to: $LATENT_LENS_DATA, or `data` of one's own."""
    return Path(os.environ.get("LATENT_LENS_DATA") or OWN / "data")


def data_title(data: str) -> str:
    """What a data set is called where others read it: its name, or that of its folder, never where the folder lies.

    Example:
        >>> data_title("mnist"), data_title("/home/her/photos/cats")
        ('mnist', 'cats')
    """
    return data if data in DATASETS else Path(data.replace("\\", "/")).name or data


def data_name(data: str) -> str:
    """How a record names a data set: its name, or the absolute path of a folder of images."""
    return data if data in DATASETS else str(Path(data).resolve())


def load_dataset(
    name: str,
    split: str = "test",
    data_dir: str | Path | None = None,
    download: bool = True,
    image_size: int | None = None,
) -> ImageData:
    """A data set as arrays.

    Args:
        name: mnist, fashion, kmnist, emnist (balanced), digits, shapes, scenes, or the path of a folder of images, in
            which each sub-folder is a class.
        split: "train" or "test", or "all": the test images, then the others. Of all but torchvision's sets every fifth
            image is a test image.
        data_dir: torchvision's root folder; `default_data_dir()` unless given.
        download: whether a missing torchvision set may be downloaded (its checksums are verified).
        image_size: pixels of a side, 8 to 128, to which the images are brought; their own unless given, of a folder by
            the rule of `sides.side_of`.

    Raises:
        DatasetError: if the name is unknown, or the images are missing and cannot be had.

    Example:
        >>> load_dataset("digits").images.shape
        (360, 1, 8, 8)
    """
    if split == "all":
        return held_out_first(*(load_dataset(name, part, data_dir, download, image_size) for part in ("test", "train")))
    if split not in ("train", "test"):
        raise DatasetError("split must be train, test or all; got {split!r}", split=split)
    if image_size is not None:
        check_side(image_size)
    if name and name not in DATASETS and Path(name).is_dir():
        return _from_folder(Path(name), split, image_size)
    data = _known(name, split, data_dir, download)
    size = data.images.shape[2:]
    return (
        data
        if image_size is None or size == (image_size,) * 2
        else replace(data, images=resized(data.images, image_size))
    )


def held_out_first(test: ImageData, train: ImageData) -> ImageData:
    """All images of a set: those that are held out, then those that a model is trained on."""
    images, labels = (np.concatenate([getattr(test, of), getattr(train, of)]) for of in ("images", "labels"))
    return ImageData(images, labels, test.class_names)


def _known(name: str, split: str, data_dir: str | Path | None, download: bool) -> ImageData:
    if name == "digits":
        return _digits(split)
    if name == "shapes":
        return _drawn(shapes, shapes.draw_shapes, every_value(shapes.SIZES), shapes.SHAPES, split)
    if name == "scenes":
        values = some_values(scenes.SIZES, scenes.COUNT, scenes.SEED)
        return _drawn(scenes, scenes.draw_scenes, values, scenes.FIGURES, split)
    if name in TORCHVISION:
        return _from_torchvision(name, split, Path(data_dir or default_data_dir()), download)
    raise DatasetError(
        "no data set or folder is called {name!r}; the data sets are {known}", name=name, known=", ".join(DATASETS)
    )


def check_variety(data: ImageData, split: str) -> None:
    """Raises DatasetError if all the images of "train" or "test" are one picture: there is nothing to learn."""
    if len(data) and (data.images == data.images[0]).all():
        raise DatasetError(ALIKE[split], count=len(data))


def _digits(split: str) -> ImageData:
    from sklearn.datasets import load_digits  # a second to import, and only this set needs it

    stored = load_digits()
    images = np.rint(stored.images * (255 / 16)).astype(np.uint8)[:, None]
    chosen = _every_fifth(len(images), split)
    return ImageData(images[chosen], stored.target[chosen].astype(np.int64), tuple("0123456789"))


def _drawn(of: ModuleType, draw: Callable, values: np.ndarray, class_names: tuple[str, ...], split: str) -> ImageData:
    chosen = values[_every_fifth(len(values), split)]
    return ImageData(
        draw(chosen), chosen[:, 0], class_names, Factors(of.NAMES, of.SIZES, chosen, of.NAMES[:1])
    )  # the first has no order


def _from_torchvision(name: str, split: str, root: Path, download: bool) -> ImageData:
    from vae_core.data.torchvision_import import prepare_torchvision  # imports torch

    prepare_torchvision()
    from torchvision import datasets

    options = {"split": "balanced"} if name == "emnist" else {}
    build = getattr(datasets, TORCHVISION[name])
    arguments = {"root": str(root), "train": split == "train"} | options
    try:
        stored = build(**arguments)
    except Exception as error:  # of a damaged file torchvision says so in half a dozen ways, asserts among them
        if "Dataset not found" not in str(error):
            raise DatasetError(
                "The {name} files in {root} are damaged ({reason}): delete them.",
                name=name,
                root=root,
                reason=_one_line(error),
            ) from None
        if not download:
            raise DatasetMissing(
                "The {name} images are not in {root}: run `python -m vae_core data {name}` once, online.",
                name=name,
                root=root,
            ) from None
        stored = _downloaded(name, build, arguments)
    images = stored.data.numpy()[:, None]
    if name == "emnist":
        images = images.transpose(0, 1, 3, 2)  # stored with rows and columns exchanged
    return ImageData(np.ascontiguousarray(images), stored.targets.numpy().astype(np.int64), _class_names(stored))


def _downloaded(name: str, build: Callable, arguments: dict) -> object:
    try:
        return build(**arguments, download=True)
    except (RuntimeError, OSError, HTTPException) as error:
        raise DatasetMissing(
            "The {name} images are not in {root} and could not be downloaded ({reason}). "
            "Go online once, or name a folder that holds them with --data-dir.",
            name=name,
            root=arguments["root"],
            reason=_one_line(error),
        ) from None


def _class_names(stored: object) -> tuple[str, ...]:
    # MNIST's torchvision classes read "0 - zero": the digit is enough
    return tuple(str(name).split(" - ")[0] for name in stored.classes)


def _from_folder(folder: Path, split: str, image_size: int | None) -> ImageData:
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in IMAGE_SUFFIXES and path.is_file())
    if not paths:
        raise DatasetError(
            "{folder} holds no images (looked for {suffixes})",
            folder=folder,
            suffixes=", ".join(sorted(IMAGE_SUFFIXES)),
        )
    if len(paths) < FOLDER_MIN_IMAGES:
        raise DatasetError(
            "{folder} holds {count} images; at least {least} are needed",
            folder=folder,
            count=len(paths),
            least=FOLDER_MIN_IMAGES,
        )
    owners = [path.relative_to(folder).parts[0] if path.parent != folder else "all" for path in paths]
    class_names = tuple(sorted(set(owners)))
    # of all: both splits agree in size and in colour
    side = image_size or side_of((glance(path).size for path in paths), len(paths)).pixels
    images = np.stack([read_square(path, side) for path in paths])
    if (images == images[:, :1]).all():
        images = images[:, :1]  # grey pictures stored as colour
    labels = np.array([class_names.index(owner) for owner in owners])
    chosen = _every_fifth(len(paths), split)
    return ImageData(images[chosen], labels[chosen], class_names)


def _every_fifth(count: int, split: str) -> np.ndarray:
    indices = np.arange(count)
    return indices[indices % 5 == 0] if split == "test" else indices[indices % 5 != 0]


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
