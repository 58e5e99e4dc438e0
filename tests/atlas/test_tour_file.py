"""tour.json comes back as it was written, and a damaged one gets a sentence."""

import json

import numpy as np
import pytest

from vae_core.atlas.tour import Stop
from vae_core.atlas.tour_file import load_tour, save_tour
from vae_core.store.folder import CheckpointError

STOP = Stop("seam", np.array([0.1, -2.0, 3.25], "f4"), 4.125, 12, (1, 7), {"sharpness": 4.125})


def test_stops_come_back_in_their_order(models):
    save_tour(models / "good", [STOP, Stop("hole", np.zeros(3, "f4"), 2.0, facts={"ratio": 2.0})])
    first, second = load_tour("good")
    assert first == {
        "kind": "seam", "z": [0.1, -2.0, 3.25], "score": 4.125, "index": 12, "classes": [1, 7],
        "facts": {"sharpness": 4.125},
    }  # fmt: skip
    assert (second["kind"], second["index"]) == ("hole", -1)


def test_a_tour_in_words_from_an_older_folder_is_read(models):
    old = {"kind": "hole", "z": [0.0, 0.0, 0.0], "score": 2.0, "reason": "nothing near", "index": -1}
    (models / "good" / "tour.json").write_text(json.dumps([old]))
    assert load_tour("good") == [old]


def test_a_model_without_a_tour_has_no_stops(models):
    assert load_tour("good") == []


@pytest.mark.parametrize("change", [
    {"kind": "volcano"}, {"z": [0.0]}, {"z": [0.0, 1.0, float("nan")]}, {"z": ["a", 1, 2]},
    {"facts": {}}, {"facts": []}, {"facts": {"sharpness": "fast"}}, {"classes": 3}, {"classes": [1]},
    {"classes": [1, -7]}, {"facts": {"sharpness": 1e300}}, {"index": None},
])  # fmt: skip
def test_a_damaged_tour_is_refused(models, change):
    save_tour(models / "good", [STOP])
    path = models / "good" / "tour.json"
    path.write_text(json.dumps([json.loads(path.read_text())[0] | change]))
    with pytest.raises(CheckpointError, match=r"tour\.json is damaged"):
        load_tour("good")
