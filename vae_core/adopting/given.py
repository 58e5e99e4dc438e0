"""What somebody gives to be adopted, each thing checked in one sentence before anything is run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from vae_core.data.sets import ImageData
from vae_core.fault import Fault, Sentence, shown
from vae_core.measure.sampling import at_most
from vae_core.model.config import ADOPTED, CHANNELS, LIKELIHOODS, MAX_LATENT_DIM, MAX_SIDE
from vae_core.store.atlas import MAX_CLASSES
from vae_core.store.folder import CheckpointError, is_reserved, load_config, models_dir
from vae_core.store.label import NAME_LENGTH, label

LEAST_IMAGES = 25  # neighbourhoods of the map have 12 points
MOST_IMAGES = 10_000  # on the map: t-SNE of them takes a minute
OUTPUTS = ("auto", "pixels", "logits", "tanh")
STANDARDISED = ("mean", "std")
RANGES: tuple[Any, ...] = ("auto", (0, 1), (-1, 1), STANDARDISED)


def images_and_labels(images: Any, labels: Any, class_names: Sequence[str] | None) -> tuple[ImageData, list[Sentence]]:
    """The images with their labels, evenly thinned out where they are many, and what was guessed.

    Raises:
        ValueError: one sentence.
    """
    array = np.asarray(images.detach().cpu() if hasattr(images, "detach") else images)
    if array.dtype != np.uint8 or array.ndim != 4 or array.shape[1] not in CHANNELS:
        raise Fault("images must be uint8 of shape (N, C, H, W) with C 1 or 3; got {dtype} of shape {shape}",
                    dtype=array.dtype, shape=array.shape)  # fmt: skip
    if max(array.shape[2:]) > MAX_SIDE or min(array.shape[2:]) < 1:
        raise Fault("images may be at most {most} pixels high and wide; got {shape}", most=MAX_SIDE,
                    shape=array.shape[2:])  # fmt: skip
    if len(array) < LEAST_IMAGES:
        raise Fault("a map needs {least} images or more; got {count}", least=LEAST_IMAGES, count=len(array))
    numbers, said = _labels(labels, len(array)), []
    names = _names(class_names, numbers)
    if len(array) > MOST_IMAGES:
        rows = at_most(len(array), MOST_IMAGES)
        said.append(Sentence("the map shows {shown:,} of the {count:,} images, evenly chosen",
                             {"shown": MOST_IMAGES, "count": len(array)}))  # fmt: skip
        array, numbers = array[rows], numbers[rows]
    if (array == array[0]).all():
        raise Fault("all {count:,} images are the same picture", count=len(array))
    return ImageData(np.ascontiguousarray(array), numbers, names), said


def _labels(labels: Any, count: int) -> np.ndarray:
    if labels is None:
        return np.zeros(count, np.int64)
    numbers = np.asarray(labels.detach().cpu() if hasattr(labels, "detach") else labels)
    if numbers.dtype.kind not in "iu":
        raise Fault("labels must be whole numbers from 0, with their names in class_names; got {got}",
                    got=shown(numbers.ravel()[:1].tolist()[0] if numbers.size else numbers.dtype))  # fmt: skip
    if numbers.shape != (count,):
        raise Fault("labels must be one for each of the {count:,} images; got shape {got}", count=count,
                    got=numbers.shape)  # fmt: skip
    if numbers.min() < 0 or numbers.max() >= MAX_CLASSES:
        raise Fault("labels must lie from 0 to {most:,}; got {low} to {high}", most=MAX_CLASSES - 1,
                    low=int(numbers.min()), high=int(numbers.max()))  # fmt: skip
    return numbers.astype(np.int64)


def _names(class_names: Sequence[str] | None, numbers: np.ndarray) -> tuple[str, ...]:
    needed = int(numbers.max()) + 1
    if class_names is None:
        return ("all",) if needed == 1 else tuple(map(str, range(needed)))
    if isinstance(class_names, str) or not all(isinstance(name, str) for name in class_names):
        raise Fault("class_names must be a list of texts; got {got}", got=shown(class_names))
    if not needed <= len(class_names) <= MAX_CLASSES:
        raise Fault("class_names must name the {needed} classes of the labels; got {got} names", needed=needed,
                    got=len(class_names))  # fmt: skip
    return tuple(label(name) for name in class_names)


def latent_size(latent_dim: Any) -> int:
    """The number of latent dimensions; a shape (C, h, w) is flattened."""
    sizes = latent_dim if isinstance(latent_dim, tuple | list) else [latent_dim]
    whole = all(isinstance(size, int) and not isinstance(size, bool) and size > 0 for size in sizes)
    size = int(np.prod([int(one) for one in sizes])) if whole and sizes else 0
    if not 1 <= size <= MAX_LATENT_DIM:
        raise Fault("latent_dim must be a whole number from 1 to {most}; got {got}", most=MAX_LATENT_DIM,
                    got=shown(latent_dim))  # fmt: skip
    return size


def choices(likelihood: Any, output: Any, input_range: Any) -> None:
    """Raises ValueError where an option has no such value."""
    given = {"likelihood": (likelihood, ("auto", *LIKELIHOODS)), "output": (output, OUTPUTS)}
    given["input_range"] = (tuple(input_range) if isinstance(input_range, list) else input_range, RANGES)
    for name, (value, known) in given.items():
        if value not in known:
            listed = ", ".join(map(repr, known))
            raise Fault("{name} must be one of {known}; got {got}", name=name, known=listed, got=shown(value))


def model_folder(name: Any, out: str | Path | None) -> Path:
    """Where the model will lie: `out`, or its name among the models.

    Raises:
        ValueError: if the name is none, or the folder holds something that was not adopted.
    """
    if not isinstance(name, str) or not name.strip() or name != label(name, NAME_LENGTH):
        raise Fault("name must be a text of one line and at most {most} characters; got {got}", most=NAME_LENGTH,
                    got=shown(name))  # fmt: skip
    folder = Path(out) if out is not None else models_dir() / name
    if folder.name[:1] in ("", ".") or "/" in name or "\\" in name or is_reserved(folder.name):
        raise Fault("{name} cannot be the name of a folder: choose another", name=shown(folder.name or name))
    if folder.exists() and not _was_adopted(folder):
        raise Fault("{folder} exists and is no adopted model: choose another name or out", folder=folder.name)
    return folder


def _was_adopted(folder: Path) -> bool:
    try:
        return load_config(folder.resolve()).network == ADOPTED
    except CheckpointError:
        return False
