"""Hidden classes belong to the class names that they were hidden under."""

import shutil
from pathlib import Path

from small_atlas import small_atlas
from small_vae import small_vae
from streamlit.testing.v1 import AppTest

from vae_core.store.checkpoint import save_model
from vae_core.store.folder import SHIPPED

APP = str(Path(__file__).parents[2] / "app.py")


def test_a_model_with_other_classes_shows_all_of_them(tmp_path, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    for name in ("digits", "twin"):
        shutil.copytree(SHIPPED / "digits-2d", tmp_path / name)
    save_model(tmp_path / "pets", small_vae())
    small_atlas().save(tmp_path / "pets")
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state["model"] = "digits"
    app.run()
    app.switch_page("pages/explore.py").run()
    app.session_state["hidden"] = set(range(9))
    app.run()
    for name, hidden in (("twin", set(range(9))), ("pets", set()), ("digits", set())):
        app.session_state["model"] = name
        app.run()
        assert not app.exception
        assert app.session_state["hidden"] == hidden, name
