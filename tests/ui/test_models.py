"""The cards of models: every model has one, and what it says of it is so."""

import shutil

import pytest

from ui import models
from vae_core.store.folder import SHIPPED, list_models, load_config


@pytest.mark.parametrize("name", list_models(SHIPPED))
def test_a_shipped_models_card_has_words_a_picture_and_the_right_number(name):
    card = next(card for card in models.cards() if card["name"] == name)
    config = load_config(name)
    counted = "a grid of codes" if config.parts[0].kind == "grid" else f"{config.latent_dim} numbers"
    assert counted in card["title"]
    assert card["picture"].startswith(f"thumbnails/{name}.png?")


def test_other_models_are_told_by_their_name_and_size(tmp_path, monkeypatch):
    shutil.copytree(SHIPPED / "mnist-16d", tmp_path / "my model?#")
    (tmp_path / "my model?#" / "thumbnail.png").unlink()
    shutil.copytree(SHIPPED / "digits-2d", tmp_path / "broken")
    (tmp_path / "broken" / "config.json").write_text("[]")
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    broken, mine = models.cards()
    assert mine == {"name": "my model?#", "title": "my model?#", "line": "16 numbers", "picture": None}
    assert "damaged" in broken["line"]
    assert broken["picture"].startswith("thumbnails/broken.png")
