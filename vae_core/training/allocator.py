"""Memory that a training step frees stays with the process, ready for the next step.

The GNU C library hands memory back to the system whenever the free end of its heap exceeds a threshold, and takes
large blocks straight from the system. Training frees and takes the same megabytes at every step; by chance of what
lies at the heap's end, the system may then have to clear up to 500 pages per step, a sixth of the time of a small
network. mallopt(3), https://man7.org/linux/man-pages/man3/mallopt.3.html.
"""

from __future__ import annotations

import ctypes
import sys

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3  # malloc.h
KEPT_BYTES = 1 << 30  # a larger free end of the heap goes back all the same
TAKEN_BYTES = 64 << 20  # asked of the system at once
HEAP_BYTES = 32 << 20  # blocks up to this size, the largest that the library allows, live on the heap


def keep_freed_memory() -> bool:
    """Asks the C library to keep what this process frees; returns whether it does: only the GNU one can be asked."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is None:
        return False
    settings = {M_TRIM_THRESHOLD: KEPT_BYTES, M_TOP_PAD: TAKEN_BYTES, M_MMAP_THRESHOLD: HEAP_BYTES}
    return all([mallopt(name, value) == 1 for name, value in settings.items()])
