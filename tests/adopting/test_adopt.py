"""Adopting a VAE of other code: the same pictures in a folder like any other, or one sentence and nothing written."""

import json
import time

import numpy as np
import pytest
import torch
from foreign import LATENT, Answers, Foreign, foreign, pictures

from vae_core import adopt, explore, load_model
from vae_core.adopting.given import images_and_labels
from vae_core.fault import Sentence
from vae_core.model.likelihood import MIN_LOG_SCALE
from vae_core.store.atlas import load_atlas
from vae_core.store.browser import model_bytes
from vae_core.store.folder import CheckpointError, list_models, load_config, load_metrics
from vae_core.store.meter_file import read_meter

IMAGES, LABELS = pictures()


def take(tmp_path, **changes):
    model = changes.pop("model", None) or foreign()
    given = {"name": "theirs", "encoder": model.encode, "decoder": model.decode, "latent_dim": LATENT}
    given |= {"images": IMAGES, "labels": LABELS, "out": tmp_path / "theirs"}
    return adopt(**given | changes)


@pytest.fixture(scope="module")
def adopted(tmp_path_factory):
    model = foreign()
    return model, take(tmp_path_factory.mktemp("models"), model=model, class_names=["up", "down"])


def test_the_folder_is_one_like_any_other(adopted):
    _, made = adopted
    assert list_models(made.folder.parent) == ["theirs"]
    assert sorted(path.name for path in made.folder.iterdir()) == [
        "atlas.npz", "config.json", "meter.safetensors", "metrics.json", "model.safetensors", "thumbnail.png",
        "tour.json"]  # fmt: skip
    assert load_config(made.folder).network == "adopted"
    atlas = load_atlas(made.folder)
    assert atlas.class_names == ("up", "down")
    assert (atlas.labels == LABELS).all()
    assert read_meter(made.folder, atlas.codes)
    assert model_bytes(str(made.folder))


def test_what_is_loaded_is_the_module(adopted):
    theirs, made = adopted
    ours = load_model(made.folder)
    z = torch.randn(7, LATENT)
    images = torch.from_numpy(IMAGES).float() / 255
    with torch.no_grad():
        assert torch.allclose(ours.decode(z), theirs.decode(z), atol=1e-5)
        for got, expected in zip(ours.encode(images), theirs.encode(images), strict=True):
            assert torch.allclose(got, expected, atol=1e-4)
    assert made.parity < 1e-5
    assert made.engine_parity is None or made.engine_parity < 1e-5


def test_what_was_adopted_is_explored_in_a_notebook(adopted):
    _, made = adopted
    widget = made.explore(height=500)
    assert (widget.model, widget.height) == (str(made.folder), 500)
    assert np.array_equal(widget.z, load_atlas(made.folder).codes[0])
    widget.close()


def test_a_module_is_explored_with_its_images_alone():
    model = foreign()
    widget = explore(model, IMAGES, LABELS, class_names=["up", "down"])
    assert widget.z.shape == (LATENT,)
    assert widget.atlas.class_names == ("up", "down")
    with torch.no_grad():
        assert torch.allclose(
            torch.from_numpy(widget.image), model.decode(torch.from_numpy(widget.z)[None])[0], atol=1e-5
        )
    widget.close()


def test_the_record_says_what_was_measured_and_guessed(adopted):
    _, made = adopted
    metrics = load_metrics(made.folder)
    assert metrics["adopted"]["parity"] == made.parity
    kept = metrics["adopted"]["guessed"]
    assert [str(Sentence(one["template"], one["holes"])) for one in kept] == list(made.guessed)
    assert [one["sentence"] for one in kept] == list(made.guessed)
    assert metrics["adopted"]["encoder"] == "Foreign.encode"
    assert {figure["name"] for figure in metrics["figures"]} >= {"-ELBO", "active units"}
    assert any("the decoder makes pixels" in one for one in made.guessed)


