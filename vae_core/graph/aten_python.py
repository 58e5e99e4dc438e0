"""What PyTorch's operators that only Python replays are written down as: the browser has no such kinds."""

from __future__ import annotations

from vae_core.graph.aten import Refused, operator
from vae_core.graph.writer import Writer

MODES = ("bilinear", "nearest")
PADDINGS = ("zeros", "border", "reflection")


@operator("sort")
def sort(write: Writer, self: str, dim: int = -1, descending: bool = False, stable: bool | None = None) -> list[str]:
    return [write.add("sort", [self], write.shapes[self], dim=dim % len(write.shapes[self]), descending=descending)]


@operator("cumsum")
def cumsum(write: Writer, self: str, dim: int) -> str:
    return write.add("cumsum", [self], write.shapes[self], dim=dim % len(write.shapes[self]))


@operator("grid_sampler")
def grid_sample(
    write: Writer, input: str, grid: str, interpolation_mode: int, padding_mode: int, align_corners: bool
) -> str:
    if interpolation_mode >= len(MODES) or len(write.shapes[input]) != 4:
        raise Refused("bicubic sampling, or volumes")
    shape = (*write.shapes[input][:2], *write.shapes[grid][1:3])
    mode, padding = MODES[interpolation_mode], PADDINGS[padding_mode]
    return write.add("grid_sample", [input, grid], shape, mode=mode, padding=padding, align=align_corners)
