"""Pictures of a walk as one file: an animated GIF, a PNG strip, or a NumPy archive. Whole or not at all.

Axes: T frames, C H W of a picture, D latent dimensions.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from vae_core.store.folder import write_whole

SUFFIXES = (".gif", ".png", ".npz")


def write_walk(path: Path, z: np.ndarray, images: np.ndarray, fps: int = 20, scale: int = 8) -> None:
    """Writes a walk in the format of the file's suffix.

    Args:
        path: ends in .gif, .png or .npz.
        z: codes, (T, D); kept by .npz only.
        images: pixels in [0, 1], (T, C, H, W), C 1 or 3.
        fps: frames per second of a GIF; its clock ticks in hundredths of a second.
        scale: screen pixels per pixel of a GIF or PNG, by repetition.

    Raises:
        ValueError: if the suffix is another.
    """
    suffix = check_suffix(path)
    if suffix == ".npz":
        write_whole(path, lambda to: np.savez_compressed(to, z=z, images=images))
    elif suffix == ".png":
        strip = np.concatenate(list(images), axis=2)
        write_whole(path, lambda to: _picture(strip, scale).save(to))
    else:
        frames = [_picture(image, scale) for image in images]
        timing = {"duration": round(100 / fps) * 10, "loop": 0}
        write_whole(path, lambda to: frames[0].save(to, save_all=True, append_images=frames[1:], **timing))


def check_suffix(path: Path) -> str:
    """The suffix of a file that `write_walk` can write, in lower case.

    Raises:
        ValueError: if it is another.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ValueError(f"the file must end in {', '.join(SUFFIXES)}; got {path.name!r}")
    return suffix


def _picture(pixels: np.ndarray, scale: int) -> Image.Image:
    grey = (np.moveaxis(pixels, 0, -1) * 255 + 0.5).astype(np.uint8).repeat(scale, 0).repeat(scale, 1)
    return Image.fromarray(grey[..., 0] if grey.shape[-1] == 1 else grey)
