"""Pictures that a visitor brings get the library's scores, each whatever comes with it; else a status or a sentence."""

import base64
import json
from functools import partial

import numpy as np
import pytest
import question

from ui.odd.brought import MOST, MOST_BYTES, brought
from vae_core import load_dataset, load_model
from vae_core.store.atlas import load_atlas
from vae_core.strange.ordinary import Ordinary
from vae_core.strange.regret import likelihood_regret
from vae_core.strange.scores import score

MODEL, SEVEN = "digits-2d", 7
ask = partial(question.ask, brought)


def about(images, without=-1, regret=False):
    pixels = base64.b64encode(np.asarray(images, np.uint8).tobytes()).decode()
    return json.dumps({"images": pixels, "class": without, "regret": regret}).encode()


def test_the_scores_are_the_librarys_for_each_picture_by_itself():
    images = load_dataset("digits").images[:3]
    answer = json.loads(ask(MODEL, about(images, SEVEN, True)).body)
    model, atlas = load_model(MODEL), load_atlas(MODEL)
    rows = atlas.labels != SEVEN
    codes = Ordinary(model, atlas.codes[rows], atlas.logvar[rows].astype(np.float32))
    expected = score(model, images[2:], codes) | {"regret": likelihood_regret(model, images[2:])}
    assert answer["scores"].keys() == expected.keys()
    for name, values in expected.items():
        assert answer["scores"][name][2] == pytest.approx(float(values[0]))
    assert np.shape(answer["codes"]) == (3, 2)


@pytest.mark.parametrize("body", [
    b"[" * 9000,
    b"[]",
    about(np.zeros(0)),
    about(np.zeros(63)),
    about(np.zeros((MOST + 1, 64))),
    about(np.zeros(64), without=10),
    about(np.zeros(64), regret=1),
    b'{"images": "!", "class": -1, "regret": false}',
], ids=["deep", "list", "none", "half", "many", "class", "regret", "letters"])  # fmt: skip
def test_a_wrong_question_is_one_sentence(body):
    answer = ask(MODEL, body)
    assert answer.status_code == 422
    assert answer.body.decode().startswith("a question must hold 1 to 20 images of 64 bytes each")


def test_no_other_model_no_other_kind_and_no_long_question_is_read():
    assert ask("../models", about(np.zeros(64))).body.decode() == "there is no model ../models"
    assert ask(MODEL, about(np.zeros(64)), kind="text/plain").status_code == 415
    assert ask(MODEL, b"x" * (MOST_BYTES + 1)).status_code == 413
