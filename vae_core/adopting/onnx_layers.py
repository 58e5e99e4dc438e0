"""ONNX's normalisations, reductions and changes of size in PyTorch; the rest is in onnx_operators.py."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from vae_core.adopting.onnx_operators import OPERATORS, SPACE, Attributes, Unfit, ints

REDUCTIONS = {"ReduceMean": torch.mean, "ReduceSum": torch.sum, "ReduceMax": torch.amax, "ReduceMin": torch.amin,
              "ReduceL2": torch.linalg.vector_norm}  # fmt: skip


def _batch_norm(a: Attributes, x: Tensor, scale: Tensor, bias: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    if a.get("training_mode"):
        raise Unfit("training mode: export it in evaluation mode")
    return F.batch_norm(x, mean, variance, scale, bias, False, 0.0, a.get("epsilon", 1e-5))


def _layer_norm(a: Attributes, x: Tensor, scale: Tensor, bias: Tensor | None = None) -> Tensor:
    return F.layer_norm(x, x.shape[a.get("axis", -1) % x.ndim :], scale, bias, a.get("epsilon", 1e-5))


def _reduced(name: str) -> Any:
    def run(a: Attributes, x: Tensor, axes: Any = None) -> Tensor:
        axes = a.get("axes", axes)
        if axes is None and a.get("noop_with_empty_axes"):
            return x
        dims = list(range(x.ndim)) if axes is None else ints(axes)
        return REDUCTIONS[name](x, dim=dims, keepdim=bool(a.get("keepdims", 1)))

    return run


def _resize(a: Attributes, x: Tensor, roi: Any = None, scales: Any = None, sizes: Any = None) -> Tensor:
    """Nearest and linear enlargement of maps, as PyTorch has them; anything else would be another picture."""
    scales = roi if scales is None and sizes is None else scales  # as opset 10 has it
    if sizes is not None and len(ints(sizes)):
        size, factors = ints(sizes)[-SPACE:], None
    else:
        if scales is None or isinstance(scales, Tensor):
            raise Unfit("sizes or places that depend on the values it is given")
        size, factors = None, [float(one) for one in scales][-SPACE:]
    mode = a.get("mode", b"nearest").decode()
    how = a.get("coordinate_transformation_mode", b"half_pixel").decode()
    if mode == "nearest":
        wanted = size or [int(n * f) for n, f in zip(x.shape[2:], factors, strict=True)]
        is_whole = not any(w % n for w, n in zip(wanted, x.shape[2:], strict=True))
        by = a.get("nearest_mode", b"round_prefer_floor").decode()
        if not is_whole and (how, by) != ("asymmetric", "floor"):
            raise Unfit(f"enlarging by no whole number, {how}, {by}")
        if is_whole and how == "asymmetric" and by != "floor":
            raise Unfit(f"enlarging {how}, {by}")
        return F.interpolate(x, size=size, scale_factor=factors)
    if mode != "linear" or how not in ("half_pixel", "pytorch_half_pixel", "align_corners") or a.get("antialias"):
        raise Unfit(f"enlarging {mode}, {how}")
    return F.interpolate(x, size=size, scale_factor=factors, mode="bilinear", align_corners=how == "align_corners")


def _depth_to_space(a: Attributes, x: Tensor) -> Tensor:
    size, (n, channels, height, width) = a["blocksize"], x.shape
    if a.get("mode", b"DCR") == b"CRD":
        return F.pixel_shuffle(x, size)
    x = x.reshape(n, size, size, channels // size**2, height, width).permute(0, 3, 4, 1, 5, 2)
    return x.reshape(n, channels // size**2, height * size, width * size)


OPERATORS |= {name: _reduced(name) for name in REDUCTIONS}
OPERATORS |= {
    "BatchNormalization": _batch_norm,
    "LayerNormalization": _layer_norm,
    "InstanceNormalization": lambda a, x, scale, bias: F.instance_norm(
        x, weight=scale, bias=bias, eps=a.get("epsilon", 1e-5)),
    "GroupNormalization": lambda a, x, scale, bias: F.group_norm(
        x, a["num_groups"], scale, bias, a.get("epsilon", 1e-5)),
    "Resize": _resize,
    "Upsample": lambda a, x, scales: _resize(a | {"coordinate_transformation_mode": b"asymmetric",
                                                  "nearest_mode": b"floor"}, x, None, scales),
    "DepthToSpace": _depth_to_space,
}  # fmt: skip
