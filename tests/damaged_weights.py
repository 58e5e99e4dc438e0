"""Every way in which `model.safetensors` may be damaged or hostile."""

from __future__ import annotations

import json
import pickle
import struct
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

# what load_model says of each
SENTENCES = {
    "missing": "model.safetensors is missing",
    "empty": "damaged or truncated",
    "truncated": "damaged or truncated",
    "header only": "damaged or truncated",
    "header of 2^60 bytes": "damaged or truncated",
    "header not JSON": "damaged or truncated",
    "trailing bytes": "damaged or truncated",
    "pickle": "damaged or truncated",
    "torch pickle": "damaged or truncated",
    "a folder": "model.safetensors is missing",
    "other shape": "config.json asks for weight",
    "extra weight": "the file has weight backdoor of shape (2,); config.json asks for none",
    "lacking weight": "; the file has none",
    "NaN": "NaN or infinity",
    "infinity": "NaN or infinity",
    "double infinity": "NaN or infinity",
}


def damage(folder: Path, how: str) -> None:
    """Damages the weights of a model folder."""
    path = folder / "model.safetensors"
    stored, weights = path.read_bytes(), load_file(path)
    first, metadata = next(iter(weights)), contents(folder)[0]["__metadata__"]
    match how:
        case "missing":
            path.unlink()
        case "empty":
            path.write_bytes(b"")
        case "truncated":
            path.write_bytes(stored[:-10])
        case "header only":
            path.write_bytes(stored[:100])
        case "header of 2^60 bytes":
            path.write_bytes(struct.pack("<Q", 2**60) + stored[8:])
        case "header not JSON":
            path.write_bytes(stored[:8] + b"x" + stored[9:])
        case "trailing bytes":
            path.write_bytes(stored + b"more")
        case "pickle":
            path.write_bytes(pickle.dumps(Explosive()))
        case "torch pickle":
            torch.save({"weights": Explosive()}, path)
        case "a folder":
            path.unlink()
            path.mkdir()
        case "other shape":
            save_file(weights | {first: weights[first].flatten()[:-1].clone()}, path, metadata)
        case "extra weight":
            save_file(weights | {"backdoor": torch.zeros(2)}, path, metadata)
        case "lacking weight":
            save_file({name: weights[name] for name in weights if name != first}, path, metadata)
        case "NaN":
            save_file(weights | {first: torch.full_like(weights[first], float("nan"))}, path, metadata)
        case "infinity":
            save_file(weights | {first: torch.full_like(weights[first], float("inf"))}, path, metadata)
        case "double infinity":
            save_file(weights | {first: torch.full(weights[first].shape, 1e300, dtype=torch.float64)}, path, metadata)


def contents(folder) -> tuple[dict, bytes]:
    """The header of the weights, whose metadata safetensors writes in any order, and the rest as bytes."""
    stored = (folder / "model.safetensors").read_bytes()
    end = 8 + int.from_bytes(stored[:8], "little")
    return json.loads(stored[8:end]), stored[end:]


class Explosive:
    """Raises when unpickled."""

    def __reduce__(self):
        return pytest.fail, ("a pickle was executed",)
