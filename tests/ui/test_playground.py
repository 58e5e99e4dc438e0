"""What the playground's page takes from a browser, and what a talk in one file holds of the playground and the game."""

import pytest

from ui.one_file.held import held_by
from ui.playground.sent import knobs_of, sent


@pytest.mark.parametrize("told", [None, 7, ["beta:4"], "beta:4<script>", "beta:" + "1" * 300, "βeta:4"])
def test_what_does_not_read_like_knobs_is_left_out(told):
    assert knobs_of("data:ring,beta:0.25") == "data:ring,beta:0.25"
    assert knobs_of(told) == ""


def test_a_talk_in_one_file_holds_what_its_stops_hold_and_its_model_plays():
    stops = [{"model": "mnist-2d"}, {"page": "challenge", "query": {"level": "plane"}}]
    assert held_by({"stops": stops[:1]}, "mnist-2d") == {}
    assert held_by({"stops": stops}, "mnist-2d") == {"challenge": {"models": {"flat": "mnist-2d"}}}
    assert held_by({"stops": stops}, "digits-2d") == {"challenge": {"models": {}}}
    assert held_by({"stops": [{"page": "playground", "query": {}}]}, "digits-2d") == {"playground": sent()}
