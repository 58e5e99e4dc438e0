"""Memory stays with a training process: counted in page faults, in a process of its own."""

import subprocess
import sys

SCRIPT = """
import platform, resource, sys
import numpy as np
from vae_core.training.allocator import keep_freed_memory

listens = keep_freed_memory() if sys.argv[1] == "kept" else platform.libc_ver()[0] == "glibc"
def faults(times):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(times):
        [np.ones(2_000_000) for _ in range(4)]  # 64 MB at the heap's end, 15,625 pages
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
faults(2)
print(listens, faults(20))
"""


def measured(mode: str) -> tuple[bool, int]:
    ran = subprocess.run([sys.executable, "-c", SCRIPT, mode], capture_output=True, text=True, check=True)
    listens, faults = ran.stdout.split()
    return listens == "True", int(faults)


def test_memory_that_is_freed_and_taken_again_is_not_cleared_anew():
    listens, kept = measured("kept")
    _, given_back = measured("given back")
    assert not listens or kept < 2000 < given_back
