"""Each page renders from the whole app, with every shipped model, and explains what is missing."""

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from vae_core.store.folder import SHIPPED, list_models

APP = str(Path(__file__).parents[2] / "app.py")
SECONDS = 60


def _open(page: str | None = None, **query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page(f"pages/{page}.py").run() if page else app


@pytest.mark.parametrize("page", ["explore", "manifold", "interpolate", "reconstructions", "model"])
@pytest.mark.parametrize("name", list_models(SHIPPED))
def test_the_page_renders_every_shipped_model(page, name):
    app = _open(page, model=name)
    assert not app.exception
    assert not app.error
    assert app.session_state["link"]["model"] == name  # nothing took its place


def test_a_link_to_an_unknown_model_lists_those_of_like_names_and_counts_the_others():
    app = _open("explore", model="mnist-lader")
    assert not app.exception
    names, more = re.search("The models are (.*) and ([0-9]+) more[.]", app.warning[0].value.replace("\\", "")).groups()
    named = names.split(", ")
    assert named[0] == "mnist-ladder"
    assert set(named) < set(list_models())
    assert len(named) + int(more) == len(list_models())


def test_a_link_to_an_unknown_model_lists_the_models_where_they_are_few(tmp_path, monkeypatch):
    for name in ("one", "two"):
        shutil.copytree(SHIPPED / "digits-2d", tmp_path / name)
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    assert "The models are one, two." in _open("explore", model="nonsense").warning[0].value


def cards(app: AppTest) -> list[tuple[str, str, int]]:
    """Title, line and number of pictures of every card."""
    [body] = [html.proto.body for html in app.get("html") if "cards pairs" in html.proto.body]
    items = body.split("<li>")[1:]
    return [
        (re.search("<b>(.*?)</b>", item)[1], re.search("<small>(.*?)</small>", item)[1], item.count("<img alt='"))
        for item in items
    ]


def test_hardest_images_come_in_falling_order_and_say_what_they_cost():
    app = _open("reconstructions", model="digits-2d")
    app.segmented_control[0].set_value("hardest").run()
    lines = [line for _, line, _ in cards(app)]
    parts = [re.fullmatch(r"cost ([\d.]+) = picture ([\d.]+) \+ code ([\d.]+)", line) for line in lines]
    nats = [float(part[1]) for part in parts]
    assert len(nats) == 10
    assert nats == sorted(nats, reverse=True)
    assert all(abs(float(part[2]) + float(part[3]) - float(part[1])) < 0.11 for part in parts)


def test_a_class_shows_only_its_images():
    app = _open("reconstructions", model="digits-2d")
    app.selectbox(key="class-digits-2d").set_value("7").run()
    found = cards(app)
    assert len(found) == 10
    assert all(title.startswith("7, test ") for title, _, _ in found)
    assert {count for _, _, count in found} == {3}  # original, reconstruction, difference


def test_without_originals_a_model_that_has_them_is_offered(tmp_path, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_DATA", str(tmp_path))
    app = _open("reconstructions", model="mnist-16d")
    assert {count for _, _, count in cards(app)} == {1}
    app.button(key="small-digits").click().run()
    assert not app.exception
    assert {count for _, _, count in cards(app)} == {3}


@pytest.mark.parametrize("page", ["explore", "manifold", "interpolate", "reconstructions", "model"])
def test_a_truncated_model_gets_one_sentence(page, tmp_path, monkeypatch):
    shutil.copytree(SHIPPED / "digits-2d", tmp_path / "cut")
    weights = tmp_path / "cut" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    app = _open(page)
    assert not app.exception
    assert len(app.error) == 1
    assert "damaged" in app.error[0].value


def test_no_models_at_all_gets_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    app = _open("model")
    assert not app.exception
    assert "train one" in app.error[0].value
