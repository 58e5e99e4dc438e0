"""A model folder that is not good: one sentence on the pages that need what is broken, the other pages work."""

import json
import shutil
from pathlib import Path

import pytest
from damaged_weights import contents, damage
from streamlit.testing.v1 import AppTest

from ui.pages import PAGES
from vae_core.store.folder import SHIPPED

APP = str(Path(__file__).parents[2] / "app.py")

OF_A_MODEL = set(PAGES) - {"zoo", "playground", "challenge", "train", "adopt"}


def break_metrics(folder: Path) -> None:
    (folder / "metrics.json").write_text("[]")


def break_schema(folder: Path) -> None:
    (folder / "config.json").write_text('{"schema": 7}')


def break_atlas(folder: Path) -> None:
    (folder / "atlas.npz").write_bytes((folder / "atlas.npz").read_bytes()[:5000])


def break_shape(folder: Path) -> None:
    damage(folder, "other shape")


def break_operations(folder: Path) -> None:
    header, body = contents(folder)
    spec = json.loads(header["__metadata__"]["spec"])
    spec["decoder"].insert(0, {"op": "eval"})
    header["__metadata__"]["spec"] = json.dumps(spec)
    text = json.dumps(header).encode()
    (folder / "model.safetensors").write_bytes(len(text).to_bytes(8, "little") + text + body)


@pytest.mark.parametrize(
    ("broken", "sentence", "told_by"),
    [
        (break_metrics, "metrics.json must hold one object", {"model", "reconstructions", "odd", "learn", "make"}),
        (break_schema, "schema 7", OF_A_MODEL),
        (break_atlas, "atlas.npz is damaged", OF_A_MODEL),
        (break_shape, "of shape", OF_A_MODEL),
        (break_operations, "its operation 'eval' is unknown", OF_A_MODEL),
    ],
)
def test_a_page_says_what_is_broken_or_works_without_it(broken, sentence, told_by, tmp_path, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    shutil.copytree(SHIPPED / "digits-2d", tmp_path / "bad")
    broken(tmp_path / "bad")
    app = AppTest.from_file(APP, default_timeout=60).run()
    for page in PAGES:
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, page
        assert len(app.error) == (page in told_by), page
        assert all(sentence in error.value for error in app.error), page
