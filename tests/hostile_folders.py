"""More than a hundred model folders that are broken, hostile or strange, each made of one small good one.

A case is a function of a folder; its name becomes the folder's, so that a failure names it. `PLAIN_GOOD` opens.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from damaged_weights import SENTENCES, contents, damage
from safetensors.numpy import load_file, save_file
from small_atlas import D, N, small_atlas
from small_vae import small_vae

from vae_core.store.checkpoint import save_model
from vae_core.store.folder import write_json

PLAIN_GOOD = "a-good-one"
OUTSIDE = "https://evil.example"
TEXTS = {
    "image": f"![x]({OUTSIDE}/x.png)",
    "link": f"[y]({OUTSIDE})",
    "address": f"{OUTSIDE}/a?b=c",
    "bare-host": "www.evil.example",
    "mail": "me@evil.example",
    "html-image": f"<img src='{OUTSIDE}/x.png' onerror='globalThis.pwned = 1'>",
    "html-link": f"<a href='{OUTSIDE}'>x</a>",
    "script": "</script><script>globalThis.pwned = 1</script>",
    "formula": "$x^2$ $$\\includegraphics{x}$$",
    "icon": ":material/home: :red[red] :smile:",
    "entities": "&lt;img&gt; &#91;x&#93;(y)",
    "code": "`a` ``b`` ```",
    "blocks": "# head",
    "null-byte": "a\x00b",
    "surrogate": "a\ud800b",
    "terminal": "\x1b[31mred\x1b]0;title\x07",
    "turned": "a\u202eb\u2066c",
    "lines": "a\n\n- b\r\n> c",
    "endless": "endless " * 20_000,
    "empty": "",
    "prototype": "__proto__",
}
FIGURE = {"name": "-ELBO", "value": 30.5, "unit": "nats", "bound": "ELBO", "samples": 1, "data": "digits test",
          "pixels": "grey", "images": 40, "seed": 0}  # fmt: skip
METRICS = {"data": "digits", "command": "python -m vae_core train", "device": "cpu", "training_images": 160,
           "test_images": 40, "epochs": 2, "training_seconds": 3.5, "recipe": {"beta": 1.0}, "figures": [FIGURE],
           "history": [{"epoch": e, "train_elbo": -40.0 + e, "val_elbo": -39.0 + e} for e in (1, 2)]}  # fmt: skip
STOP = {"kind": "hole", "z": [0.0] * D, "score": 1.0, "reason": "nobody is here", "index": 3}
Case = Callable[[Path], None]


def make_folders(root: Path) -> list[str]:
    """Writes all of them under `root`; the names that an app should list."""
    good = root / PLAIN_GOOD
    save_model(good, small_vae())
    small_atlas().save(good)
    write_json(good / "metrics.json", METRICS)
    write_json(good / "tour.json", [STOP])
    for name, case in CASES.items():
        shutil.copytree(good, root / name)
        case(root / name)
    for name in NAMES:
        shutil.copytree(good, root / name)
    for name in UNLISTED:
        target = os.path.join(os.fsencode(root), name)
        os.mkdir(target)
        shutil.copy(os.fsencode(good / "config.json"), os.path.join(target, b"config.json"))
    (root / "linked").symlink_to(good)
    (root / "circle").symlink_to("circle")
    (root / "nowhere").symlink_to("not-there")
    return [PLAIN_GOOD, *NAMES, "linked", *(name for name in CASES if (root / name / "config.json").is_file())]


NAMES = (
    "my__model", "__", "![x](https:evil)", "[a](b)", "<img src=x onerror=pwned=1>", "www.evil.example", "$x$", "*b*",
    "a@evil.example", ":material:home:", "`c`", "a b  c", "模型", "é", "🦋", "a?b#c&d=e", "%2e%2e", "con", "-", "'\"",
    "n" * 200, "constructor",
)  # fmt: skip
UNLISTED = (b"\xff\xfe", b"new\nline", b"\x1b[31m", b".hidden", "turned\u202e".encode())


def _write(file: str, content: str | bytes, folder: Path) -> None:
    (folder / file).write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)


def _config(folder: Path, **changes: Any) -> None:
    stored = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(stored | changes))


def _atlas(folder: Path, change: Callable[[dict], Any]) -> None:
    atlas = small_atlas()
    arrays = atlas.arrays() | {"class_names": np.array(atlas.class_names)}
    arrays |= change(arrays) or {}
    np.savez_compressed(folder / "atlas.npz", **{name: array for name, array in arrays.items() if array is not None})


def _filled(name: str, value: float, arrays: dict) -> dict:
    changed = arrays[name].astype("f4")
    changed.flat[1] = value
    return {name: changed}


def _cut(file: str, folder: Path) -> None:
    (folder / file).write_bytes((folder / file).read_bytes()[:200])


def _spec(folder: Path, change: Callable[[dict], Any]) -> None:
    header = contents(folder)[0]
    spec = json.loads(header["__metadata__"]["spec"])
    spec = change(spec) or spec
    weights = load_file(folder / "model.safetensors")
    save_file(weights, folder / "model.safetensors", {"kind": "model", "spec": json.dumps(spec)})


def _weights(folder: Path, change: Callable[[dict], dict]) -> None:
    metadata = contents(folder)[0]["__metadata__"]
    save_file(change(load_file(folder / "model.safetensors")), folder / "model.safetensors", metadata)


def _metrics(folder: Path, **changes: Any) -> None:
    (folder / "metrics.json").write_text(json.dumps(METRICS | changes))


def _figures(folder: Path, *figures: Any) -> None:
    _metrics(folder, figures=list(figures))


def _tour(folder: Path, **changes: Any) -> None:
    (folder / "tour.json").write_text(json.dumps([STOP | changes]))


def _replaced(file: str, make: Callable[[Path], Any], folder: Path) -> None:
    (folder / file).unlink()
    make(folder / file)


def _sparse(file: str, size: int, folder: Path) -> None:
    with (folder / file).open("r+b") as stored:
        stored.truncate(size)


def _bomb(folder: Path) -> None:
    header = b"{'descr': '<f4', 'fortran_order': False, 'shape': (9000000, 3), }\n"
    archive = zipfile.ZipFile(folder / "atlas.npz", "w", zipfile.ZIP_DEFLATED)
    with archive, archive.open("codes.npy", "w") as out:
        out.write(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header)
        for _ in range(108):
            out.write(bytes(1_000_000))


def _without(name: str, figure: dict) -> dict:
    return {field: value for field, value in figure.items() if field != name}


_FILES = ("config.json", "model.safetensors", "atlas.npz", "metrics.json", "tour.json")
CASES: dict[str, Case] = {f"weights {how}": partial(lambda how, folder: damage(folder, how), how) for how in SENTENCES}
for _file in _FILES:
    CASES[f"{_file} cut"] = partial(_cut, _file)
    CASES[f"{_file} empty"] = partial(_write, _file, "")
    CASES[f"{_file} is a folder"] = partial(_replaced, _file, Path.mkdir)
    CASES[f"{_file} leads to itself"] = partial(_replaced, _file, lambda path: path.symlink_to(path.name))
    CASES[f"{_file} leads to a device"] = partial(_replaced, _file, lambda path: path.symlink_to("/dev/zero"))
    CASES[f"{_file} is a pipe"] = partial(_replaced, _file, os.mkfifo)
    CASES[f"{_file} of 4 GB"] = partial(_sparse, _file, 4_000_000_000)
for _file in ("config.json", "metrics.json", "tour.json"):
    CASES[f"{_file} of brackets"] = partial(_write, _file, "[" * 100_000)
    CASES[f"{_file} null"] = partial(_write, _file, "null")
    CASES[f"{_file} not UTF-8"] = partial(_write, _file, b"\xff\xfe{}")
for _title, _changes in {
    "newer": {"schema": 7}, "unknown field": {"x": TEXTS["image"]}, "no width": {"latent_dim": 0},
    "huge width": {"latent_dim": 10**9}, "endless integer": {"latent_dim": 10**400}, "width true": {"latent_dim": True},
    "another width": {"latent_dim": 2}, "another body": {"network": "conv"},
    "hostile body": {"network": TEXTS["image"]},
    "body a list": {"network": ["mlp"]}, "huge images": {"image_shape": [3, 4096, 4096]},
    "images of text": {"image_shape": "1x8x8"}, "another shape": {"image_shape": [1, 28, 28]},
    "another prior": {"prior": "flow"}, "another likelihood": {"likelihood": "gaussian"}, "deep": {"depth": 32},
}.items():  # fmt: skip
    CASES[f"config {_title}"] = partial(lambda changes, folder: _config(folder, **changes), _changes)
for _title, _change in {
    "none": lambda spec: {}, "a list": lambda spec: [1], "no decoder": lambda spec: spec.pop("decoder") and None,
    "unknown operation": lambda spec: spec["decoder"]["ops"].insert(0, {"op": "eval"}),
    "hostile operation": lambda spec: spec["decoder"]["ops"].insert(0, {"op": TEXTS["html-image"]}),
    "lost weight": lambda spec: spec["decoder"]["ops"].insert(0, {"op": "linear", "in": ["x", "nowhere"], "out": "y"}),
    "ten thousand operations": lambda spec: spec["decoder"]["ops"].extend([{"op": "relu"}] * 10_000),
    "prototype": lambda spec: spec["decoder"]["ops"].insert(0, {"op": "__proto__"}),
    "another width": lambda spec: spec.update(latent_dim=7),
    "no encoder": lambda spec: spec.update(encoder=None),
}.items():  # fmt: skip
    CASES[f"operations {_title}"] = partial(lambda change, folder: _spec(folder, change), _change)
CASES["weights of huge numbers"] = lambda folder: _weights(
    folder, lambda weights: {name: np.full_like(value, 6e4) for name, value in weights.items()})  # fmt: skip
CASES["weights of doubles"] = lambda folder: _weights(
    folder, lambda weights: {name: value.astype("f8") for name, value in weights.items()})  # fmt: skip
for _name, _value in {"codes": 3e38, "logvar": 6e4, "tsne": 1e38, "pca": -1e38, "nats": 1e38, "kl_per_dim": 1e38,
                      "tsne_trust": np.nan, "recon_nats": np.inf}.items():  # fmt: skip
    CASES[f"atlas {_name} {_value}"] = partial(
        lambda name, value, folder: _atlas(folder, partial(_filled, name, value)), _name, _value)  # fmt: skip
for _title, _change in {
    "other byte order": lambda a: {name: array.astype(array.dtype.newbyteorder(">")) for name, array in a.items()},
    "by columns": lambda a: {name: np.asfortranarray(array) for name, array in a.items()},
    "doubles": lambda a: {"codes": a["codes"].astype("f8")},
    "integers": lambda a: {"codes": a["codes"].astype("i4")},
    "text for numbers": lambda a: {"codes": a["codes"].astype(str)},
    "objects": lambda a: {"class_names": np.array(["a", None], object)},
    "no codes": lambda a: {"codes": None},
    "no images": lambda a: {name: array[:0] for name, array in a.items() if len(array) == N},
    "one image": lambda a: {name: array[:1] for name, array in a.items() if len(array) == N},
    "two images": lambda a: {name: array[:2] for name, array in a.items() if len(array) == N},
    "all alike": lambda a: {name: np.ones_like(array) for name, array in a.items() if name != "class_names"},
    "labels outside": lambda a: {"labels": a["labels"] + 5},
    "labels negative": lambda a: {"labels": a["labels"] - 5},
    "another width": lambda a: {"codes": a["codes"][:, :2], "logvar": a["logvar"][:, :2]},
    "no classes": lambda a: {"class_names": np.array([], str)},
    "one class": lambda a: {"class_names": np.array(["all"]), "labels": a["labels"] * 0},
    "one name twice": lambda a: {"class_names": np.array(["a", "a"])},
    "twenty thousand classes": lambda a: {"class_names": np.array([str(index) for index in range(20_000)])},
    "another split": lambda a: {"split": np.array(TEXTS["image"])},
    "data outside": lambda a: {"data": np.array("../../../../etc")},
    "data hostile": lambda a: {"data": np.array(TEXTS["image"])},
    "data endless": lambda a: {"data": np.array("data/" + "x" * 10_000)},
    "more arrays": lambda a: {"extra": np.array([TEXTS["script"]])},
}.items():  # fmt: skip
    CASES[f"atlas {_title}"] = partial(lambda change, folder: _atlas(folder, change), _change)
CASES["atlas bomb"] = _bomb
for _title, _text in TEXTS.items():
    CASES[f"classes {_title}"] = partial(
        lambda text, folder: _atlas(folder, lambda a: {"class_names": np.array([text, f"{text} 2"])}), _text
    )
    CASES[f"figures {_title}"] = partial(
        lambda text, folder: _metrics(
            folder, data=text, device=text, command=text, recipe={"beta": 1, text: text},
            figures=[FIGURE | {key: text for key in ("name", "unit", "bound", "data", "pixels")} | {"odd": text}]),
        _text)  # fmt: skip
    CASES[f"tour {_title}"] = partial(lambda text, folder: _tour(folder, reason=text), _text)
for _title, _list in {
    "ten thousand": [FIGURE] * 10_000, "no samples": [_without("samples", FIGURE)],
    "no value": [_without("value", FIGURE)],
    "endless integer": [FIGURE | {"value": 10**400}], "NaN": [FIGURE | {"value": float("nan")}],
    "infinite": [FIGURE | {"value": float("inf")}], "huge": [FIGURE | {"value": 1e300, "images": 2**62}],
    "of text": [FIGURE | {"value": "low"}], "of lists": [FIGURE | {"value": [1]}], "numbers": [5], "null": [None],
    "mixed": [FIGURE | {"x": 1}, FIGURE | {"x": "one"}, FIGURE | {"x": [1]}, FIGURE | {"x": {"y": 1}}], "none": [],
    "twice": [FIGURE, FIGURE],
}.items():  # fmt: skip
    CASES[f"figures {_title}"] = partial(lambda figures, folder: _figures(folder, *figures), _list)
for _title, _changes in {
    "seconds without end": {"training_seconds": 1e300}, "seconds negative": {"training_seconds": -1},
    "epochs of text": {"epochs": "two"}, "beta of text": {"recipe": {"beta": "one"}},
    "beta huge": {"recipe": {"beta": 1e300}},
    "no history": {"history": []}, "one epoch": {"history": METRICS["history"][:1]},
    "history of null": {"history": [None]},
    "history of NaN": {"history": [{"epoch": 1, "train_elbo": float("nan"), "val_elbo": 0}]},
    "history huge": {"history": [{"epoch": 2**62, "train_elbo": 1e300, "val_elbo": -1e300}] * 2},
    "data a list": {"data": []},
    "images without end": {"training_images": 10**400}, "device null": {"device": None},
}.items():  # fmt: skip
    CASES[f"metrics {_title}"] = partial(lambda changes, folder: _metrics(folder, **changes), _changes)
for _title, _changes in {
    "unknown kind": {"kind": TEXTS["image"]}, "another width": {"z": [0.0]}, "far": {"z": [1e308] * D},
    "NaN": {"z": [float("nan")] * D},
    "no image": {"index": 10**6}, "score of text": {"score": "high"}, "endless": {"index": 10**400},
}.items():  # fmt: skip
    CASES[f"stops {_title}"] = partial(lambda changes, folder: _tour(folder, **changes), _changes)
CASES["stops ten thousand"] = lambda folder: (folder / "tour.json").write_text(json.dumps([STOP] * 10_000))
