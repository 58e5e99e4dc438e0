"""A model by the name of what makes it, with weights that are data: on the command line."""

import sys

import pytest
import torch
from foreign import foreign
from safetensors.torch import save_file

from vae_core import cli
from vae_core.adopting.factory import made_by
from vae_core.store.folder import load_metrics

CODE = """
import sys
from foreign import foreign

def make():
    return foreign()

def make_with_size():
    made = foreign()
    made.latent_dim = 3
    return made.train()

def pair():
    made = foreign()
    return made.inside, made.outside

def number():
    return 5

def broken():
    raise KeyError("weights")

def half():
    return foreign().inside
"""


@pytest.fixture
def theirs(tmp_path, monkeypatch):
    (tmp_path / "their_code.py").write_text(CODE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.chdir(tmp_path)
    sys.modules.pop("their_code", None)
    return tmp_path


@pytest.mark.parametrize("kind", ["vae.pt", "vae.safetensors", "nested.pt"])
def test_weights_are_read_as_data(theirs, kind):
    other = foreign()
    for value in other.parameters():
        value.data += 1
    state = other.state_dict()
    save_file(state, kind) if kind.endswith("safetensors") else torch.save(
        {"state_dict": state, "epoch": 3} if kind == "nested.pt" else state, kind)  # fmt: skip
    made = made_by("their_code:make_with_size", theirs / kind)
    assert made.latent_dim == 3
    assert not made.encoder.__self__.training
    assert torch.equal(made.decoder(torch.ones(2, 3)), other.eval().decode(torch.ones(2, 3)))


def test_a_pair_of_modules_is_taken_as_it_is(theirs):
    made = made_by("their_code:pair", None)
    assert (type(made.encoder).__name__, type(made.decoder).__name__) == ("Sequential", "Sequential")


@pytest.mark.parametrize(("factory", "file", "sentence"), [
    ("their_code", None, "expected package.module:factory; got 'their_code'"),
    ("nowhere:make", None, "nowhere:make cannot be imported"),
    ("their_code:none", None, "their_code:none fails: AttributeError"),
    ("their_code:broken", None, "their_code:broken fails: KeyError: 'weights'"),
    ("their_code:number", None, "must make a torch.nn.Module or a pair of them; got int"),
    ("their_code:half", None, "Sequential has neither encode nor encoder"),
    ("their_code:make", "missing.pt", "missing.pt cannot be read as weights"),
    ("their_code:make", "whole.pt", r"whole.pt holds more than tensors.* save model.state_dict\(\) instead"),
    ("their_code:make", "text.safetensors", "text.safetensors cannot be read as weights"),
    ("their_code:make", "other.pt", "other.pt does not fit the module .*Missing key"),
])  # fmt: skip
def test_what_cannot_be_made_is_one_sentence(theirs, factory, file, sentence):
    torch.save(foreign(), theirs / "whole.pt")
    torch.save({"a": torch.ones(1)}, theirs / "other.pt")
    (theirs / "text.safetensors").write_text("no weights")
    with pytest.raises(ValueError, match=sentence) as caught:
        made_by(factory, file and theirs / file)
    assert "\n" not in str(caught.value)


def test_the_command_writes_a_model_and_says_what_it_guessed(theirs, capsys):
    words = ["adopt", "their_code:make", "--data", "digits", "--out", "models/theirs"]
    assert cli.main(words) == 0
    assert "guessed: the decoder makes pixels" in capsys.readouterr().out
    assert load_metrics(theirs / "models/theirs")["data"] == "digits"
    assert cli.main([words[0], *words[2:]]) == 1
    assert "say either package.module:factory" in capsys.readouterr().err
    assert cli.main([*words, "--latent-dim", "4"]) == 1
    assert "the encoder makes 3 numbers of an image; latent_dim is 4" in capsys.readouterr().err
