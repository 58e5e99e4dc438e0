"""Arrays of an .npz file, read only after what it promises has been compared with what may be asked for. No pickle.

An archive of a few hundred kilobytes can promise gigabytes, and numpy gives that memory before it reads a byte.
"""

from __future__ import annotations

import math
import zipfile
from collections.abc import Collection
from pathlib import Path

import numpy as np
from numpy.lib import format as npy

from vae_core.fault import Fault

MAX_BYTES = 500_000_000  # of the unpacked arrays
FREE_BYTES, MAX_RATIO = 20_000_000, 100  # above the first, an archive must not unpack to more times its own size
KINDS = "biufU"  # of numbers and text; objects would need pickle
HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}


def read_npz(path: Path, names: Collection[str], most: int | None = None) -> dict[str, np.ndarray]:
    """Those of the named arrays that the file holds, in this machine's byte order.

    Raises:
        ValueError: if one is no plain array or is cut short, or they would take more than `most` bytes (`MAX_BYTES`
            unless given), or more than a hundred times what the file takes. Other kinds come from zipfile and zlib
            where the archive is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        entries = {entry.filename.removesuffix(".npy"): entry for entry in archive.infolist()}
        wanted = {name: entries[name] for name in names if name in entries}
        promised = sum(entry.file_size for entry in wanted.values())
        allowed = min(MAX_BYTES if most is None else most, max(FREE_BYTES, MAX_RATIO * path.stat().st_size))
        if promised > allowed:
            raise Fault("it unpacks to {promised:,} bytes, which is too much", promised=promised)
        return {name: _array(archive, entry, name) for name, entry in wanted.items()}


def _array(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> np.ndarray:
    with archive.open(entry) as stored:
        version = npy.read_magic(stored)
        if version not in HEADERS:
            raise Fault("{name} is no plain array", name=name)
        shape, by_column, dtype = HEADERS[version](stored)
        if dtype.kind not in KINDS:
            raise Fault("{name} has type {dtype}", name=name, dtype=dtype)
        length = entry.file_size - stored.tell()
        if math.prod(shape) * dtype.itemsize != length:
            raise Fault("{name} of shape {shape} has {length:,} bytes", name=name, shape=shape, length=length)
        array = np.frombuffer(stored.read(), dtype) if length else np.empty(shape, dtype)
    array = array.reshape(shape, order="F" if by_column else "C")
    return array.astype(dtype.newbyteorder("="))  # a copy, which may be written to
