"""What PyTorch's sums, products of matrices and statistics are written down as."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vae_core.graph.aten import OPERATORS, Refused, operator
from vae_core.graph.writer import Writer


def _reduction(fn: str) -> Callable[..., str]:
    def written(write: Writer, self: str, dim: Any = (), keepdim: bool = False) -> str:
        return write.reduce(self, fn, [dim] if isinstance(dim, int) else list(dim or ()), keepdim)

    return written


OPERATORS |= {name: _reduction(fn) for name, fn in
              {"mean": "mean", "sum": "sum", "amax": "max", "amin": "min"}.items()}  # fmt: skip


@operator("var")
def variance(write: Writer, self: str, dim: Any = (), unbiased: bool = True, correction: float | None = None,
             keepdim: bool = False) -> str:  # fmt: skip
    return write.variance(self, list(dim or ()), float(unbiased) if correction is None else correction, keepdim)


@operator("std")
def deviation(write: Writer, self: str, dim: Any = (), unbiased: bool = True, correction: float | None = None,
              keepdim: bool = False) -> str:  # fmt: skip
    return write.act(variance(write, self, dim, unbiased, correction, keepdim), "sqrt")


@operator("linalg_vector_norm")
def norm(write: Writer, self: str, ord: float, dim: Any, keepdim: bool) -> str:
    if ord != 2:
        raise Refused(f"a norm of order {ord}")
    return write.act(write.reduce(write.two("mul", self, self), "sum", list(dim or ()), keepdim), "sqrt")


@operator("softmax", "_softmax")
def softmax(write: Writer, self: str, dim: int) -> str:
    return write.add("softmax", [self], write.shapes[self], dim=dim % len(write.shapes[self]))


@operator("matmul", "mm", "bmm")
def matmul(write: Writer, self: str, other: str | None = None, mat2: str | None = None) -> str:
    return write.matmul(self, other or mat2)
