"""Made pictures as files: PNGs in a folder for each class, a table (CSV), arrays (NPZ), where they come from (JSON).

Axes: N made pictures, D numbers of a flat z, C H W.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from vae_core.fault import Fault
from vae_core.making.about import about
from vae_core.making.make import Made
from vae_core.store.beside import Beside
from vae_core.store.folder import is_reserved, write_whole

SUFFIXES = (".zip", ".npz", ".csv")
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]{0,39}")
DAY = (1980, 1, 1, 0, 0, 0)  # of every file in a zip: the same pictures make the same zip
ARRAYS = {
    "images": "(N, C, H, W) uint8: the pixels of the PNG files",
    "labels": "(N,) int64: the class that was asked for, index into class_names",
    "class_names": "names of the classes",
    "number": "(N,) int64: with seed and class it decides the code",
    "seed": "(1,) int64: of all",
    "z": "(N, D) float32: the code that each was decoded from",
    "percent": "(N,) float32: support by the trust meter",
    "judge": "(N,) int64: the class that the model's judge sees; -1 without one",
    "judge_probability": "(N,) float32: its probability of that class",
    "nearest": "(N,) int64: the class of most of the five nearest real pictures",
    "of": "(N, 2) int64: images of the atlas that each was made of; -1 for none",
    "share": "(N,) float32: how far from the first of these to the second",
}
COLUMNS = ("file", "class", "seed", "number", "support_percent", "judge", "judge_probability", "nearest", "image")
COLUMNS += ("other_image", "share")


def check_out(out: Path) -> Path:
    """The path, where pictures can be written to.

    Raises:
        ValueError: if its ending is no file's that can be written, or a folder is there that holds something.
    """
    if out.suffix and out.suffix.lower() not in SUFFIXES:
        raise Fault("the file must end in {known}, or be a folder; got {got}",
                    known=", ".join(SUFFIXES), got=out.name)  # fmt: skip
    is_file = bool(out.suffix)
    if out.is_dir() and (is_file or any(out.iterdir())):
        raise Fault("{folder} is a folder that holds something: name a new one", folder=out.name)
    if not is_file and out.exists():
        raise Fault("{name} is a file, and a folder is to be made: name a new one", name=out.name)
    return out


def write(name: str, made: Made, out: Path) -> None:
    """Writes a folder, or a file by its ending, whole or not at all.

    Raises:
        ValueError: as `check_out`.
    """
    check_out(out)
    if out.suffix:
        write_whole(out, lambda path: path.write_bytes(packed(name, made, out.suffix.lower())))
        return
    beside = Beside(out)
    with beside as inside:
        for path, content in files(name, made):
            (inside / path).parent.mkdir(parents=True, exist_ok=True)
            (inside / path).write_bytes(content)
        beside.put()


def packed(name: str, made: Made, suffix: str) -> bytes:
    """The content of a .zip, .npz or .csv."""
    if suffix == ".csv":
        return table(made)
    if suffix == ".npz":
        return arrays(name, made)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path, content in files(name, made):
            archive.writestr(zipfile.ZipInfo(path, DAY), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def files(name: str, made: Made) -> Iterator[tuple[str, bytes]]:
    """Every file of the folder, by its path in it."""
    for path, pixels in zip(paths(made), made.pixels, strict=True):
        yield path, _png(pixels)
    yield "made.csv", table(made)
    yield "made.npz", arrays(name, made)
    yield "about.json", (json.dumps(about(name, made), indent=1) + "\n").encode()


def paths(made: Made) -> list[str]:
    """Of the PNG files, in the order of the pictures: a folder for each class."""
    folders = class_folders(made.class_names)
    pairs = zip(made.labels.tolist(), made.number.tolist(), strict=True)
    return [f"{folders[label]}/{made.wish.seed}-{number:05d}.png" for label, number in pairs]


def class_folders(class_names: Sequence[str]) -> list[str]:
    """A folder for each class: its name, where every system takes it and no other class has it, else its number.

    Example:
        >>> class_folders(["cat", "../dog", "Cat"])
        ['cat', 'class-1', 'class-2']
    """
    taken: set[str] = set()
    found = []
    for at, name in enumerate(class_names):
        is_good = PLAIN_NAME.fullmatch(name) and name == name.strip() and not is_reserved(name)
        found.append(name if is_good and name.lower() not in taken else f"class-{at}")
        taken.add(found[-1].lower())
    return found


def table(made: Made) -> bytes:
    """The CSV: one line for each picture."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow([*COLUMNS, *(f"z{at + 1}" for at in range(made.z.shape[1]))])
    for row, path in enumerate(paths(made)):
        lines.writerow([path, *_line(made, row), *(f"{value:.9g}" for value in made.z[row])])
    return written.getvalue().encode()


def arrays(name: str, made: Made) -> bytes:
    """The NPZ, which describes itself: `about` is JSON. `numpy.load(path, allow_pickle=False)` reads it."""
    told = {"images": made.pixels, "class_names": np.array(made.class_names), "seed": np.array([made.wish.seed])}
    told |= {field: getattr(made, field) for field in ARRAYS.keys() - told.keys()}
    of_all = json.dumps(about(name, made) | {"arrays": ARRAYS}, indent=1)
    written = io.BytesIO()
    np.savez_compressed(written, **{field: told[field] for field in ARRAYS}, about=np.array(of_all))
    return written.getvalue()


def _line(made: Made, row: int) -> list[object]:
    named = lambda label: "" if label < 0 else _safe(made.class_names[label])  # noqa: E731 - of two columns
    of = ["" if image < 0 else int(image) for image in made.of[row]]
    share = f"{made.share[row]:.9g}" if made.of[row, 1] >= 0 else ""
    judge = [named(made.judge[row]), f"{made.judge_probability[row]:.6g}", named(made.nearest[row])]
    seeds = [made.wish.seed, int(made.number[row]), f"{made.percent[row]:.6g}"]
    return [_safe(made.class_names[made.labels[row]]), *seeds, *judge, *of, share]


def _safe(name: str) -> str:
    """A class's name, which a spreadsheet must not take for a formula."""
    return f"'{name}" if name[:1] in "=+-@" else name


def _png(pixels: np.ndarray) -> bytes:
    written = io.BytesIO()
    Image.fromarray(pixels[0] if len(pixels) == 1 else np.moveaxis(pixels, 0, -1)).save(written, "PNG")
    return written.getvalue()
