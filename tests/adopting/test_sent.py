"""What a visitor sends: a zipped folder that is a model, two ONNX files, or one sentence and nothing written."""

import io
import zipfile

import pytest
import torch
from foreign import LATENT, foreign, pictures
from onnx_files import vae

from vae_core import adopt, load_model
from vae_core.adopting import sent
from vae_core.fault import Fault
from vae_core.store.folder import CheckpointError, list_models, load_metrics


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    images, labels = pictures()
    model = foreign()
    return adopt(name="theirs", encoder=model.encode, decoder=model.decode, latent_dim=LATENT, images=images,
                 labels=labels, out=tmp_path_factory.mktemp("made") / "theirs").folder  # fmt: skip


@pytest.fixture
def models(tmp_path, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path / "models"))
    return tmp_path / "models"


def zipped(folder, at="theirs/", **changes):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as stored:
        for path in folder.iterdir():
            content = changes.get(path.name.partition(".")[0], path.read_bytes())
            if content is not None:
                stored.writestr(f"{at}{path.name}", content)
        stored.writestr("../escape.txt", "out")
        stored.writestr(f"{at}train.py", "import os")
    return made


@pytest.mark.parametrize("at", ["", "theirs/"])
def test_a_zipped_folder_is_a_model(folder, models, at):
    made = sent.take_folder(zipped(folder, at), "mine")
    assert list_models() == ["mine"]
    z = torch.randn(2, LATENT)
    assert torch.equal(load_model("mine").decode(z), load_model(folder).decode(z))
    assert sorted(path.name for path in made.iterdir()) == sorted(path.name for path in folder.iterdir())
    assert not list(models.parent.rglob("escape.txt"))
    with pytest.raises(Fault, match="there is a model called mine: choose another name"):
        sent.take_folder(zipped(folder), "mine")


REFUSED = {
    "no zip": (lambda folder: io.BytesIO(b"hello"), "the zip cannot be read: it is damaged"),
    "no weights": (lambda folder: zipped(folder, model=None), "the zip holds no model: model.safetensors is not in it"),
    "no model": (lambda folder: zipped(folder, config=None), "the zip holds no model: config.json is not in it"),
    "too deep": (lambda folder: zipped(folder, "a/b/c/"), "the zip holds no model"),
    "damaged weights": (lambda folder: zipped(folder, model=b"abc"), r"mine: model\.safetensors"),
    "a damaged map": (lambda folder: zipped(folder, atlas=b"abc"), r"mine: atlas\.npz"),
    "no JSON": (lambda folder: zipped(folder, config=b"{"), r"mine/config\.json is not JSON"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_model_is_one_sentence_and_nothing_is_written(folder, models, case):
    make, sentence = REFUSED[case]
    with pytest.raises((Fault, CheckpointError), match=sentence) as caught:
        sent.take_folder(make(folder), "mine")
    assert "\n" not in str(caught.value)
    assert not models.exists() or not list(models.iterdir())


def test_a_file_that_unpacks_to_more_than_is_read_is_refused(folder, models, monkeypatch):
    monkeypatch.setattr(sent, "MAX_SENT_BYTES", 1000)
    with pytest.raises(Fault, match="is larger than 0 MB"):
        sent.take_folder(zipped(folder), "mine")


@pytest.mark.parametrize("name", ["", "../x", ".hidden", "a/b", "con", "x" * 500])
def test_a_name_that_leads_elsewhere_is_refused(models, name):
    with pytest.raises(Fault, match="cannot be the name of a folder"):
        sent.place_of(name)


def test_two_files_become_a_model_in_a_process_of_their_own(tmp_path, models):
    model = vae(tmp_path)
    encoder, decoder = ((tmp_path / name).read_bytes() for name in ("e.onnx", "d.onnx"))
    with pytest.raises(Fault, match=r"encoder\.onnx cannot be read as ONNX") as caught:
        sent.adopt_files(b"no encoder" * 9, decoder, "digits", "mine")
    assert caught.value.template.startswith("{file} cannot be read as ONNX")
    sent.adopt_files(encoder, decoder, "digits", "mine")
    z = torch.randn(2, LATENT)
    with torch.no_grad():
        assert torch.allclose(load_model("mine").decode(z), model.decode(z), atol=1e-5)
    assert load_metrics("mine")["adopted"]["engine_parity"] < 1e-5  # within the limits of its process too
