"""Room for many visitors: each holds several open files (its websocket and the event loop of its script).

A shell's usual limit of 1,024 open files is reached by 250 visitors; the server then refuses all of them, and writes a
line of log for every refusal. A process may raise its own limit up to what the system allows.
"""

from __future__ import annotations

WANTED = 10_240  # enough for 2,000 visitors, and what macOS grants at most


def allow_many_visitors() -> None:
    """Raises this process's limit of open files, where the system has one and allows it."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
