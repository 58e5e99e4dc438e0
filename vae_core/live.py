"""What there is to see of a training run: pictures, the map as it forms, KL by dimension and epoch. No torch here.

Axes: S samples, R held-out images, N images on the map, D latent dimensions, E epochs looked at.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from vae_core.folder import write_whole
from vae_core.projection import pca

FILE = "live.npz"
PICTURES = ("samples", "originals", "reconstructions")


@dataclass(frozen=True)
class Live:
    """One look at a run, written whole."""

    samples: np.ndarray  # uint8, (S, C, H, W): the same draws from the prior at every look
    originals: np.ndarray  # uint8, (R, C, H, W): held-out images
    reconstructions: np.ndarray  # uint8, (R, C, H, W)
    places: np.ndarray  # float32, (N, 2): codes, or their first two principal components
    labels: np.ndarray  # int64, (N,)
    class_names: np.ndarray  # str
    epochs: np.ndarray  # int64, (E,): those looked at
    kl_per_dim: np.ndarray  # float32, (E, D): mean KL to N(0, 1) over the N images, in nats

    def save(self, folder: Path) -> None:
        """Writes `live.npz` into the folder of the run."""
        arrays = {field.name: getattr(self, field.name) for field in fields(self)}
        write_whole(folder / FILE, lambda path: np.savez(path, **arrays))


def load_live(folder: Path) -> Live | None:
    """The last look at a run; None where there is none that can be read."""
    try:
        with (folder / FILE).open("rb") as file, np.load(file, allow_pickle=False) as stored:
            live = Live(**{field.name: stored[field.name] for field in fields(Live)})
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, MemoryError):
        return None
    return live if _is_sound(live) else None


def plane(codes: np.ndarray, before: np.ndarray | None) -> np.ndarray:
    """Places of codes on the map, float32, (N, D) -> (N, 2), turned so that the map does not jump between two looks.

    Args:
        codes: two dimensions are shown as they are, more by PCA.
        before: places of the same images at the last look, (N, 2).
    """
    if codes.shape[1] == 2:
        return codes.astype(np.float32)
    places = pca(codes)
    if before is None or before.shape != places.shape:
        return places
    # Schonemann, "A generalized solution of the orthogonal Procrustes problem" (1966)
    left, _, right = np.linalg.svd(places.T @ before)
    return (places @ (left @ right)).astype(np.float32)


def _is_sound(live: Live) -> bool:
    pictures = [getattr(live, name) for name in PICTURES]
    if any(array.dtype != np.uint8 or array.ndim != 4 or array.shape[1] not in (1, 3) for array in pictures):
        return False
    if live.places.shape != (len(live.labels), 2) or live.originals.shape != live.reconstructions.shape:
        return False
    if live.kl_per_dim.ndim != 2 or live.epochs.shape != live.kl_per_dim.shape[:1] or not len(live.epochs):
        return False
    in_range = not len(live.labels) or (live.labels.min() >= 0 and live.labels.max() < len(live.class_names))
    return bool(in_range and np.isfinite(live.places).all() and np.isfinite(live.kl_per_dim).all())
