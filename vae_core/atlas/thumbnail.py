"""The small picture by which a model is known: its plane where two numbers are all of it, else some of its pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from scipy.stats import norm

from vae_core.model.vae import VAE
from vae_core.store.atlas import Atlas
from vae_core.store.folder import write_whole
from vae_core.store.thumbnail import FILE

SIDE = 5  # pictures in a row and in a column
PIXELS = 160  # of the longer side, about


def thumbnail(model: VAE, atlas: Atlas) -> NDArray[np.uint8]:
    """SIDE x SIDE decoded pictures, as uint8 (H, W) or (H, W, 3).

    In two dimensions they stand where equal shares of N(0, 1) end on either axis, z1 to the right and z2 upwards; in
    more they are reconstructions of images of the atlas, class by class.
    """
    z = _plane() if atlas.codes.shape[1] == 2 else atlas.codes[_one_of_each(atlas)]
    with torch.no_grad():
        pictures = model.decode(torch.from_numpy(np.ascontiguousarray(z, dtype=np.float32))).numpy()
    channels, height, width = pictures.shape[1:]
    grid = pictures.reshape(SIDE, SIDE, channels, height, width).transpose(0, 3, 1, 4, 2)
    sheet = (grid.reshape(SIDE * height, SIDE * width, channels) * 255).round().astype(np.uint8)
    return sheet[..., 0] if channels == 1 else sheet


def write_thumbnail(model: VAE, atlas: Atlas, folder: Path) -> Path:
    """Writes the picture into a model folder, whole or not at all; large pictures are made smaller."""
    image = Image.fromarray(thumbnail(model, atlas))
    shrink = PIXELS / max(image.size)
    if shrink < 1:
        image = image.resize([max(1, round(side * shrink)) for side in image.size], Image.Resampling.BOX)
    path = folder / FILE
    write_whole(path, lambda temporary: image.save(temporary, format="PNG", optimize=True))
    return path


def _plane() -> NDArray[np.float64]:
    quantiles = norm.ppf((np.arange(SIDE) + 0.5) / SIDE)
    return np.array([(x, y) for y in quantiles[::-1] for x in quantiles])


def _one_of_each(atlas: Atlas) -> NDArray[np.int64]:
    """Indices of SIDE^2 images in which every class has its turn."""
    order = np.argsort(atlas.labels, kind="stable")
    turn = np.arange(len(order)) - np.searchsorted(atlas.labels[order], atlas.labels[order])
    mixed = order[np.lexsort((atlas.labels[order], turn))]
    return np.resize(mixed[: SIDE * SIDE], SIDE * SIDE)
