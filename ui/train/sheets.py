"""Pictures of a run as it trains, as sheets: draws from the prior, and held-out images over their reconstructions."""

from __future__ import annotations

import numpy as np

from vae_core.runs.live import Live

COLUMNS, ROWS = 6, 4  # of a sheet
EMPTY = {"light": 0.95, "dark": 0.12}  # grey of a sheet without pictures, and between them


def samples_sheet(live: Live | None, theme: str) -> np.ndarray:
    """The draws as one picture in [0, 1], (C, 4 H, 6 W)."""
    return _blank(theme) if live is None else _sheet(live.samples, theme)


def pairs_sheet(live: Live | None, theme: str) -> np.ndarray:
    """Rows of held-out images, each over its reconstructions, as one picture in [0, 1], (C, 4 H, 6 W)."""
    if live is None:
        return _blank(theme)
    size = live.originals.shape[1:]
    pairs = [array[: 2 * COLUMNS].reshape(2, COLUMNS, *size) for array in (live.originals, live.reconstructions)]
    return _sheet(np.stack(pairs, 1).reshape(-1, *size), theme)


def _sheet(images: np.ndarray, theme: str) -> np.ndarray:
    gap = max(1, images.shape[2] // 14)
    framed = np.pad(images[: ROWS * COLUMNS] / np.float32(255), ((0, 0), (0, 0), (0, gap), (0, gap)),
                    constant_values=EMPTY[theme])  # fmt: skip
    channels, height, width = framed.shape[1:]
    grid = framed.reshape(ROWS, COLUMNS, channels, height, width).transpose(2, 0, 3, 1, 4)
    return grid.reshape(channels, ROWS * height, COLUMNS * width)[:, :-gap, :-gap]


def _blank(theme: str) -> np.ndarray:
    return np.full((1, ROWS * 30 - 2, COLUMNS * 30 - 2), EMPTY[theme], np.float32)
