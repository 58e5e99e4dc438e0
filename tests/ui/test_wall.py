"""A wall tells its height, and the map grows with it; nothing else that a browser may say changes the map."""

import pytest
import streamlit as st

from ui.map.layout import take_wall, wall


@pytest.mark.parametrize(
    ("told", "times"),
    [(2160, 2.592), (900, 1.08), (10, 1.0), (1e9, 3.0), (float("nan"), 1.0), ("2160", 1.0), (None, 1.0), ([2160], 1.0)],
)
def test_a_map_is_one_to_three_times_as_high_as_at_a_desk(monkeypatch, told, times):
    monkeypatch.setattr(st, "session_state", {})
    take_wall(told)
    assert wall() == pytest.approx(times)
