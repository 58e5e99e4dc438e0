"""What few labels are worth: a slider over ever more of them, and ten that the visitor gives."""

from __future__ import annotations

import base64

import numpy as np

from ui import loaders
from ui.host import part
from ui.originals import images_of
from vae_core.store.label_budgets import read_budgets

TOLD_FEW, TOLD_NONE = "digits-m2", "digits-2d"  # both of images that are always here
POOL, SEED = 40, 3


def budgets(name: str) -> None:
    """Draws the slider over numbers of labels, where the model has classifiers for it."""
    kept, images = read_budgets(name), images_of(name)
    if kept is None or images is None:
        return
    rows = np.random.default_rng(SEED).permutation(len(images))[:POOL]
    classes, shown = list(loaders.atlas(name).class_names), {"images": _in_base64(images[rows])}
    shown |= {name: kept[name] for name in ("budgets", "graph", "weights")}
    part("budgets", "budgets", trials=kept["images"], side=images.shape[-1], classes=classes, **shown)


def label_ten(name: str) -> None:
    """Draws the pool of pictures to label; the model gave their codes, and saw no label."""
    if (images := images_of(name)) is None:
        return
    pool = sorted(map(int, np.random.default_rng(SEED).permutation(len(images))[:POOL]))
    part("label_ten", "label_ten", of=name, pool=pool, side=images.shape[-1], images=_in_base64(images[pool]))


def _in_base64(images: np.ndarray) -> str:
    return base64.b64encode(images.tobytes()).decode()
