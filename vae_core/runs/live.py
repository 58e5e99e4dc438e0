"""What there is to see of a training run: pictures, the map as it forms, KL by dimension and epoch. No torch here.

Axes: S samples, R held-out images, N images on the map, D latent dimensions, E epochs looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from vae_core.measure.projection import pca
from vae_core.model.config import CHANNELS, MAX_LATENT_DIM
from vae_core.store.folder import write_whole
from vae_core.store.npz import read_npz

FILE = "live.npz"
SAMPLES, ROW = 24, 12  # draws, held-out images
MAX_BYTES = 64_000_000  # of the arrays, which are not compressed: ten times those of the largest images
MAX_CLASSES, MAX_LOOKS = 1000, 10_000
HUGE = 1e9  # no code, epoch or nat is
EARLIER = "places"  # what earlier versions called the points
PICTURES = ("samples", "originals", "reconstructions")


@dataclass(frozen=True)
class Live:
    """One look at a run, written whole."""

    samples: np.ndarray  # uint8, (S, C, H, W): the same draws from the prior at every look
    originals: np.ndarray  # uint8, (R, C, H, W): held-out images
    reconstructions: np.ndarray  # uint8, (R, C, H, W)
    points: np.ndarray  # float32, (N, 2): codes, or their first two principal components
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
    path = folder / FILE
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        arrays = read_npz(path, [*(field.name for field in fields(Live)), EARLIER], MAX_BYTES)
        if EARLIER in arrays:
            arrays["points"] = arrays.pop(EARLIER)
        live = Live(**arrays)
    except Exception:  # a damaged archive, in as many ways as zipfile, its codecs and numpy have of saying so
        return None
    return live if _is_sound(live) else None


def plane(codes: np.ndarray, before: np.ndarray | None) -> np.ndarray:
    """Where codes lie on the map, float32, (N, D) -> (N, 2), turned so that the map does not jump between two looks.

    Args:
        codes: two dimensions are shown as they are, more by PCA.
        before: points of the same images at the last look, (N, 2).
    """
    if codes.shape[1] == 2:
        return codes.astype(np.float32)
    points = pca(codes)
    if before is None or before.shape != points.shape:
        return points
    # Schonemann, "A generalized solution of the orthogonal Procrustes problem" (1966)
    left, _, right = np.linalg.svd(points.T @ before)
    return (points @ (left @ right)).astype(np.float32)


def _is_sound(live: Live) -> bool:
    kinds = {"labels": "iu", "class_names": "U", "epochs": "iu", "points": "f", "kl_per_dim": "f"}
    if any(getattr(live, name).dtype != np.uint8 for name in PICTURES):
        return False
    if any(getattr(live, name).dtype.kind not in kind for name, kind in kinds.items()):
        return False
    image, looks, count = live.samples.shape[1:], live.epochs.shape, live.labels.shape
    shapes = {"samples": (SAMPLES, *image), "originals": (ROW, *image), "reconstructions": (ROW, *image)}
    shapes |= {"points": (*count, 2), "kl_per_dim": (*looks, *live.kl_per_dim.shape[1:])}
    if any(getattr(live, name).shape != shape for name, shape in shapes.items()):
        return False
    if len(image) != 3 or image[0] not in CHANNELS or 0 in image:
        return False
    if len(looks) != 1 or not looks[0] or len(count) != 1 or live.kl_per_dim.ndim != 2 or live.class_names.ndim != 1:
        return False
    if len(live.class_names) > MAX_CLASSES or looks[0] > MAX_LOOKS or live.kl_per_dim.shape[1] > MAX_LATENT_DIM:
        return False
    if live.epochs.min() < 0 or live.epochs.max() > HUGE:
        return False
    in_range = not len(live.labels) or (live.labels.min() >= 0 and live.labels.max() < len(live.class_names))
    return bool(in_range and all((np.abs(values) < HUGE).all() for values in (live.points, live.kl_per_dim)))
