"""The line of somebody's own source that an operation, or an error, comes from."""

from __future__ import annotations

import re
import sysconfig
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import torch
from torch.fx.proxy import TracerBase

OURS = (str(Path(torch.__file__).parent), str(Path(__file__).parents[1]))  # frames that are not the user's
LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})
FRAME = re.compile(r'File "([^"]+)", line (\d+), in (\S+)')


@contextmanager
def every_frame() -> Iterator[None]:
    """Inside, a trace keeps all that a module's `forward` calls: of its own accord torch keeps `forward` alone."""

    def kept(tracer: TracerBase, summary: traceback.StackSummary) -> traceback.StackSummary:
        first = next((place for place, frame in enumerate(summary) if frame.name == "forward"), len(summary))
        return traceback.StackSummary.from_list(summary[first:])

    with patch.object(TracerBase, "_filter_traceback_frames", kept, create=True):
        yield


def user_line(trace: str) -> str:
    """' (model.py:12)', the innermost line of a trace that is neither PyTorch's nor ours; '' where there is none.

    A line of another library counts where the trace has none of the user's.
    """
    frames = [(path, line) for path, line, _ in FRAME.findall(trace) if not path.startswith(OURS) and path[0] != "<"]
    own = [frame for frame in frames if not frame[0].startswith(LIBRARIES)] or frames
    return f" ({Path(own[-1][0]).name}:{own[-1][1]})" if own else ""


def line_of(error: Exception) -> str:
    """As `user_line`, of the lines that led to an error."""
    frames, trace = [], error.__traceback__
    while trace:
        frames.append(f'File "{trace.tb_frame.f_code.co_filename}", line {trace.tb_lineno}, in f')
        trace = trace.tb_next
    inner = [index for index, frame in enumerate(frames) if str(Path(torch.__file__).parent) in frame]
    return user_line("\n".join(frames[inner[0] :])) if inner else ""
