"""How much an image holds, in nats, which a bound on its likelihood is set against.

J. Serra et al., "Input complexity and out-of-distribution detection with likelihood-based generative models" (ICLR
2020, arXiv 1909.11480): a simple image is likely under any model, so that -log p(x) less the length of the compressed
image tells more than -log p(x). Theirs are models of bytes; where the likelihood is another one, nats of the bound and
nats of the file are not of one thing, and the difference only ranks. Lengths include a file's head, equal for all.

Axes: N images, C H W.
"""

from __future__ import annotations

import io
import math
import zlib

import numpy as np

NATS_PER_BYTE = 8 * math.log(2)
COMPRESSORS = ("png", "zlib")  # the shorter of the two is taken


def compressed_nats(images: np.ndarray) -> np.ndarray:
    """Length of each image's shorter compression, PNG (optimised) or zlib (level 9); uint8 (N, C, H, W) -> (N,)."""
    return NATS_PER_BYTE * np.array([min(_png(image), _zlib(image)) for image in images], float)


def pixel_entropy(images: np.ndarray) -> np.ndarray:
    """Entropy of an image whose greys are probabilities of ink: uint8 (N, C, H, W) -> nats (N,).

    No decoder with a Bernoulli likelihood has a reconstruction term below it: what is left is a KL per pixel.
    """
    p = images.reshape(len(images), -1) / 255
    inner = (p > 0) & (p < 1)
    safe = np.where(inner, p, 0.5)
    return -np.where(inner, safe * np.log(safe) + (1 - safe) * np.log1p(-safe), 0).sum(1)


def _png(image: np.ndarray) -> int:
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(image[0] if len(image) == 1 else image.transpose(1, 2, 0)).save(file, "PNG", optimize=True)
    return len(file.getvalue())


def _zlib(image: np.ndarray) -> int:
    return len(zlib.compress(image.tobytes(), 9))