def test_adopting_again_replaces_what_was_adopted_and_nothing_else(tmp_path):
    first = take(tmp_path, likelihood="gaussian")
    assert load_model(first.folder).likelihood.log_sigma.isfinite()
    scale = load_model(take(tmp_path, likelihood="logistic").folder).likelihood.log_scale
    assert MIN_LOG_SCALE - 3 <= scale < 0
    again = take(tmp_path, model=foreign(latent=1), latent_dim=1, labels=None)
    assert load_config(again.folder).latent_dim == 1
    (tmp_path / "mine").mkdir()
    with pytest.raises(ValueError, match="mine exists and is no adopted model"):
        take(tmp_path, out=tmp_path / "mine")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "theirs"]


def test_a_hostile_graph_is_one_sentence(adopted, tmp_path):
    from safetensors.torch import load_file, save_file

    _, made = adopted
    folder = tmp_path / "hostile"
    folder.mkdir()
    for name in ("config.json", "atlas.npz"):
        (folder / name).write_bytes((made.folder / name).read_bytes())
    stored = (made.folder / "model.safetensors").read_bytes()
    header = json.loads(stored[8 : 8 + int.from_bytes(stored[:8], "little")])
    spec = json.loads(header["__metadata__"]["spec"])
    for change in (lambda ops: ops.insert(0, {"op": "eval", "in": [], "out": "e"}), lambda ops: ops.append(ops[0]),
                   lambda ops: ops[0].update(out="x"), lambda ops: ops[0].update({"in": ["later"]})):  # fmt: skip
        other = json.loads(json.dumps(spec))
        change(other["decoder"]["ops"])
        metadata = {"kind": "model", "spec": json.dumps(other)}
        save_file(load_file(made.folder / "model.safetensors"), folder / "model.safetensors", metadata)
        for read in (load_model, model_bytes):
            with pytest.raises(CheckpointError, match=r"hostile: model\.safetensors is damaged") as caught:
                read(str(folder))
            assert "\n" not in str(caught.value)


def module(function):
    return Answers(function).eval()


def broken(name, value):
    model = foreign()
    dict(model.named_parameters())[name].data.view(-1)[0] = value
    return model


def flat(x):
    return x.flatten(1)[:, :LATENT]


def decides(z):
    return (z if z[0, 0] > 99 else -z) @ torch.ones(LATENT, 64)


def multiplies(z):
    return z.cumprod(1) @ torch.ones(LATENT, 64)


LINE = multiplies.__code__.co_firstlineno + 1


class Multiplying(Foreign):
    def decode(self, z):
        return multiplies(z)


