"""The meter's file: what is written is read back, and what does not fit is said in one sentence."""

import json

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import save_file

from vae_core.atlas.build import compute_atlas
from vae_core.data.sets import ImageData
from vae_core.measure.meter_build import load_judge, load_meter, write_meter_of
from vae_core.store.checkpoint import save_model
from vae_core.store.folder import CheckpointError
from vae_core.store.meter_file import NAME, read_meter

rng = np.random.default_rng(0)
IMAGES = rng.integers(0, 256, (60, 1, 8, 8), dtype=np.uint8)
TWO = ImageData(IMAGES, np.arange(60) % 2, ("even", "odd"))
ONE = ImageData(IMAGES, np.zeros(60, np.int64), ("all",))


@pytest.fixture
def stored(models, make_vae, monkeypatch):
    """Writes a model, its atlas and its meter."""
    monkeypatch.setattr("vae_core.measure.judge.LEAST_BATCHES", 3)

    def write(data=TWO, **config):
        model = make_vae(**config)
        save_model(models / "good", model)
        atlas = compute_atlas(model, data)
        atlas.save(models / "good")
        write_meter_of(model, atlas, data.images, data, data, models / "good")
        return atlas

    return write


@pytest.mark.parametrize("config", [
    {"latent_dim": 1}, {"latent_dim": 2, "posterior": "flow"}, {"likelihood": "gaussian"},
    {"prior": "vamp", "components": 4},
])  # fmt: skip
@pytest.mark.parametrize("data", [TWO, ONE], ids=["two classes", "no classes"])
def test_every_kind_of_model_gets_a_meter(stored, data, config):
    atlas = stored(data, **config)
    read = load_meter("good").read(np.concatenate([atlas.codes, atlas.codes + 50]), np.r_[0:60, 0:60])
    for share in (read.percent, read.code, read.picture):
        assert share.min() >= 0
        assert share.max() <= 100
    assert np.median(read.percent[:60]) > 20
    assert read.percent[60:].max() == 0
    assert (load_judge("good") is None) == (data is ONE)


def test_a_meter_of_another_atlas_is_none(stored, models):
    atlas = stored()
    assert read_meter("good", atlas.codes) is not None
    assert read_meter("good", atlas.codes + 1) is None
    (models / "good" / NAME).unlink()
    assert load_meter("good") is load_judge("good") is None


@pytest.mark.parametrize(("change", "sentence"), [
    (lambda spec, arrays: arrays.update(tables=arrays["tables"][:, :50]), "tables has shape"),
    (lambda spec, arrays: arrays.update(tables=arrays["tables"][:, ::-1].copy()), "decreases"),
    (lambda spec, arrays: arrays["tables"].fill(np.nan), "NaN"),
    (lambda spec, arrays: spec.update(parts=["magic"]), "its parts are"),
    (lambda spec, arrays: spec.pop("codes"), "codes"),
    (lambda spec, arrays: spec.update(judge={"class_names": "ab"}), "no class names"),
    (lambda spec, arrays: spec.update(checks={"draws": 3}), "not two numbers"),
    (lambda spec, arrays: spec.update(checks={"![x](http://x)": [0, 1]}), "unknown"),
    (lambda spec, arrays: spec["judge"].update(image_shape=[1, 28, 28]), "another shape"),
    (lambda spec, arrays: spec["judge"]["ops"].pop(), "expected 2 numbers"),
    (lambda spec, arrays: spec["judge"].update(ops=[{"op": "magic"}]), "magic"),
])  # fmt: skip
def test_a_damaged_meter_is_refused_in_one_sentence(stored, models, change, sentence):
    atlas = stored()
    with safe_open(models / "good" / NAME, framework="numpy") as file:
        spec = json.loads(file.metadata()["spec"])
        arrays = {name: file.get_tensor(name).copy() for name in file.keys()}  # noqa: SIM118
    change(spec, arrays)
    save_file(arrays, models / "good" / NAME, {"spec": json.dumps(spec)})
    with pytest.raises(CheckpointError, match=sentence):
        read_meter("good", atlas.codes)


def test_bytes_that_are_no_safetensors_are_refused(stored, models):
    atlas = stored()
    (models / "good" / NAME).write_bytes(b"x" * 100)
    with pytest.raises(CheckpointError, match="damaged"):
        read_meter("good", atlas.codes)
