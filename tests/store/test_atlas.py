"""The stored atlas: what is saved is loaded, what is hostile is refused in one sentence."""

import pickle
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from damaged_weights import Explosive
from hypothesis import given
from hypothesis import strategies as st
from small_atlas import D, N, small_atlas
from small_vae import small_vae

from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import save_model
from vae_core.store.folder import SHIPPED, CheckpointError, list_models


def sentence_of(name) -> str:
    with pytest.raises(CheckpointError) as caught:
        load_atlas(name)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400
    return str(caught.value)


def arrays() -> dict[str, np.ndarray]:
    return small_atlas().arrays() | {"class_names": np.array(small_atlas().class_names)}


def test_a_saved_atlas_comes_back(models):
    small_atlas().save(models / "good")
    loaded = load_atlas("good")
    assert loaded.class_names == ("a cat", "ein Hund")
    for name, value in small_atlas().arrays().items():
        assert getattr(loaded, name).dtype == value.dtype
        assert (getattr(loaded, name) == value).all()


@pytest.mark.parametrize("name", list_models(SHIPPED))
def test_a_shipped_atlas_fits_its_model_and_folder_limit(name, monkeypatch):
    monkeypatch.delenv("LATENT_LENS_CHECKPOINTS", raising=False)
    assert len(load_atlas(name).codes) >= 300
    assert sum(path.stat().st_size for path in (SHIPPED / name).iterdir()) < 8_000_000


def test_a_missing_atlas_says_how_to_make_it(models):
    assert sentence_of("good") == "good has no atlas.npz: run `python -m vae_core atlas good` to compute it"


@pytest.mark.parametrize("name", [name for name in arrays() if name != "prior_samples"])
def test_a_lacking_array_is_named(models, name):
    np.savez(models / "good" / "atlas.npz", **{kept: value for kept, value in arrays().items() if kept != name})
    assert f"lacks {name}: run" in sentence_of("good")


def test_an_older_atlas_holds_no_draws_from_the_prior(models):
    np.savez(models / "good" / "atlas.npz", **{k: value for k, value in arrays().items() if k != "prior_samples"})
    assert load_atlas("good").prior_samples.shape == (0, D)


CODES = arrays()["codes"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"codes": CODES[:, :2]}, f"codes of shape ({N}, 2); expected ({N}, {D})"),
        ({"codes": CODES[:-1]}, f"codes of shape ({N - 1}, {D})"),
        ({"codes": CODES.astype(str)}, "codes of type <U"),
        ({"codes": CODES + 1j}, "codes has type complex"),
        ({"codes": CODES.astype(object)}, "damaged (codes has type object"),
        ({"codes": np.full_like(CODES, np.nan)}, "NaN or infinity in codes"),
        ({"codes": CODES.astype(float)}, "codes of type float64"),
        ({"logvar": np.full((N, D), np.inf, np.float16)}, "NaN or infinity in logvar"),
        ({"prior_samples": np.zeros((9, 2), "f4")}, f"prior_samples of shape (9, 2); expected (9, {D})"),
        ({"prior_samples": np.zeros(9, "f4")}, f"prior_samples of shape (9,); expected (9, {D})"),
        ({"prior_samples": np.float32(1)}, "prior_samples of shape ()"),
        ({"prior_samples": np.full((9, D), np.inf, "f2")}, "NaN or infinity in prior_samples"),
        ({"nats": np.float32(1)}, f"nats of shape (); expected ({N},)"),
        ({"tsne": np.zeros((N, 3), "f4")}, f"tsne of shape ({N}, 3)"),
        ({"labels": np.zeros(N)}, "labels of type float64"),
        ({"labels": np.zeros((N, 2), int)}, f"labels of shape ({N}, 2)"),
        ({"labels": np.full(N, 2)}, "labels outside its 2 classes"),
        ({"labels": np.full(N, -1)}, "labels outside its 2 classes"),
        ({"labels": np.int64(3)}, "labels of shape (); expected (1,)"),
        ({"class_names": np.array("one")}, "labels outside its 1 classes"),
        ({"class_names": np.arange(2)}, "class_names of type int64"),
        ({"class_names": np.array(["a", None], object)}, "damaged (class_names has type object"),
    ],
)
def test_an_array_of_another_kind_is_one_sentence(models, change, sentence):
    np.savez(models / "good" / "atlas.npz", **arrays() | change)
    assert sentence in sentence_of("good")


def test_an_atlas_of_no_images_is_refused(models):
    small_atlas(**{name: value[:0] for name, value in arrays().items() if len(value) == N}).save(models / "good")
    assert "labels outside" in sentence_of("good")


def test_a_pickle_is_never_executed(models):
    for content in (pickle.dumps(Explosive()), pickle.dumps(np.array([Explosive()], object))):
        (models / "good" / "atlas.npz").write_bytes(content)
        assert "damaged" in sentence_of("good")
    np.savez(models / "good" / "atlas.npz", **arrays() | {"codes": np.array([Explosive()], object)})
    assert "damaged" in sentence_of("good")


