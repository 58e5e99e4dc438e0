"""A model that other code trained, on every page; and the page that says how to bring one."""

from pathlib import Path

import pytest
from foreign import LATENT, foreign, pictures
from streamlit.testing.v1 import AppTest

from ui.pages import PAGES
from vae_core import adopt

APP = str(Path(__file__).parents[2] / "app.py")


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    root, model = tmp_path_factory.mktemp("models"), foreign()
    images, labels = pictures()
    adopt(name="theirs", encoder=model.encode, decoder=model.decode, latent_dim=LATENT, images=images, labels=labels,
          out=root / "theirs")  # fmt: skip
    return root


def test_every_page_opens_it(models, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(models))
    app = AppTest.from_file(APP, default_timeout=90).run()
    for page in PAGES:
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, page
        assert not app.error, page


def test_the_model_page_shows_the_parity(models, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(models))
    app = AppTest.from_file(APP, default_timeout=90).run()
    app.switch_page("pages/model.py").run()
    shown = " ".join(one.value for one in [*app.markdown, *app.caption])
    assert "network of other code" in shown
    assert "ame pictures as the original" in shown
    assert "over 32 new z" in shown


def test_the_page_shows_code_that_is_python():
    app = AppTest.from_file(APP, default_timeout=90).run()
    app.switch_page("pages/adopt.py").run()
    code = app.markdown[0].value.split("```python\n")[1].split("```")[0]
    compile(code, "shown", "exec")
    assert "adopt(" in code


def test_nobody_sends_a_model_where_strangers_reach_the_server(monkeypatch):
    for wish, expected in (("on", 3), ("off", 0)):
        monkeypatch.setenv("LATENT_LENS_TRAIN", wish)
        app = AppTest.from_file(APP, default_timeout=90).run()
        app.switch_page("pages/adopt.py").run()
        assert len(app.get("file_uploader")) == expected
        assert bool(app.info) == (wish == "off")


def test_a_form_without_files_says_what_is_lacking(monkeypatch):
    monkeypatch.setenv("LATENT_LENS_TRAIN", "on")
    app = AppTest.from_file(APP, default_timeout=90).run()
    app.switch_page("pages/adopt.py").run()
    app.button[0].click().run()
    assert app.error[0].value == "Choose every file and a name first."
