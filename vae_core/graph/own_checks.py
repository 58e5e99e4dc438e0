"""A module's checks of its own input: `assert`, `torch._assert`, `if ...: raise` on values that it computes.

A trace stops at each, for a check is a branch. Here the module runs once as it is, what its checks found is kept, and
the trace is told the same. Any other branch is left alone, and stops the trace.
"""

from __future__ import annotations

import ast
import linecache
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

TORCH = str(Path(torch.__file__).parent)  # whose frames lie between a check and what it asks here
OF_ITS_OWN = torch.__file__  # `torch._assert`


@contextmanager
def own_checks_pass(module: nn.Module, example: Tensor) -> Iterator[None]:
    """Inside, the module's checks find what they found when it ran on the example."""
    with torch.no_grad(), _Asked([]) as asked:
        module(example)
    with _Asked(asked.found, is_told=True):
        yield


class _Asked(TorchFunctionMode):
    """Keeps the answer to every check, or gives the answers that were kept."""

    def __init__(self, found: list[bool], is_told: bool = False) -> None:
        super().__init__()
        self.found, self.is_told = found, is_told

    def __torch_function__(self, function: Any, types: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
        is_check = function is torch._assert or (function is Tensor.__bool__ and _in_a_check())
        if is_check and self.is_told and self.found:
            return self.found.pop(0)
        made = function(*args, **(kwargs or {}))
        if is_check and not self.is_told:
            self.found.append(made)
        return made


def _in_a_check() -> bool:
    """Whether the statement that asks for a truth value only raises where it does not hold."""
    frame = sys._getframe(2)
    while frame and frame.f_code.co_filename.startswith(TORCH) and frame.f_code.co_filename != OF_ITS_OWN:
        frame = frame.f_back
    if frame is None:
        return False
    lines = linecache.getlines(frame.f_code.co_filename)
    try:
        tree = ast.parse("".join(lines))
    except SyntaxError:
        return False
    around = [one for one in ast.walk(tree) if isinstance(one, ast.stmt) and _asks_at(one, frame.f_lineno)]
    innermost = max(around, key=lambda one: one.lineno, default=None)
    return isinstance(innermost, ast.Assert) or (
        isinstance(innermost, ast.If) and not innermost.orelse
        and all(isinstance(one, ast.Raise) for one in innermost.body))  # fmt: skip


def _asks_at(statement: ast.stmt, line: int) -> bool:
    """Whether the line lies in a statement, or in the test of one that has a body."""
    last = statement.test.end_lineno if isinstance(statement, ast.If) else statement.end_lineno
    return statement.lineno <= line <= (last or statement.lineno)
