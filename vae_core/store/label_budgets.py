"""Small classifiers q(y|x) of one model trained with ever more labels, beside that model: `budgets.safetensors`.

They are those of semi-supervised models of the same family and data, whose other networks are not kept. Each entry
says how many labels it had, the share of test images that it tells right, and that of all draws of as many labels.
No torch here.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from vae_core.graph.chain import of_chain
from vae_core.store.folder import CheckpointError, checkpoint_dir, reading, write_whole

FILE = "budgets.safetensors"


def write_budgets(folder: Path, weights: dict[str, np.ndarray], record: dict[str, Any]) -> None:
    """Keeps classifiers of one architecture.

    Args:
        folder: of the model.
        weights: by how many labels the classifier had, a dot, and the name in the operations.
        record: `image_shape`, `command`, `images`, `ops` (a chain, images -> logits) and `budgets`: a list of `labels`,
            `right` (per cent, by draw) and `shown` (the draw that is kept).
    """
    path = folder / FILE
    write_whole(path, lambda to: save_file(weights, to, metadata={"record": json.dumps(record)}))


def read_budgets(name: str) -> dict[str, Any] | None:
    """What `write_budgets` kept, None where a model has none: its record with `graph` and `weights`, in base64.

    Raises:
        CheckpointError: if the file cannot be read.
    """
    path = checkpoint_dir(name) / FILE
    if not path.is_file():
        return None
    try:
        return _read(path)
    except (SafetensorError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise CheckpointError("{model}: budgets.safetensors is damaged ({reason})", model=name, reason=error) from None


def _read(path: Path) -> dict[str, Any]:
    with reading(path), safe_open(path, "np") as file:
        record = json.loads(file.metadata()["record"])
        first = f"{record['budgets'][0]['labels']}."
        shapes = {
            key.removeprefix(first): tuple(file.get_slice(key).get_shape())
            for key in sorted(file.keys())
            if key.startswith(first)
        }
        graph = of_chain(record.pop("ops"), shapes, tuple(record["image_shape"]))
        return record | {"graph": graph, "weights": base64.b64encode(path.read_bytes()).decode()}
