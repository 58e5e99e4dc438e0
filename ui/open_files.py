"""Room for a class: each visitor takes a socket or two, and many systems let a process open 1,024 files."""

from __future__ import annotations

import sys
from contextlib import suppress

WANTED = 65_536
ENOUGH = 4096  # for a thousand visitors; fewer than that is said
FILES_PER_VISITOR = 3


def make_room() -> int:
    """Raises this process's limit of open files as far as it may, says so where that is not far; the limit."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return WANTED
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = WANTED if hard == resource.RLIM_INFINITY else min(hard, WANTED)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
    if 0 <= soft < ENOUGH:
        room = soft // FILES_PER_VISITOR
        print(f"Latent Lens may open {soft} files: room for about {room} visitors; `ulimit -n {WANTED}` makes more.",
              file=sys.stderr)  # fmt: skip
    return soft
