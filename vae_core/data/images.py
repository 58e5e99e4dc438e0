"""The one door for pictures from outside: a file in, a small square of bytes out, or one sentence.

Formats are named, because PIL knows forty, and hands PostScript to another program. A damaged file makes PIL and the
libraries under it raise a dozen kinds of errors; none of them passes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from vae_core.fault import Fault

if TYPE_CHECKING:
    from PIL import Image

FORMATS = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "GIF": (".gif",), "BMP": (".bmp",), "WEBP": (".webp",)}
IMAGE_SUFFIXES = frozenset(suffix for suffixes in FORMATS.values() for suffix in suffixes)
MAX_IMAGE_PIXELS = 64_000_000  # a larger picture is refused before it is decoded
OVERSAMPLED = 4  # a JPEG is decoded at so many times the size wanted, or a little more: an eighth of a photo's time
ORIENTATION = 0x0112  # the EXIF tag that says which way up a camera was held
# How PIL turns a picture of each orientation upright (Exif 2.32, section 4.6.4.A)
UPRIGHT = {
    2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270", 7: "TRANSVERSE",
    8: "ROTATE_90",
}  # fmt: skip

T = TypeVar("T")


class DatasetError(Fault):
    """A data set that is unknown, missing, unreadable or empty."""


@dataclass(frozen=True)
class Glance:
    """What the header of a picture says."""

    size: tuple[int, int]  # width and height in pixels, as stored
    is_transparent: bool  # in part, or it may be


def glance(path: Path) -> Glance:
    """The header of a picture; its pixels are not decoded.

    Raises:
        DatasetError: if it is no picture of the named formats, is too large, or its header is damaged.
    """
    return _through_the_door(path, lambda picture: Glance(picture.size, picture.has_transparency_data))


def read_square(path: Path, size: int) -> np.ndarray:
    """The middle of a picture as uint8, (3, size, size).

    It is turned upright as its camera noted; what is transparent becomes white, as on a page; 16-bit greys are scaled
    to 8; of an animation, the first picture counts.

    Raises:
        DatasetError: if it is no picture of the named formats, is too large or damaged.
    """
    return _through_the_door(path, lambda picture: _square(picture, size))


def resized(images: np.ndarray, size: int) -> np.ndarray:
    """The largest square in the middle of each image as uint8, (N, C, H, W) -> (N, C, size, size)."""
    from PIL import Image, ImageOps

    def of(image: np.ndarray) -> np.ndarray:
        picture = Image.fromarray(image[0] if len(image) == 1 else image.transpose(1, 2, 0))
        return np.atleast_3d(np.asarray(ImageOps.fit(picture, (size, size)))).transpose(2, 0, 1)

    return np.stack([of(image) for image in images])


def _through_the_door(path: Path, look: Callable[[Image.Image], T]) -> T:
    from PIL import Image

    try:
        with Image.open(path, formats=tuple(FORMATS)) as picture:
            if picture.width * picture.height > MAX_IMAGE_PIXELS:
                raise DatasetError(
                    "{path} has {width} x {height} pixels; at most 64 million",
                    path=_named(path),
                    width=picture.width,
                    height=picture.height,
                )
            return look(picture)
    except DatasetError:
        raise
    except Exception as error:  # whatever PIL raises: OSError, SyntaxError, ValueError, TypeError, struct.error, ...
        raise DatasetError(
            "{path} is not a readable image: {reason}", path=_named(path), reason=_reason(error)
        ) from None


def _square(picture: Image.Image, size: int) -> np.ndarray:
    from PIL import Image, ImageOps

    picture.draft(None, (OVERSAMPLED * size, OVERSAMPLED * size))  # a JPEG only
    fitted = ImageOps.fit(_in_colour(picture), (size, size))
    if turn := UPRIGHT.get(_orientation(picture)):
        fitted = fitted.transpose(Image.Transpose[turn])
    if fitted.mode == "RGBA":
        fitted = Image.alpha_composite(Image.new("RGBA", fitted.size, "white"), fitted).convert("RGB")
    return np.asarray(fitted).transpose(2, 0, 1)


def _in_colour(picture: Image.Image) -> Image.Image:
    """RGB, or RGBA where something is transparent."""
    from PIL import Image

    if picture.mode.startswith("I"):  # PIL would clip 16-bit greys to white
        grey = np.asarray(picture)
        key = picture.info.get("transparency")  # the one grey that is transparent
        alpha = Image.fromarray(np.where(grey == key, 0, 255).astype(np.uint8)) if isinstance(key, int) else None
        picture = Image.fromarray(np.rint(grey / 257).clip(0, 255).astype(np.uint8)).convert("RGB")
        if alpha:
            picture.putalpha(alpha)
        return picture
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _orientation(picture: Image.Image) -> int:
    try:
        return picture.getexif().get(ORIENTATION, 1)
    except Exception:  # a damaged note of the camera, in as many ways as a damaged picture: its pixels are whole
        return 1


def _reason(error: Exception) -> Fault | str:
    from PIL import Image, UnidentifiedImageError

    if isinstance(error, UnidentifiedImageError):
        return Fault("it is none of {formats}", formats=", ".join(FORMATS))
    if isinstance(error, Image.DecompressionBombError):
        return Fault("it has too many pixels; at most 64 million")
    if isinstance(error, MemoryError):
        return Fault("it takes more memory than there is")
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return Fault("it is damaged")


def _named(path: Path) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in str(path))
