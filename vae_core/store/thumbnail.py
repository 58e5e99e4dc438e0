"""The small picture in a model folder, as bytes that a browser may be given. No torch here."""

from __future__ import annotations

import os

from vae_core.store.folder import CheckpointError, checkpoint_dir, list_models

FILE = "thumbnail.png"
MOST_BYTES = 200_000
PNG = b"\x89PNG\r\n\x1a\n"


def thumbnail_bytes(name: str) -> bytes | None:
    """The PNG of a listed model; None where it has none, or one that is large or no PNG."""
    if name not in list_models():
        return None
    try:
        with (checkpoint_dir(name) / FILE).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, CheckpointError):
        return None
    return content if len(content) <= MOST_BYTES and content.startswith(PNG) else None


def thumbnail_version(name: str) -> int | None:
    """A number that changes with the file; None where there is none."""
    try:
        return os.stat(checkpoint_dir(name) / FILE).st_mtime_ns
    except (OSError, ValueError):  # or a CheckpointError, which is one
        return None
