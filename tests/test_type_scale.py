"""Text of Explore and of what all pages share is 14 pixels or larger; explanations, which are prose, are 16."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[1] / "web"
SHARED = ("kit", "core", "meter", "header", "explore", "sliders", "map")
SIZE = re.compile(r"font(?:-size)?:[^;]*?([\d.]+)(rem|px)")
ROOT_PX = 16  # Streamlit's


def sizes_px(source):
    return [float(size) * (ROOT_PX if unit == "rem" else 1) for size, unit in SIZE.findall(source)]


@pytest.mark.parametrize("folder", SHARED)
def test_no_text_is_smaller_than_14_pixels(folder):
    small = {
        path.name: [size for size in sizes_px(path.read_text("utf-8")) if size < 14]
        for path in (WEB / folder).glob("*.js")
    }
    assert {name: sizes for name, sizes in small.items() if sizes} == {}


def test_explanations_are_prose():
    rule = (WEB / "kit" / "explain.js").read_text("utf-8").split(".explanation {")[1].split("}")[0]
    assert sizes_px(rule) == [16]
