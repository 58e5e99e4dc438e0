"""Images out of a zip that a visitor sent: only images, of bounded number and size, under names of our own."""

from __future__ import annotations

import lzma
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from vae_core.data.images import IMAGE_SUFFIXES, DatasetError
from vae_core.store.folder import is_reserved

Found = list[tuple[zipfile.ZipInfo, PurePosixPath]]

MAX_IMAGES = 100_000
MAX_BYTES = 1_000_000_000  # unpacked
MAX_IMAGE_BYTES = 50_000_000
CLASS_NAME_LENGTH = 60
CHUNK = 1 << 20
# What zipfile raises for a file that is damaged or strange; while reading also OSError (bz2)
DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, RuntimeError, ValueError,
           zlib.error, lzma.LZMAError)  # fmt: skip


def unpack(file: BinaryIO, folder: Path) -> int:
    """Writes the images of a zip to `folder`, one sub-folder per class; returns their number.

    Names inside the zip only choose the class: files are numbered, so that none can be written elsewhere.

    Raises:
        DatasetError: if it is no zip, or holds a link, a path that leads out, too much, or no images.
        OSError: if the disk is full or may not be written to.
    """
    try:
        with zipfile.ZipFile(file) as stored:
            members = _images(stored)
            folders = _class_folders([_class(path) for _, path in members])
            for number, (member, path) in enumerate(members):
                target = folder / folders[_class(path)] / f"{number:06}{path.suffix.lower()}"
                target.parent.mkdir(parents=True, exist_ok=True)
                with stored.open(member) as source, target.open("wb") as out:
                    out.writelines(_chunks(source))
    except DatasetError:
        raise
    except DAMAGED as error:
        raise _unreadable(error) from None
    return len(members)


def unpack_some(file: BinaryIO, folder: Path, most: int) -> tuple[list[Path], Counter[str]]:
    """Writes a few images of a zip to `folder`, evenly chosen; returns them, and how many of each class the zip holds.

    Raises:
        DatasetError, OSError: as `unpack` does.
    """
    try:
        with zipfile.ZipFile(file) as stored:
            members = sorted(_images(stored), key=lambda found: _class(found[1]))  # so that a few show every class
            paths = []
            for index in range(0, len(members), -(-len(members) // most)):
                member, path = members[index]
                paths.append(folder / f"{index:06}{path.suffix.lower()}")
                with stored.open(member) as source, paths[-1].open("wb") as out:
                    out.writelines(_chunks(source))
    except DatasetError:
        raise
    except DAMAGED as error:
        raise _unreadable(error) from None
    return paths, Counter(_class(path) for _, path in members)


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    """The content, never more than the header says."""
    try:
        while chunk := source.read(CHUNK):
            yield chunk
    except OSError as error:  # not of the disk that is written to
        raise _unreadable(error) from None


def _unreadable(error: Exception) -> DatasetError:
    return DatasetError("The file is not a zip that can be read ({error}).", error=error)


def _images(stored: zipfile.ZipFile) -> Found:
    found = []
    for member in stored.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", member.filename):
            raise DatasetError("The zip holds a path that leads out of it ({path!r}).", path=member.filename[:60])
        if stat.S_ISLNK(member.external_attr >> 16):
            raise DatasetError(
                "The zip holds a link ({path!r}); send the images themselves.", path=member.filename[:60]
            )
        hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
        if member.is_dir() or hidden or path.suffix.lower() not in IMAGE_SUFFIXES:
            continue
        if member.flag_bits & 1:
            raise DatasetError("The zip is locked with a password.")
        found.append((member, path))
    _check_size([member for member, _ in found])
    return _without_wrapping(found)


def _check_size(members: list[zipfile.ZipInfo]) -> None:
    if not members:
        raise DatasetError(
            "The zip holds no images (looked for {suffixes}).", suffixes=", ".join(sorted(IMAGE_SUFFIXES))
        )
    if len(members) > MAX_IMAGES:
        raise DatasetError("The zip holds {count:,} images; at most {most:,}.", count=len(members), most=MAX_IMAGES)
    total, largest = sum(member.file_size for member in members), max(member.file_size for member in members)
    if total > MAX_BYTES or largest > MAX_IMAGE_BYTES:
        raise DatasetError(
            "Unpacked, the images take {total:,.0f} MB; at most {most:,.0f} MB together and {each:,.0f} MB each.",
            total=total / 1e6,
            most=MAX_BYTES / 1e6,
            each=MAX_IMAGE_BYTES / 1e6,
        )


def _without_wrapping(found: Found) -> Found:
    """Without the one folder that holds all the classes, if there is one."""
    wrapped = len({path.parts[0] for _, path in found}) == 1 and any(len(path.parts) > 2 for _, path in found)
    return [(member, PurePosixPath(*path.parts[1:]) if wrapped else path) for member, path in found]


def _class(path: PurePosixPath) -> str:
    return path.parts[0] if len(path.parts) > 1 else "all"


def _class_folders(classes: list[str]) -> dict[str, str]:
    """A folder for each class, under a name that every disk takes; no two share one, whatever their case."""
    folders, taken = {}, set()
    numbers: dict[str, Iterator[int]] = {}  # of each plain name, never used twice: many classes may come to one
    for name in dict.fromkeys(classes):
        plain = re.sub(r"[^\w -]", "_", name)[:CLASS_NAME_LENGTH].strip() or "_"
        plain += "_" if is_reserved(plain) else ""
        left = numbers.setdefault(plain.lower(), count(1))
        wishes = (plain if number == 1 else f"{plain} {number}" for number in left)
        folders[name] = next(wish for wish in wishes if wish.lower() not in taken)
        taken.add(folders[name].lower())
    return folders
