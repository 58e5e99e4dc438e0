"""The Model page: old figures and new ones, charts behind them, no path of the machine, nothing computed twice."""

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.model import figure_words
from ui.stored_words import said
from ui.words.language import read_in
from vae_core.model.vae import VAE
from vae_core.store.folder import SHIPPED, list_models, load_metrics, read_json, write_json
from vae_core.store.seeds import OverSeeds

APP = str(Path(__file__).parents[2] / "app.py")


def _open(name: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=120)
    app.query_params["model"] = name
    return app.run().switch_page("pages/model.py").run()


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A copy of digits-2d, whose metrics a test may change."""
    shutil.copytree(SHIPPED / "digits-2d", tmp_path / "mine")
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    path = tmp_path / "mine" / "metrics.json"

    def change(edit):
        metrics = read_json(path)
        edit(metrics)
        write_json(path, metrics)

    return change


def _texts(app: AppTest) -> str:
    drawn = [*app.markdown, *app.caption, *app.code]
    return "\n".join([*(element.value for element in drawn), *(html.proto.body for html in app.get("html"))])


def _values(app: AppTest) -> list[str]:
    """The numbers of the figures."""
    [body] = [html.proto.body for html in app.get("html") if "cards figures" in html.proto.body]
    return re.findall("<b>(.*?)</b>", body)


def test_every_shipped_figure_has_a_meaning_and_is_drawn():
    figures = load_metrics(SHIPPED / "mnist-2d")["figures"]
    app = _open("mnist-2d")
    assert len(_values(app)) == len(figures)
    assert {figure["name"] for figure in figures} <= figure_words.KNOWN.keys()
    assert _values(app)[0] == "133.41 ± 0.12"
    [headline] = re.findall("<li class='headline'>(.*?)</li>", _texts(app))
    assert "133.41 ± 0.12" in headline
    assert "An upper bound on -log p(x)" in headline
    assert "<details>" not in headline
    assert "Rate and distortion" in _texts(app)
    assert "samples look like data. " not in _texts(app)


def test_a_name_of_a_folder_is_no_markup(mine):
    mine(lambda metrics: metrics["figures"].append(metrics["figures"][0] | {"name": "<img src=x onerror=alert(1)>"}))
    app = _open("mine")
    assert "&lt;img src=x onerror=alert(1)&gt;" in _texts(app)
    assert "<img src=x" not in _texts(app)


def test_what_there_is_to_take_away_comes_first():
    app = _open("digits-2d")
    titles = [markdown.value for markdown in app.markdown if markdown.value.startswith("## ")]
    assert titles[:2] == ["## **Take it with you**", "## **Figures**"]


def test_a_figure_of_an_old_folder_without_samples_or_seeds_is_drawn(mine):
    def old(metrics):
        keep = ("name", "value", "unit", "bound", "data", "pixels", "images")
        metrics["figures"] = [{key: figure[key] for key in keep} for figure in metrics["figures"][:3]]
        del metrics["validation_images"]

    mine(old)
    app = _open("mine")
    assert not app.exception
    assert _values(app) == ["23.34", "20.11", "3.22"]
    assert "What the number of images does" not in _texts(app)


def test_no_place_of_the_machine_is_on_the_page(mine):
    def moved(metrics):
        metrics["data"] = "/home/her/secret/photos"
        metrics["command"] = "python -m vae_core train --data /home/her/secret/photos --out checkpoints/mine"
        for figure in metrics["figures"]:
            figure["data"] = "/home/her/secret/photos test"

    mine(moved)
    app = _open("mine")
    assert not app.exception
    assert "photos" in _texts(app)
    assert "secret" not in _texts(app)
    assert "secret" not in app.dataframe[0].value.to_csv()


def test_a_second_run_of_the_page_decodes_nothing(monkeypatch):
    app = _open("digits-2d")
    decoded = []
    decode = VAE.decode
    monkeypatch.setattr(VAE, "decode", lambda model, z: decoded.append(len(z)) or decode(model, z))
    app.run()
    assert not app.exception
    assert decoded == []


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ({"value": 89.7712, "unit": "nats per image", "spread": 0.0712}, "89.77 ± 0.07"),
        ({"value": 7.2014, "unit": "nats per image", "spread": 0.0042}, "7.201 ± 0.004"),
        ({"value": 89.7712, "unit": "nats per image"}, "89.77"),
        ({"value": 23, "unit": "of 32 dimensions"}, "23"),
        ({"value": 1e308, "unit": "nats per image", "spread": 1e308}, "1e+308"),
        ({"value": 0.0101, "unit": "of 1", "spread": 0.0001}, "0.010 ± <0.001"),
    ],
)
def test_digits_end_where_the_spread_begins(figure, shown):
    assert figure_words.value(figure) == shown


def test_the_line_under_a_number_says_how_many_draws_count():
    figure = {"unit": "nats per image", "bound": "IW-500", "effective_samples": 12.8, "samples": 500, "images": 1000}
    assert figure_words.made(figure) == (
        "nats per image · an upper bound from 500 weighted draws · 13 of them count · 1,000 images"
    )


def test_what_other_seeds_came_to_stands_under_the_number_of_this_model():
    figure = {"name": "MIG", "value": 0.15, "unit": "of 1", "bound": "", "data": "x test", "pixels": "x", "images": 9}
    over = OverSeeds(0.2, 0.0512, 5)
    assert figure_words.made(figure, over).startswith("0.200 ± 0.051 over 5 seeds · between 0 and 1")
    alone, beside = " ".join(figure_words.explained(figure)), " ".join(figure_words.explained(figure, over))
    assert ("This is one training" in alone, "This is one training" in beside) == (True, False)
    assert "differ only in their seed" in beside


def test_what_our_commands_write_is_said_in_the_visitors_language_and_nothing_else_is_touched():
    stored = set()
    for name in list_models(SHIPPED):
        metrics = load_metrics(SHIPPED / name)
        figures = metrics["figures"]
        stored |= {metrics["device"]} | {figure[key] for figure in figures for key in ("unit", "pixels", "data")}
        stored |= {figure["features"] for figure in figures if "features" in figure}
    assert {said(each) for each in stored} == stored  # English, as it was
    with read_in("zh"):
        assert {each for each in stored if said(each) == each} == {"", "of 1", "N(0, I)", "NVIDIA H100 80GB HBM3"}
        assert said("CPU, 2 threads") == "CPU，2 个线程"
        assert said("of 3 dogs") == "of 3 dogs"
