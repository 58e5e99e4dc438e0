"""The atlas: everything about a model's test set, or another set of images, computed once and browsed for ever.

It holds codes, maps and statistics, never an image of the data set.
Axes: N images, D latent dimensions.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from vae_core.fault import Fault
from vae_core.shared import SHARED
from vae_core.store.folder import CheckpointError, check_size, checkpoint_dir, load_config, write_whole
from vae_core.store.label import label, reason_of
from vae_core.store.npz import read_npz

HALF_PRECISION = (  # 0.1 % is enough
    "logvar", "prior_samples", "tsne_trust", "tsne_continuity", "pca_trust", "pca_continuity",
)  # fmt: skip
MANY, CODES_STEP, LOGVAR_STEP = 32, 1 / 128, 1 / 32  # from so many numbers on, what a file keeps of each
TEXTS = ("data", "split")  # kept as one string each
KINDS = {"labels": "int64", "class_names": "str", "data": "str", "split": "str", "trained": "int64"}  # others: floats
SPLITS = {"test": "test", "train": "training", "all": "all"}  # a split, and what its images are called
MAX_CLASSES = 1000  # each is a trace of the map and a line of its legend
# Largest absolute values: of codes, whose squares single precision must hold, and of logvar, whose exponential
LIMITS = {name: SHARED["max_coordinate"] for name in ("codes", "prior_samples")} | {"logvar": SHARED["max_logvar"]}
MAX_VALUE = 1e12  # of all else


@dataclass(frozen=True)
class Atlas:
    """Arrays in the order of the images of a data set's split."""

    codes: np.ndarray  # (N, D) float32, mu of each image
    logvar: np.ndarray  # (N, D) float32
    labels: np.ndarray  # (N,) int64
    class_names: tuple[str, ...]
    tsne: np.ndarray  # (N, 2) float32
    pca: np.ndarray  # (N, 2) float32
    nats: np.ndarray  # (N,) float32, -ELBO of each image, nats; one posterior draw; none without a likelihood
    recon_nats: np.ndarray  # (N,) float32, its reconstruction term, -log p(x|z)
    kl_per_dim: np.ndarray  # (D,) float32, mean KL to N(0, 1), nats
    tsne_trust: np.ndarray  # (N,) float32 in [0, 1], trustworthiness of each point of the map: distortion.py
    tsne_continuity: np.ndarray  # (N,)
    pca_trust: np.ndarray  # (N,)
    pca_continuity: np.ndarray  # (N,)
    prior_samples: np.ndarray  # (M, D) float32, draws from the model's own prior; none where it is N(0, I)

    data: str = ""  # a data set's name or a folder of images; what the model was trained on if empty
    split: str = "test"
    trained: int = 0  # of "all": how many of them, the last ones, are training images

    @property
    def split_in_words(self) -> str:
        """What the images are called: "test" or "training"."""
        return SPLITS[self.split]

    @property
    def measured(self) -> slice:
        """The images that figures are of: where there are all, the held-out ones alone."""
        return slice(0, len(self.labels) - self.trained)

    @property
    def measured_split(self) -> str:
        """Which they are: "test", or "train" of an atlas of training images alone."""
        return "test" if self.split == "all" else self.split

    def arrays(self) -> dict[str, np.ndarray]:
        """All arrays of numbers by name."""
        names = [field.name for field in fields(self) if field.name not in ("class_names", "trained", *TEXTS)]
        return {name: getattr(self, name) for name in names}

    def as_kept(self) -> Atlas:
        """As `save` keeps it: many codes in steps far below their deviation, so that they pack small."""
        if self.codes.shape[1] < MANY:
            return self
        codes, logvar = (
            (np.rint(values / step) * step).astype(np.float32)
            for values, step in ((self.codes, CODES_STEP), (self.logvar, LOGVAR_STEP))
        )
        return replace(self, codes=codes, logvar=logvar)

    def save(self, folder: Path) -> None:
        """Writes `atlas.npz`, without pickle, whole or not at all."""
        arrays = self.as_kept().arrays() | {name: np.array(getattr(self, name)) for name in ("class_names", *TEXTS)}
        arrays["trained"] = np.array([self.trained], np.int64)
        for name in HALF_PRECISION:
            arrays[name] = arrays[name].astype(np.float16)
        write_whole(folder / "atlas.npz", lambda path: np.savez_compressed(path, **arrays))


FIELDS = tuple(field.name for field in fields(Atlas))


def load_atlas(name_or_path: str | Path) -> Atlas:
    """The atlas of a model, its shapes checked against each other and the config.

    Raises:
        CheckpointError: if it is missing, damaged, pickled, absurdly large, or does not fit the model.
    """
    folder = checkpoint_dir(name_or_path)
    latent_dim, arrays = load_config(folder).code_length, _read(folder)
    arrays.setdefault("prior_samples", np.empty((0, latent_dim), np.float32))  # older atlases keep none
    arrays = {
        "data": np.array([""]),
        "split": np.array(["test"]),
        "trained": np.zeros(1, np.int64),
    } | arrays  # of tests
    _check_kinds(arrays, folder.name)
    arrays["class_names"] = tuple(map(str, arrays["class_names"]))
    arrays |= {name: "".join(map(str, arrays[name][:1])) for name in TEXTS}
    arrays["trained"] = int(arrays["trained"].sum())
    arrays |= {name: arrays[name].astype(np.float32) for name in HALF_PRECISION}
    atlas = Atlas(**{field.name: arrays[field.name] for field in fields(Atlas)})
    _check(atlas, latent_dim, folder.name)
    return atlas


