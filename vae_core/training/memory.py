"""Running out of memory, told from the other errors of torch and numpy: they have no kind of their own for it."""

from __future__ import annotations

from vae_core.fault import Sentence

SHORT = Sentence("there is not enough memory for this: a smaller network, a smaller batch or fewer images take less")
# In a RuntimeError of torch: its allocators on a CPU and a GPU, the kernel, oneDNN
SIGNS = (
    "DefaultCPUAllocator", "out of memory", "annot allocate memory", "not enough memory", "could not create a memory",
)  # fmt: skip


def is_short(error: BaseException) -> bool:
    """Whether the error says that memory ran out."""
    return isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and any(s in str(error) for s in SIGNS))
