"""What the playground needs of the server, once: the worker's script and scikit-learn's digits."""

from __future__ import annotations

import base64
import re
from functools import cache
from typing import Any

import numpy as np

from vae_core.export.bundle import WEB, bundle

KNOBS = re.compile(r"[A-Za-z0-9:.,]{0,300}")  # as web/playground/settings.js writes them


def knobs_of(told: object) -> str:
    """The knobs that a browser tells, if they read like knobs; the page that opens with them checks them."""
    return told if isinstance(told, str) and KNOBS.fullmatch(told) else ""


@cache
def worker_source() -> str:
    """The worker as one script."""
    return bundle(WEB / "playground" / "worker.js")


@cache
def digits() -> dict[str, Any]:
    """All 1,797 images as bytes in base64, (N, 64), and their labels."""
    from vae_core import load_dataset

    parts = [load_dataset("digits", split) for split in ("train", "test")]
    images = np.concatenate([part.images for part in parts])
    labels = np.concatenate([part.labels for part in parts])
    return {"pixels": base64.b64encode(images.tobytes()).decode(), "labels": labels.tolist()}


def sent() -> dict[str, Any]:
    """Both, as the part takes them."""
    return {"source": worker_source(), "digits": digits()}
