"""What the Interpolate page answers: walks for waypoints of this model, nothing for anything else."""

import base64

import numpy as np
import pytest

from ui.interpolate.walks import LEAST_SAMPLES, walks

POINTS = [[0.5, -1.0], [1.0, 0.5]]
ASKED = {"id": "a", "model": "digits-2d", "waypoints": POINTS}


def test_all_walks_come_back_whole_and_name_their_question():
    found = walks("digits-2d", ASKED, 2)
    assert found["answers"] == "a"
    assert set(found["walks"]) == {"data", "geodesic", "geodesic-near-data"}
    for walk in found["walks"].values():
        path = np.frombuffer(base64.b64decode(walk["path"]), "<f4").reshape(-1, 2)
        assert len(path) == LEAST_SAMPLES
        np.testing.assert_array_equal(path[[0, -1]], np.array(POINTS, "f4"))


@pytest.mark.parametrize("change", [
    {"model": "mnist-2d"}, {"waypoints": POINTS[:1]}, {"waypoints": POINTS * 5}, {"waypoints": [[0.0], [1.0]]},
    {"waypoints": [["a", "b"], [0, 1]]}, {"waypoints": [[0, float("nan")], [0, 1]]}, {"waypoints": 7},
])  # fmt: skip
def test_anything_else_gets_no_walk(change):
    assert walks("digits-2d", ASKED | change, 2) == {}


@pytest.mark.parametrize("asked", [None, "walk", []])
def test_no_question_gets_no_answer(asked):
    assert walks("digits-2d", asked, 2) == {}


def test_where_a_class_is_given_walks_come_back_at_that_class_and_none_between_two():
    """Waypoints of digits-m2: four numbers of the style, then a weight for each of ten classes."""
    of_three, of_eight = ([0.5, -1.0, 0.2, 0.1, *np.eye(10)[label].tolist()] for label in (3, 8))
    asked = ASKED | {"model": "digits-m2", "waypoints": [of_three, [0.0] * 4 + of_three[4:]]}
    found = walks("digits-m2", asked, 14)["walks"]
    for walk in found.values():
        path = np.frombuffer(base64.b64decode(walk["path"]), "<f4").reshape(-1, 14)
        np.testing.assert_array_equal(path[:, 4:], np.eye(10, dtype="f4")[[3] * len(path)])
    assert walks("digits-m2", asked | {"waypoints": [of_three, of_eight]}, 14) == {}