def test_an_archive_that_promises_too_much_is_refused_unread(models, monkeypatch):
    small_atlas().save(models / "good")
    monkeypatch.setattr("vae_core.store.npz.MAX_BYTES", 1000)
    monkeypatch.setattr("zipfile.ZipFile.open", lambda *_, **__: pytest.fail("it was read"))
    assert "unpacks to" in sentence_of("good")


def test_a_small_archive_that_unpacks_to_a_thousand_times_its_size_is_refused_unread(models, monkeypatch):
    zeros = np.zeros((2_000_000, D), "f4")
    np.savez_compressed(models / "good" / "atlas.npz", **arrays() | {"codes": zeros})
    monkeypatch.setattr("zipfile.ZipFile.open", lambda *_, **__: pytest.fail("it was read"))
    assert "unpacks to" in sentence_of("good")


def test_arrays_of_the_other_byte_order_and_by_columns_are_read(models):
    turned = {name: np.asfortranarray(array.astype(array.dtype.newbyteorder(">"))) for name, array in arrays().items()}
    np.savez(models / "good" / "atlas.npz", **turned)
    atlas = load_atlas("good")
    for name, array in arrays().items():
        found = np.asarray(getattr(atlas, name))
        assert found.dtype.isnative
        assert np.array_equal(found.ravel(), array.ravel())


def test_text_of_an_atlas_is_one_line_of_letters(models):
    odd = ["a\tb\x1b[31m", "\ud800 \u202ex", "n" * 100_000, "\u0928\u093f \U0001f469\u200d\U0001f52c"]
    changed = {"class_names": np.array(odd), "labels": np.arange(N) % 4}
    np.savez(models / "good" / "atlas.npz", **arrays() | changed)
    names = load_atlas("good").class_names
    assert names[:2] == ("a b\ufffd[31m", "\ufffd \ufffdx")
    assert names[2] == "n" * 79 + "…"
    assert names[3] == odd[3]


@pytest.mark.parametrize(
    ("name", "value"), [("codes", 3e38), ("codes", -2e6), ("logvar", 300), ("tsne", 1e30), ("nats", -1e13)]
)
def test_a_value_that_no_page_can_work_with_is_one_sentence(models, name, value):
    array = arrays()[name].astype("f4")
    array.flat[3] = value
    np.savez(models / "good" / "atlas.npz", **arrays() | {name: array})
    assert "values beyond ±" in sentence_of("good")


def test_twenty_thousand_classes_are_one_sentence(models):
    names = np.array([str(index) for index in range(20_000)])
    np.savez(models / "good" / "atlas.npz", **arrays() | {"class_names": names})
    assert "20,000 texts in class_names; at most 1,000" in sentence_of("good")


@pytest.mark.parametrize("rows", [10**13, 10**9, -5])
def test_a_header_that_promises_too_many_rows_is_refused(models, rows):
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, 3), }}\n".encode()
    write_member(models, b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + bytes(480))
    assert "damaged" in sentence_of("good")


LONG = b"\x93NUMPY\x02\x00" + (20_000).to_bytes(4, "little") + b"(" * 20_000


@pytest.mark.parametrize("content", [b"", b"no array", b"\x93NUMPY\x01\x00\x04\x00((((", b"\x93NUMPY\x09\x09", LONG])
def test_a_member_that_is_no_array_is_one_sentence(models, content):
    write_member(models, content)
    assert "damaged" in sentence_of("good") or "codes of type" in sentence_of("good")


def write_member(models, content: bytes) -> None:
    """An atlas whose `codes` are these bytes."""
    path = models / "good" / "atlas.npz"
    np.savez(path, **{name: value for name, value in arrays().items() if name != "codes"})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("codes.npy", content)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A folder and the bytes of its atlas, packed and unpacked."""
    folder = tmp_path_factory.mktemp("fuzzed")
    save_model(folder, small_vae())
    small_atlas().save(folder)
    packed = (folder / "atlas.npz").read_bytes()
    np.savez(folder / "atlas.npz", **arrays())
    return folder, packed, (folder / "atlas.npz").read_bytes()


@given(st.booleans(), st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8), st.floats(0.01, 1))
def test_any_damage_gives_an_atlas_or_one_error(stored, packed, at, written, kept):
    folder, *contents = stored
    content = bytearray(contents[packed])
    start = int(at * len(content))
    content[start : start + len(written)] = written
    (folder / "atlas.npz").write_bytes(content[: int(kept * len(content))])
    rows, sentence = N, ""
    try:
        rows = len(load_atlas(folder).codes)
    except CheckpointError as error:
        sentence = str(error)
    assert rows == N
    assert "\n" not in sentence


def test_codes_of_many_numbers_are_kept_in_small_steps_and_those_of_few_as_they_are():
    atlas = load_atlas("digits-2d")
    assert atlas.as_kept() is atlas
    rng = np.random.default_rng(0)
    many = rng.normal(size=(len(atlas.codes), 130)).astype(np.float32)
    kept = replace(atlas, codes=many, logvar=-many).as_kept()
    assert 0 < np.abs(kept.codes - many).max() <= 1 / 256 + 1e-6
    assert 0 < np.abs(kept.logvar + many).max() <= 1 / 64 + 1e-6
    np.testing.assert_array_equal(kept.as_kept().codes, kept.codes)
