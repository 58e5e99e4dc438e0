"""What Python adds once a gesture has ended: the true nearest test codes, PyTorch's own pixels, the originals."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from frontend import loaders
from vae_core.folder import CheckpointError

SHOWN = 6


def evidence(name: str, z: list[float]) -> dict[str, Any]:
    """Small JSON for the part: nearest codes, PyTorch's pixels of z (float32, base64), originals or a hint.

    Args:
        name: a model.
        z: a code of it, (D,).

    Raises:
        CheckpointError: if the model is not good, or is another one by now.
    """
    import torch  # not on the way to the first picture

    from vae_core.neighbours import nearest

    atlas = loaders.atlas(name)
    if atlas.codes.shape[1] != len(z):
        raise CheckpointError(f"{name} has been trained again, to another width: reload the page")
    code = np.asarray(z, np.float32)
    indices, distances = nearest(code[None], atlas.codes, min(SHOWN, len(atlas.codes)))
    near = [
        {"index": int(index), "label": int(atlas.labels[index]), "distance": float(distance)}
        for index, distance in zip(indices[0], distances[0], strict=True)
    ]
    pixels = loaders.model(name).decode(torch.from_numpy(code)[None]).numpy()
    originals = loaders.originals(name)
    return {
        "z": z,
        "nearest": near,
        "pixels": _base64(pixels.astype("<f4")),
        "originals": {} if originals is None else {row["index"]: _base64(originals[row["index"]]) for row in near},
        "hint": loaders.how_to_get_originals(name) if originals is None else "left: original, right: decoded",
    }


def _base64(values: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()
