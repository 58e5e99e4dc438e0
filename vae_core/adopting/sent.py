"""What a visitor sends becomes a model: a zipped model folder, or two ONNX files, in a process of its own.

Files that come from anywhere may ask for more memory or time than there is: then that process ends, not the server.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO

from vae_core.fault import Fault
from vae_core.store.beside import Beside
from vae_core.store.folder import MAX_SENT_BYTES, CheckpointError, is_reserved, models_dir
from vae_core.store.label import NAME_LENGTH, label

SECONDS = 900
MEMORY = 8 * 2**30  # bytes of addresses, of which torch takes some by itself
NEEDED = ("config.json", "model.safetensors", "atlas.npz")
FILES = (*NEEDED, "metrics.json", "meter.safetensors", "tour.json", "thumbnail.png")
MOST_MEMBERS = 1_000
# What zipfile raises for a file that is damaged or strange
DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, OSError)


class Said(Fault):
    """A sentence that another process has said."""


def place_of(name: str) -> Path:
    """Where a model of that name will lie.

    Raises:
        ValueError: if it is no name, or taken.
    """
    if name != label(name, NAME_LENGTH) or not name.strip() or name[0] == "." or set(name) & set("/\\") or (
            is_reserved(name)):  # fmt: skip
        raise Fault("{name} cannot be the name of a folder: choose another", name=label(name, NAME_LENGTH) or "?")
    folder = models_dir() / name
    if folder.exists():
        raise Fault("there is a model called {name}: choose another name", name=name)
    return folder


def take_folder(file: BinaryIO, name: str) -> Path:
    """The model folder of a zip, read and checked before it is put among the models.

    Raises:
        ValueError: one sentence; nothing is written then.
    """
    from vae_core.store.atlas import load_atlas
    from vae_core.store.checkpoint import load_model
    from vae_core.store.folder import load_metrics

    folder = place_of(name)
    stored = _members(file)
    beside = Beside(folder)
    with beside as temporary:
        for member, content in stored.items():
            (temporary / member).write_bytes(content)
        model = load_model(temporary)
        atlas = load_atlas(temporary)
        load_metrics(temporary)
        if atlas.codes.shape[1] != model.config.latent_dim:
            raise CheckpointError("{model}: its map and its network have different numbers of latent dimensions",
                                  model=name)  # fmt: skip
        beside.put()
    return folder


def _members(file: BinaryIO) -> dict[str, bytes]:
    """The files of a model in a zip, in its root or in one folder; whatever else it holds is left."""
    try:
        with zipfile.ZipFile(file) as stored:
            listed = stored.infolist()[:MOST_MEMBERS]
            found = {PurePosixPath(one.filename): one for one in listed if not one.is_dir()}
            root = next((path.parent for path in found if path.name == NEEDED[0] and len(path.parts) <= 2), None)
            members = {name: found[root / name] for name in FILES if root is not None and root / name in found}
            if missing := [name for name in NEEDED if name not in members]:
                raise Fault("the zip holds no model: {missing} is not in it", missing=missing[0])
            return {name: _read(stored, member) for name, member in members.items()}
    except DAMAGED as error:
        if isinstance(error, Fault):
            raise
        raise Fault("the zip cannot be read: it is damaged, or locked by a password") from None


def _read(stored: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with stored.open(member) as file:
        content = file.read(MAX_SENT_BYTES + 1)
    if len(content) > MAX_SENT_BYTES:
        raise Fault("{file} is larger than {most} MB", file=PurePosixPath(member.filename).name,
                    most=MAX_SENT_BYTES // 10**6)  # fmt: skip
    return content


def adopt_files(encoder: bytes, decoder: bytes, data: str, name: str) -> Path:
    """The model of two ONNX files, mapped with a data set of ours.

    Raises:
        ValueError: one sentence; nothing is written then.
    """
    folder = place_of(name)
    with TemporaryDirectory(prefix="latent-lens-") as kept:
        paths = [Path(kept) / f"{part}.onnx" for part in ("encoder", "decoder")]
        for path, content in zip(paths, (encoder, decoder), strict=True):
            path.write_bytes(content)
        command = [sys.executable, "-m", __name__, *map(str, paths), data, str(folder)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise Fault("this takes more than {minutes} minutes: adopt it on the command line",
                        minutes=SECONDS // 60) from None  # fmt: skip
    if done.returncode:
        raise _said(done.stdout)
    return folder


def _said(out: str) -> Fault:
    with suppress(ValueError, KeyError, IndexError, TypeError):
        told = json.loads(out.splitlines()[-1])
        return Said(told["template"], **told["holes"])
    return Fault("this needs more memory than there is, or ends in the middle: adopt it on the command line")


def main(encoder: str, decoder: str, data: str, out: str) -> int:
    """In the process of its own."""
    from vae_core.adopting.adopt import adopt
    from vae_core.adopting.onnx_network import onnx_parts
    from vae_core.data.sets import load_dataset

    with suppress(ImportError, OSError, ValueError):  # where an operating system has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        sent = load_dataset(data, "test")
        adopt(model=onnx_parts(Path(encoder), Path(decoder)), images=sent.images, labels=sent.labels,
              class_names=sent.class_names, name=Path(out).name, out=out, data=data)  # fmt: skip
    except ValueError as error:
        holes = {key: value if isinstance(value, int | float) else str(value)
                 for key, value in getattr(error, "holes", {}).items()}  # fmt: skip
        template = getattr(error, "template", "") or str(error).replace("{", "{{").replace("}", "}}")
        print("\n" + json.dumps({"template": template, "holes": holes}))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
