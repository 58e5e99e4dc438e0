"""What stands where no widget runs, such as a notebook on a web page: the map with the place, and its picture."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from vae_core.measure.neighbours import nearest
from vae_core.shared import SHARED
from vae_core.store.atlas import Atlas

SIDE = 360  # px, of the map and of the picture
MARGIN = 12
FINER = 2  # drawn so much larger, then made smaller: dots without stairs
DOT, RING = 1.6, 6  # px
COLOURS = SHARED["class_colours"]["light"]
INK = SHARED["theme"]["light"]["text"]


def picture_of(atlas: Atlas, z: NDArray, image: NDArray, selection: NDArray) -> bytes:
    """A PNG: codes on the t-SNE map in their class's colour, selected ones ringed, the code next to z marked.

    Args:
        atlas: of the model.
        z: (D,).
        image: decoded at z, (C, H, W) in [0, 1].
        selection: rows.
    """
    sheet = Image.new("RGB", (2 * SIDE + 3 * MARGIN, SIDE + 2 * MARGIN), "white")
    sheet.paste(_map(atlas, nearest(z[None], atlas.codes, 1)[0][0, 0], selection), (MARGIN, MARGIN))
    pixels = (np.clip(image, 0, 1) * 255).round().astype(np.uint8).transpose(1, 2, 0)
    picture = Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels).convert("RGB")
    scale = SIDE / max(picture.size)
    picture = picture.resize([max(1, round(side * scale)) for side in picture.size], Image.Resampling.NEAREST)
    sheet.paste(picture, (SIDE + 2 * MARGIN, MARGIN))
    file = io.BytesIO()
    sheet.save(file, "PNG", optimize=True)
    return file.getvalue()


def _map(atlas: Atlas, here: int, selection: NDArray) -> Image.Image:
    large = SIDE * FINER
    low, high = atlas.tsne.min(0), atlas.tsne.max(0)
    room = 2 * RING * FINER
    places = room + (atlas.tsne - low) / np.maximum(high - low, 1e-9) * (large - 2 * room)
    places[:, 1] = large - places[:, 1]  # upwards
    sheet = Image.new("RGB", (large, large), "white")
    draw = ImageDraw.Draw(sheet)
    for (x, y), label in zip(places, atlas.labels, strict=True):
        _dot(draw, x, y, DOT, fill=COLOURS[label % len(COLOURS)])
    for x, y in places[selection]:
        _dot(draw, x, y, 2 * DOT, outline=INK, width=FINER)
    _dot(draw, *places[here], RING, outline="white", width=4 * FINER)
    _dot(draw, *places[here], RING, outline=INK, width=2 * FINER)
    return sheet.resize((SIDE, SIDE), Image.Resampling.BOX)


def _dot(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, **look: object) -> None:
    far = radius * FINER
    draw.ellipse((x - far, y - far, x + far, y + far), **look)
