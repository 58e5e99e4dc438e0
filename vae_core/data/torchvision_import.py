"""Makes `import torchvision` work beside a CPU build of torch.

torchvision's compiled operators are built for CUDA; on a CPU build they do not load, and the import fails
with "operator torchvision::nms does not exist" although data sets and transforms are pure Python. Declaring
the two operators that the import asks for is enough. Where the compiled ones do load, nothing is declared.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import torch

_SIGNATURE = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"


def prepare_torchvision() -> None:
    """Declares the missing operators, once, where the compiled ones cannot load."""
    if "torchvision" in sys.modules or _compiled_operators_load():
        return
    for name in ("torchvision::nms", "torchvision::qnms"):
        if not hasattr(torch.ops.torchvision, name.split("::")[1]):
            torch.library.define(name, _SIGNATURE)


def _compiled_operators_load() -> bool:
    spec = importlib.util.find_spec("torchvision")
    if spec is None or spec.origin is None:
        return False
    libraries = [path for path in Path(spec.origin).parent.glob("_C*") if path.suffix in {".so", ".pyd"}]
    try:
        for library in libraries:
            torch.ops.load_library(library)
    except OSError:
        return False
    return bool(libraries)
