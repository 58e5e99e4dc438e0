"""A model that other code trained, on every page; and the page that says how to bring one."""

from pathlib import Path

import pytest
import test_faults
from foreign import LATENT, foreign, pictures
from streamlit.testing.v1 import AppTest

from ui.adopted import _guess
from ui.pages import PAGES
from ui.words import texts
from vae_core import adopt
from vae_core.store.browser import model_bytes, spec_in
from vae_core.store.folder import load_metrics

ROOT = Path(__file__).parents[2]
APP = str(ROOT / "app.py")


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


def test_what_was_guessed_is_said_in_chinese(models, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(models))
    app = AppTest.from_file(APP, default_timeout=90)
    app.query_params["lang"] = "zh"
    app.run()
    app.switch_page("pages/model.py").run()
    shown = " ".join(one.value for one in app.caption)
    assert "没有说明而由程序推测的" in shown
    assert "解码器输出" in shown
    assert "the decoder" not in shown


@pytest.mark.parametrize("file", sorted((ROOT / "vae_core" / "adopting").glob("*.py")), ids=lambda file: file.stem)
def test_every_guess_has_its_chinese(file):
    guesses = {template for template, call in test_faults.said(file) if call.func.id == "Sentence"}
    assert not [one for one in guesses if f"faults.{one}" not in texts("zh")]


STORED = {
    "an older folder's": ("the decoder makes pixels", "the decoder makes pixels"),
    "a template of nobody's": ({"sentence": "a guess", "template": "{x:>99999999}", "holes": {"x": 1}}, "a guess"),
    "no holes": ({"sentence": "a guess", "template": "a", "holes": 3}, "a guess"),
    "a number": (3, ""),
    "no sentence": ({"template": "a"}, ""),
}


@pytest.mark.parametrize("case", STORED)
def test_a_guess_of_any_folder_is_said_or_left_out(case):
    stored, said = STORED[case]
    assert _guess(stored) == said


def test_the_page_shows_what_has_come(models, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(models))
    monkeypatch.setenv("LATENT_LENS_TRAIN", "on")
    app = AppTest.from_file(APP, default_timeout=90).run()
    app.session_state["adopt-done"] = "theirs"
    app.switch_page("pages/adopt.py").run()
    assert "theirs is here" in app.success[0].value
    assert "ame pictures as the original" in " ".join(one.value for one in app.markdown)
    assert "Guessed, because it was not given" in " ".join(one.value for one in app.caption)


def test_the_browser_is_told_the_parity_of_an_adopted_model_alone(models):
    kept = load_metrics(models / "theirs")["adopted"]
    assert spec_in(model_bytes(str(models / "theirs")))["parity"] == max(kept["parity"], kept.get("engine_parity", 0))
    assert "parity" not in spec_in(model_bytes("digits-2d"))


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
