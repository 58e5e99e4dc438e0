"""The picture keeps its place from page to page, and has room enough."""

import re
from pathlib import Path

import pytest

from ui.columns import WIDTHS

PAGES = Path(__file__).parents[2] / "pages"
GAP_PX, MARGIN_PX, FRAME_PX = 16, 80, 5  # Streamlit's gap "medium", and what ui/host.py leaves at both sides


@pytest.mark.parametrize("page", ["explore", "manifold", "interpolate"])
def test_a_page_with_a_live_picture_has_the_columns_of_all(page):
    source = (PAGES / f"{page}.py").read_text()
    assert "left, right = field_and_picture()" in source
    assert not re.search(r"columns\(\[", source)


@pytest.mark.parametrize(("window_px", "picture_px"), [(1400, 320), (1024, 240)])
def test_there_is_room_for_the_picture_and_words_beside_it(window_px, picture_px):
    column = (window_px - MARGIN_PX - GAP_PX) * WIDTHS[1] / sum(WIDTHS)
    assert 0.64 * column - 2 * FRAME_PX >= picture_px  # web/explore/stage.js