def mark_of_images(name_or_path: str | Path) -> str:
    """The same for models whose atlases are of the same images in the same order, as far as shape and classes tell.

    Raises:
        CheckpointError: if the model or its atlas cannot be read.
    """
    folder = checkpoint_dir(name_or_path)
    shape, arrays = load_config(folder).image_shape, _read(folder, ("labels", "class_names", "split"))
    if missing := {"labels", "class_names"} - arrays.keys():
        lacks = "{model}: atlas.npz lacks {missing}: run `python -m vae_core atlas {model}` again"
        raise CheckpointError(lacks, model=folder.name, missing=", ".join(sorted(missing)))
    split = "".join(map(str, arrays.get("split", ["test"])))
    said = [f"{tuple(shape)} {split}", *map(str, arrays["class_names"].ravel()), *map(str, arrays["labels"].ravel())]
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def _read(folder: Path, names: Sequence[str] = FIELDS) -> dict[str, np.ndarray]:
    path = folder / "atlas.npz"
    if not os.path.lexists(path):
        raise CheckpointError(
            "{model} has no atlas.npz: run `python -m vae_core atlas {model}` to compute it", model=folder.name
        )
    check_size(path)
    try:
        arrays = read_npz(path, names)
        return arrays | {name: _texts(arrays[name], name) for name in ("class_names", *TEXTS) if name in arrays}
    except Exception as error:  # a hostile archive makes zipfile, zlib and numpy raise a dozen kinds
        damaged = "{model}: atlas.npz is damaged ({reason})"
        raise CheckpointError(damaged, model=folder.name, reason=reason_of(error)) from None


def _check_kinds(arrays: dict[str, np.ndarray], model: str) -> None:
    names = [field.name for field in fields(Atlas)]
    if missing := ", ".join(name for name in names if name not in arrays):
        lacks = "{model}: atlas.npz lacks {missing}: run `python -m vae_core atlas {model}` again"
        raise CheckpointError(lacks, model=model, missing=missing)
    for name in names:
        dtype = arrays[name].dtype
        if not dtype.name.startswith(KINDS.get(name, ("float16", "float32"))):
            raise CheckpointError("{model}: atlas.npz has {name} of type {dtype}", model=model, name=name, dtype=dtype)


def _texts(stored: np.ndarray, name: str) -> np.ndarray:
    if stored.dtype.kind != "U":
        return stored  # its type is complained of with those of the others
    if stored.size > MAX_CLASSES:
        raise Fault("{count:,} texts in {name}; at most {most:,}", count=stored.size, name=name, most=MAX_CLASSES)
    return np.array([label(str(text)) for text in stored.ravel()], dtype=str)


def _check(atlas: Atlas, latent_dim: int, name: str) -> None:
    _check_arrays(atlas, latent_dim, name)
    _check_images(atlas, name)


def _check_arrays(atlas: Atlas, latent_dim: int, name: str) -> None:
    count = atlas.labels.size
    shapes = {"labels": (count,), "codes": (count, latent_dim), "logvar": (count, latent_dim)}
    shapes |= {"tsne": (count, 2), "pca": (count, 2), "prior_samples": (*atlas.prior_samples.shape[:1], latent_dim)}
    bounds = () if atlas.nats.size == atlas.recon_nats.size == 0 else ("nats", "recon_nats")
    shapes |= dict.fromkeys(bounds, (count,)) | {"kl_per_dim": (latent_dim,)}
    shapes |= {name: (count,) for name in ("tsne_trust", "tsne_continuity", "pca_trust", "pca_continuity")}
    for field, shape in shapes.items():
        value = getattr(atlas, field)
        if value.shape != shape:
            raise CheckpointError(
                "{model}: atlas.npz has {field} of shape {got}; expected {shape}",
                model=name,
                field=field,
                got=value.shape,
                shape=shape,
            )
        if not np.isfinite(value).all():
            raise CheckpointError("{model}: atlas.npz holds NaN or infinity in {field}", model=name, field=field)
        if value.size and np.abs(value).max() > (limit := LIMITS.get(field, MAX_VALUE)):
            raise CheckpointError(
                "{model}: atlas.npz holds values beyond ±{limit:,.0f} in {field}", model=name, limit=limit, field=field
            )


def _check_images(atlas: Atlas, name: str) -> None:
    """Which images they are, and of which classes."""
    count = atlas.labels.size
    if atlas.split not in SPLITS:
        raise CheckpointError(
            "{model}: atlas.npz is of the split {got!r}; expected {splits}",
            model=name,
            got=atlas.split[:40],
            splits=" or ".join(SPLITS),
        )
    if not 0 <= atlas.trained < max(count, 1) or (atlas.trained > 0) != (atlas.split == "all"):
        raise CheckpointError(
            "{model}: atlas.npz says that {trained} of its {count} images were trained on",
            model=name,
            trained=atlas.trained,
            count=count,
        )
    if count == 0 or atlas.labels.min() < 0 or atlas.labels.max() >= len(atlas.class_names):
        raise CheckpointError(
            "{model}: atlas.npz has labels outside its {count} classes", model=name, count=len(atlas.class_names)
        )
