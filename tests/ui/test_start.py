"""Start's Python side: what is asked for a drawing on its pad."""

import base64
import json
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"
IMAGES = np.arange(10 * 28 * 28, dtype=np.uint8).reshape(10, 1, 28, 28)


def test_start_answers_with_the_originals_beside_a_drawing_once(monkeypatch):
    monkeypatch.setattr("ui.explore.evidence.images_of", lambda name: IMAGES)
    app = AppTest.from_file(APP, default_timeout=120)
    app.session_state["asked_start"] = {"model": "mnist-2d", "originals": [7, 3], "reference": False}
    answer = sent(app.run())["answer"]
    pixels = {index: base64.b64decode(content) for index, content in answer["originals"].items()}
    assert pixels == {"7": IMAGES[7].tobytes(), "3": IMAGES[3].tobytes()}
    assert "answer" not in sent(app.run())


def sent(app):
    """The small data of Start's part."""
    parts = [json.loads(found.proto.json or "{}") for found in app.get("bidi_component")]
    return next(data for data in parts if data.get("part") == "start")
