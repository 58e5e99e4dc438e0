"""One truth for two languages: each shared constant is read by Python and by JavaScript, and repeated by neither."""

import re
import tomllib
from pathlib import Path

import plotly.graph_objects as go
import pytest

from vae_core import shared
from vae_core.shared import SHARED

ROOT = Path(__file__).parents[1]
PYTHON = "\n".join(path.read_text() for folder in ("vae_core", "ui") for path in (ROOT / folder).rglob("*.py"))
JAVASCRIPT = "\n".join(path.read_text() for path in (ROOT / "web").rglob("*.js"))
ONE_FILE = (ROOT / "web/one_file/look.css").read_text()
OF_THE_BROWSER = {"support_percent"}  # part of the meter's definition, though only the browser says it in words
# A number that stands alone in one of these names would be a second truth
NUMBERS = {"active_variance": "0.01", "judge_sure": "0.8", "many_points": "20_?000", "max_coordinate": "1e6|1_000_000"}


@pytest.mark.parametrize("key", SHARED)
def test_both_languages_read_a_shared_constant_and_the_reader_says_what_it_is(key):
    assert f'SHARED["{key}"]' in PYTHON or key in OF_THE_BROWSER
    assert f"SHARED.{key}" in JAVASCRIPT
    assert re.search(rf"\b{key}\b", shared.__doc__)


@pytest.mark.parametrize("text", [PYTHON, JAVASCRIPT], ids=["python", "javascript"])
def test_no_constant_repeats_a_shared_number(text):
    alone = "|".join(NUMBERS.values())
    words = "ACTIVE_VARIANCE|SURE|CROWD|MANY|MAX_COORDINATE|FARTHEST"
    assert re.findall(rf"^(?:export )?(?:const )?(?:{words}) = (?:{alone})\b.*", text, re.M) == []


@pytest.mark.parametrize("text", [PYTHON, JAVASCRIPT], ids=["python", "javascript"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_list_of_colours_is_written_again(text, theme):
    for colours in (SHARED["class_colours"][theme], SHARED["continuous"][theme]):
        assert f'"{colours[0]}", "{colours[1]}"' not in text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_of_the_app_is_the_shared_one(theme):
    stored = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"][theme]
    names = {"primary": "primaryColor", "background": "backgroundColor", "text": "textColor"}
    names["secondary-background"] = "secondaryBackgroundColor"
    assert {name: stored[names[name]] for name in names} == SHARED["theme"][theme]


@pytest.mark.parametrize(("theme", "start"), [("light", ":root {"), ("dark", ':root[data-theme="dark"] {')])
def test_the_theme_of_what_is_one_file_is_the_shared_one(theme, start):
    rule = ONE_FILE.split(start)[1].split("}")[0]
    for name, colour in SHARED["theme"][theme].items():
        assert f"--st-{name}-color: {colour};" in rule


def test_every_symbol_has_a_shape_on_both_maps():
    go.Scatter(marker={"symbol": list(SHARED["symbols"])})  # raises where Plotly knows none of this name
    sprites = (ROOT / "web/map/canvas_sprites.js").read_text().split("const DRAWN = {")[1].split("\n};")[0]
    assert re.findall(r'^ {2}"?([\w-]+)"?[:,]', sprites, re.M) == list(SHARED["symbols"])


def test_every_colouring_has_a_name_on_the_canvas_map():
    names = (ROOT / "web/map/canvas_figure.js").read_text().split("const COLOURINGS = {")[1].split("}")[0]
    assert re.findall(r"(\w+):", names) == SHARED["colourings"]
