"""Pictures that Python decodes, one question at a time; everything else is a status or one sentence."""

import json
from functools import partial

import numpy as np
import pytest
import question
import torch
from foreign import Sorted, adopted, foreign

from ui.decoding import MOST_BYTES, decode
from vae_core import load_model


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    root = tmp_path_factory.mktemp("models")
    torch.manual_seed(0)
    for name, model in (("sorting", Sorted().eval()), ("light", foreign())):
        adopted(root, name, model)
    return root


@pytest.fixture(autouse=True)
def here(models, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(models))


ask = partial(question.ask, decode)


def code(z):
    return json.dumps({"z": z}).encode()


def test_the_pixels_are_pytorchs(models):
    z = [0.5, -1.25, 2.0]
    answer = ask("sorting", code(z))
    assert answer.status_code == 200
    with torch.no_grad():
        expected = load_model(models / "sorting").decode(torch.tensor([z]))[0].numpy()
    assert (np.frombuffer(answer.body, "<f4") == expected.ravel()).all()


@pytest.mark.parametrize(("name", "body", "sentence"), [
    ("sorting", code([0, 0]), "z must hold 3 numbers; got 2"),
    ("sorting", code([0, 0, float("nan")]), "z must be a list of finite numbers"),
    ("sorting", code([[0, 0, 0]]), "z must be a list of finite numbers"),
    ("sorting", b"[" * 9000, "z must be a list of finite numbers"),
    ("sorting", b'{"z": 3}', "z must be a list of finite numbers"),
    ("sorting", code([0, 0, 10**400]), "z must be a list of finite numbers"),
    ("light", code([0, 0, 0]), "there is no model light that Python decodes"),
    ("../models/sorting", code([0, 0, 0]), "there is no model ../models/sorting that Python decodes"),
])  # fmt: skip
def test_what_cannot_be_decoded_is_one_sentence(name, body, sentence):
    answer = ask(name, body)
    assert (answer.status_code, answer.body.decode()) == (422, sentence)


def test_the_sentence_is_in_the_language_of_the_visitor():
    assert ask("light", code([0, 0, 0]), language="zh-CN").body.decode().startswith("没有由 Python 解码的模型")


def test_another_kind_of_question_or_a_long_one_is_not_read():
    assert ask("sorting", code([0, 0, 0]), kind="text/plain").status_code == 415
    assert ask("sorting", b"x" * (MOST_BYTES + 1)).status_code == 413