REFUSED = {
    "floats for images": ({"images": IMAGES / 255.0}, "images must be uint8 of shape .N, C, H, W.*float64"),
    "images without channels": ({"images": IMAGES[:, 0]}, r"got uint8 of shape \(60, 8, 8\)"),
    "one image": ({"images": IMAGES[:1], "labels": None}, "a map needs 25 images or more; got 1"),
    "one picture": ({"images": IMAGES[:1].repeat(60, 0)}, "all 60 images are the same picture"),
    "labels of text": ({"labels": np.array(["a", "b"] * 30)}, "labels must be whole numbers from 0.*got 'a'"),
    "labels that are too few": ({"labels": LABELS[:5]}, "one for each of the 60 images"),
    "labels below zero": ({"labels": LABELS - 1}, "labels must lie from 0"),
    "a name too few": ({"class_names": ["a"]}, "must name the 2 classes of the labels; got 1"),
    "no latent size": ({"latent_dim": 0}, "latent_dim must be a whole number from 1"),
    "another latent size": ({"latent_dim": 5}, "the encoder makes 3 numbers of an image; latent_dim is 5"),
    "no such likelihood": ({"likelihood": "poisson"}, "likelihood must be one of"),
    "no such range": ({"input_range": (0, 255)}, "input_range must be one of"),
    "no such output": ({"output": "png"}, "output must be one of 'auto', 'pixels'"),
    "a name that leads elsewhere": ({"name": "../x", "out": None}, "cannot be the name of a folder"),
    "no module": ({"encoder": lambda x: x}, "the encoder must be a torch.nn.Module or a method of one; got function"),
    "training mode": ({"model": foreign().train()}, "the encoder is in training mode: call .eval"),
    "NaN weights": ({"model": broken("mu.weight", float("nan"))}, r"encoder's weights hold NaN .*mu\.weight"),
    "another size": ({"images": pictures(side=10)[0]}, r"the encoder fails on images of shape \(8, 1, 10, 10\) "
                                                       r"\(foreign.py:\d+\): mat1 and mat2"),
    "another picture": ({"decoder": module(lambda z: z)}, r"the decoder makes shape \(8, 3\) of 8 z; the images need"),
    "a random decoder": ({"decoder": module(lambda z: torch.rand(len(z), 64))}, "something else each time it is run"),
    "a decoder of batches": ({"decoder": module(lambda z: (z @ torch.ones(3, 64)) / (z.std() + 1))},
                             "something else of one z alone"),
    "a decoder that overflows": ({"decoder": module(lambda z: z @ torch.ones(3, 64) / 0)}, "makes NaN or infinity"),
    "an encoder of texts": ({"encoder": module(lambda x: "code")}, "must give mu, .* got str"),
    "an unknown operation": ({"decoder": module(multiplies)}, rf"operation cumprod \(test_adopt.py:{LINE}\) is none"),
    "one in a method": ({"decoder": Multiplying().eval().decode}, rf"cumprod \(test_adopt.py:{LINE}\) is none"),
    "a branch": ({"decoder": module(decides)}, r"decides by the values that it computes \(test_adopt.py:\d+\)"),
    "whatever is given": ({"decoder": module(lambda z: torch.ones(len(z), 64))}, "makes the same whatever it is given"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_adopted_is_one_sentence_and_nothing_is_written(tmp_path, case, capsys):
    changes, sentence = REFUSED[case]
    with pytest.raises(ValueError, match=sentence) as caught:
        take(tmp_path, **changes)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400
    assert not list(tmp_path.iterdir())
    assert not "".join(capsys.readouterr())


class Checking(Foreign):
    """It checks its images itself, in three ways."""

    def encode(self, x):
        assert x.min() < -0.1, "images must reach below 0"
        if not (x >= -1).all() or x.max() > 1:
            raise ValueError("images must lie in [-1, 1]")
        torch._assert(x.shape[1] == 1 and (x.abs() <= 1).all(), "images must lie in [-1, 1]")
        return super().encode(x)


def test_an_encoder_that_checks_its_images_is_given_what_it_takes(tmp_path):
    made = take(tmp_path, model=Checking().eval())
    assert made.parity < 1e-5
    assert any("takes images in [-1, 1] (the only choice)" in one for one in made.guessed)
    with pytest.raises(ValueError, match=r"the encoder fails on images .*test_adopt.py.*: images must reach below 0"):
        take(tmp_path, model=Checking().eval(), input_range=(0, 1))


def test_a_decoder_that_prints_or_sleeps_is_adopted_in_silence(tmp_path, capsys):
    model = foreign()

    def slowly(z):
        print("hello")
        time.sleep(0.01)
        return model.decode(z)

    take(tmp_path, model=model, decoder=module(slowly), labels=None)
    assert "hello" not in capsys.readouterr().out


def test_more_images_than_a_map_shows_are_thinned_out_before_anything_is_computed():
    few = np.random.default_rng(0).integers(0, 255, (100, 1, 2, 2), dtype=np.uint8)
    many = np.broadcast_to(few, (3000, *few.shape)).reshape(-1, 1, 2, 2)  # 300,000
    large = np.broadcast_to(np.uint8(0), (300_000, 3, 128, 128))  # 15 GB, of which one byte is in memory
    data, said = images_and_labels(many, np.arange(300_000) % 3, None)
    assert (len(data), data.class_names, len(said)) == (10_000, ("0", "1", "2"), 1)
    assert "10,000 of the 300,000 images" in str(said[0])
    with pytest.raises(ValueError, match="labels must be one for each of the 300,000 images"):
        images_and_labels(large, LABELS, None)


@pytest.mark.parametrize("size", [1, 512])
def test_the_smallest_and_a_large_latent_space_are_taken(tmp_path, size):
    made = take(tmp_path, model=foreign(latent=size), latent_dim=None)
    assert load_config(made.folder).latent_dim == size
    assert load_atlas(made.folder).codes.shape == (60, size)
