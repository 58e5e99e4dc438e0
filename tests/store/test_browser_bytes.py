"""What the browser gets: the same weights and codes, in one sentence what it must not get."""

import hashlib
import json

import numpy as np
import pytest
import torch
from damaged_weights import SENTENCES, damage
from safetensors.numpy import load
from safetensors.torch import load_file, save_file
from small_atlas import small_atlas
from small_vae import small_vae

from vae_core.graph.chain import upgraded
from vae_core.model.operations import operations
from vae_core.store.browser import atlas_bytes, model_bytes
from vae_core.store.checkpoint import load_model, save_model
from vae_core.store.folder import CheckpointError, load_config, write_json


def spec_of(content: bytes) -> tuple[str, dict]:
    metadata = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])["__metadata__"]
    return metadata["kind"], json.loads(metadata["spec"])


def test_the_bytes_hold_exactly_the_weights_that_pytorch_loads(models):
    sent = load(model_bytes("good"))
    for name, value in load_model("good").state_dict().items():
        assert (sent.pop(name).astype(np.float32) == value.numpy()).all()
    assert not sent


def test_the_arrays_start_where_a_typed_array_may(models):
    assert int.from_bytes(model_bytes("good")[:8], "little") % 8 == 0


def test_the_spec_is_the_graph_a_name_and_a_digest(models):
    kind, spec = spec_of(model_bytes("good"))
    stored = (models / "good" / "model.safetensors").read_bytes()
    assert kind == "model"
    model = load_model("good")
    graph = upgraded(operations(model), {name: tuple(value.shape) for name, value in model.state_dict().items()})
    assert spec == graph | {
        "lane": "all",
        "encoder_lane": "all",
        "name": "good",
        "digest": hashlib.sha256(stored).hexdigest()[:12],
    }


@pytest.mark.parametrize(
    "how",
    [how for how in SENTENCES if how not in ("other shape", "extra weight", "lacking weight")],
)
def test_damaged_weights_are_one_sentence(models, how):
    damage(models / "good", how)
    with pytest.raises(CheckpointError, match=r"^good[:/] ?model\.safetensors is (missing|damaged)") as caught:
        model_bytes("good")
    assert "\n" not in str(caught.value)
    assert ("NaN or infinity" in str(caught.value)) == (how in ("NaN", "infinity", "double infinity"))


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        {},
        {"spec": "[]"},
        {"spec": "3"},
        {"spec": "{"},
        {"spec": "{}"},
        {"spec": "[" * 100_000},
        {"spec": json.dumps({"latent_dim": 9, "image_shape": [1, 8, 8]})},
        {"spec": json.dumps({"latent_dim": 3, "image_shape": "18"})},
    ],
)
def test_weights_without_their_operations_are_one_sentence(models, metadata):
    path = models / "good" / "model.safetensors"
    save_file(load_file(path), path, metadata)
    with pytest.raises(CheckpointError, match=r"^good: model\.safetensors is damaged"):
        model_bytes("good")


def test_the_config_must_be_that_of_the_weights(models):
    write_json(models / "good" / "config.json", load_config("good").to_json() | {"latent_dim": 4})
    with pytest.raises(CheckpointError, match="another model"):
        model_bytes("good")


def test_an_unknown_name_lists_what_exists(models):
    for call in (model_bytes, atlas_bytes):
        with pytest.raises(CheckpointError, match="the models are good"):
            call("../good")


def test_the_atlas_arrives_as_it_was_stored(models):
    small_atlas().save(models / "good")
    content = atlas_bytes("good")
    sent = load(content)
    for name, value in small_atlas().arrays().items():
        assert (sent[name] == value).all()
    assert sent["codes"].dtype == np.float32
    assert sent["labels"].dtype == np.uint8
    assert sent["logvar"].dtype == np.float16
    assert spec_of(content) == (
        "atlas",
        {
            "name": "good",
            "n": 40,
            "latent_dim": 3,
            "class_names": ["a cat", "ein Hund"],
            "split": "test",
            "prior": "standard",
            "prior_in_words": "prior N(0, I)",
            "data": "",
            "meter": None,
        },
    )


@pytest.mark.parametrize(("data", "sent"), [("mnist", "mnist"), ("/home/her/photos", ""), ("C:\\photos", "")])
def test_the_name_of_a_data_set_is_sent_and_the_place_of_a_folder_is_not(models, data, sent):
    small_atlas(data=data).save(models / "good")
    assert spec_of(atlas_bytes("good"))[1]["data"] == sent
    small_atlas().save(models / "good")
    write_json(models / "good" / "metrics.json", {"data": data, "figures": []})
    assert spec_of(atlas_bytes("good"))[1]["data"] == sent


def test_a_model_without_draws_from_its_prior_sends_none_and_says_which_prior_it_is(models):
    save_model(models / "good", small_vae(prior="flow"))
    small_atlas(prior_samples=np.empty((0, 3), "f4")).save(models / "good")
    assert "prior_samples" not in load(atlas_bytes("good"))
    assert spec_of(atlas_bytes("good"))[1]["prior_in_words"] == "RealNVP prior"


def test_more_classes_than_a_byte_holds_still_arrive(models):
    names = tuple(map(str, range(300)))
    small_atlas(labels=np.arange(40) + 260, class_names=names).save(models / "good")
    assert (load(atlas_bytes("good"))["labels"] == np.arange(40) + 260).all()


def test_a_model_in_single_precision_is_sent_as_it_is(models):
    path = models / "good" / "model.safetensors"
    spec = {"spec": json.dumps(operations(load_model("good")))}
    save_file({name: value.float() for name, value in load_file(path).items()}, path, spec | {"kind": "model"})
    assert {array.dtype for array in load(model_bytes("good")).values()} == {np.dtype(np.float32)}
    assert torch.float32 in {value.dtype for value in load_model("good").state_dict().values()}
