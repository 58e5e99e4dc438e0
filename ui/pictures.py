"""Small arrays as crisp PNG pictures, and the one colour map for signed differences."""

from __future__ import annotations

import io

import numpy as np
import streamlit as st
from PIL import Image

from vae_core.shared import SHARED

MIN_SIZE_PX = 140


def show(pixels: np.ndarray, alt: str, caption: str = "", width: int | str = "stretch") -> None:
    """Draws pixels in [0, 1], (C, H, W), enlarged without smoothing; `alt` says to those who see nothing what it is."""
    st.image(_enlarged(pixels), caption=caption or None, alt=alt, output_format="PNG", width=width)


def png(pixels: np.ndarray) -> bytes:
    """The same picture as a file, for what is drawn again and again."""
    written = io.BytesIO()
    Image.fromarray(np.rint(_enlarged(pixels) * 255).astype(np.uint8)).save(written, "PNG")
    return written.getvalue()


def difference(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """How far apart two pictures are, as colour, (C, H, W) -> (3, H, W): orange where `first` is brighter, else blue.

    Of colour it is the mean over the channels' distances: a change of hue alone is no zero.
    """
    channels = first.astype(np.float32) - second
    signed = (np.abs(channels).mean(0) * np.where(channels.sum(0) < 0, -1, 1))[None]  # (1, H, W)
    more, less = (np.array(SHARED["difference"][name]).reshape(3, 1, 1) / 255 for name in ("more", "less"))
    ink = np.where(signed > 0, more, less)
    return 1 - np.abs(signed) * (1 - ink)


def strip(images: np.ndarray) -> np.ndarray:
    """Images (N, C, H, W) side by side as one, (C, H, N * W)."""
    return np.concatenate(list(images), axis=2)


def _enlarged(pixels: np.ndarray) -> np.ndarray:
    scale = max(1, -(-MIN_SIZE_PX // pixels.shape[1]))
    picture = np.clip(pixels.repeat(scale, 1).repeat(scale, 2), 0, 1)
    return picture[0] if len(picture) == 1 else np.moveaxis(picture, 0, -1)  # as an image file has it: (H, W, C)
