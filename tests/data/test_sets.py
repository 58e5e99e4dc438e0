"""Data sets: real digits, torchvision's files made by hand, folders of images; nothing is downloaded."""

from http.client import IncompleteRead
from pathlib import Path
from urllib.error import URLError

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_digits

from vae_core.data.sets import FOLDER_MIN_IMAGES, TORCHVISION, DatasetError, load_dataset

rng = np.random.default_rng(0)


def sentence_of(*arguments, **named) -> str:
    with pytest.raises(DatasetError) as caught:
        load_dataset(*arguments, **named)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_unknown_names_list_what_exists(tmp_path):
    for name in ("minst", "", str(tmp_path / "nowhere")):
        assert f"no data set or folder is called {name!r}; the data sets are mnist, fashion" in sentence_of(name)
    assert "split must be train, test or all; got 'valid'" in sentence_of("digits", "valid")


def test_the_digits_are_those_of_scikit_learn_split_without_overlap():
    train, test, stored = load_dataset("digits", "train"), load_dataset("digits", "test"), load_digits()
    assert len(train) + len(test) == len(stored.images) == 1797
    back = np.zeros((1797, 8, 8))
    everything = np.arange(1797)
    back[everything % 5 == 0], back[everything % 5 != 0] = test.images[:, 0], train.images[:, 0]
    np.testing.assert_array_equal(back, np.rint(stored.images * 255 / 16))
    np.testing.assert_array_equal(test.labels, stored.target[::5])
    assert (train.images.dtype, train.labels.dtype) == (np.uint8, np.int64)
    assert set(test.labels) == set(range(len(test.class_names)))


# torchvision


def write_idx(path: Path, array: np.ndarray) -> None:
    """Yann LeCun's idx format: 0, 0, 8 for bytes, the number of axes, the sizes in big endian, the bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    path.write_bytes(bytes([0, 0, 8, array.ndim]) + sizes + array.astype(np.uint8).tobytes())


PICTURES = rng.integers(0, 256, (30, 28, 28))
LABELS = np.arange(30) % 10


def write_mnist(raw: Path) -> None:
    for prefix, count in (("train", 30), ("t10k", 12)):
        write_idx(raw / f"{prefix}-images-idx3-ubyte", PICTURES[:count])
        write_idx(raw / f"{prefix}-labels-idx1-ubyte", LABELS[:count])


@pytest.mark.parametrize(("name", "folder"), [("mnist", "MNIST"), ("fashion", "FashionMNIST"), ("kmnist", "KMNIST")])
def test_idx_files_load(tmp_path, name, folder):
    write_mnist(tmp_path / folder / "raw")
    train, test = load_dataset(name, "train", tmp_path), load_dataset(name, "test", tmp_path, download=False)
    np.testing.assert_array_equal(train.images, PICTURES[:, None])
    np.testing.assert_array_equal(test.labels, LABELS[:12])
    assert (train.images.dtype, train.labels.dtype) == (np.uint8, np.int64)
    assert len(test.class_names) == 10
    assert (test.class_names == tuple("0123456789")) == (name == "mnist")


def test_emnist_is_turned_upright(tmp_path):
    write_idx(tmp_path / "EMNIST/raw/emnist-balanced-test-images-idx3-ubyte", PICTURES)
    write_idx(tmp_path / "EMNIST/raw/emnist-balanced-test-labels-idx1-ubyte", np.arange(30))
    data = load_dataset("emnist", "test", tmp_path, download=False)
    np.testing.assert_array_equal(data.images[:, 0], PICTURES.transpose(0, 2, 1))
    assert len(data.class_names) == 47
    assert data.class_names[10] == "A"


def test_the_environment_names_the_data_folder(tmp_path, monkeypatch):
    write_mnist(tmp_path / "MNIST" / "raw")
    monkeypatch.setenv("LATENT_LENS_DATA", str(tmp_path))
    assert len(load_dataset("mnist", download=False)) == 12


@pytest.fixture
def download(monkeypatch):
    """Replaces the download by `action(name of the file, folder)`, and keeps the files that were asked for."""
    from vae_core.data.torchvision_import import prepare_torchvision

    prepare_torchvision()
    from torchvision.datasets import mnist

    asked = []

    def install(action):
        def fake(url, download_root, filename=None, **_):
            asked.append(filename)
            return action(filename, Path(download_root))

        monkeypatch.setattr(mnist, "download_and_extract_archive", fake)
        return asked

    return install


@pytest.mark.parametrize("name", TORCHVISION)
@pytest.mark.parametrize("error", [URLError("no route to host"), IncompleteRead(b""), RuntimeError("corrupted")])
def test_a_download_that_fails_is_one_sentence(tmp_path, download, name, error):
    def fail(filename, root):
        raise error

    download(fail)
    sentence = sentence_of(name, "test", tmp_path)
    assert sentence.startswith(f"The {name} images are not in {tmp_path} and could not be downloaded (")
    assert "--data-dir" in sentence


def test_without_leave_to_download_nothing_is_asked_for(tmp_path, download):
    asked = download(lambda *_: pytest.fail("it was downloaded"))
    sentence = sentence_of("mnist", "test", tmp_path, download=False)
    assert sentence == f"The mnist images are not in {tmp_path}: run `python -m vae_core data mnist` once, online."
    assert asked == []


def test_a_missing_set_is_downloaded_once(tmp_path, download):
    asked = download(lambda filename, root: write_mnist(root))
    assert len(load_dataset("mnist", "test", tmp_path)) == len(load_dataset("mnist", "test", tmp_path)) == 12
    assert len(asked) == len(set(asked)) == 4


@pytest.mark.parametrize("kept", [0, 3, 8, 16, 500])
def test_a_truncated_file_is_damaged_and_not_downloaded_over(tmp_path, download, kept):
    download(lambda *_: pytest.fail("it was downloaded"))
    write_mnist(tmp_path / "MNIST" / "raw")
    path = tmp_path / "MNIST/raw/t10k-images-idx3-ubyte"
    path.write_bytes(path.read_bytes()[:kept])
    assert f"The mnist files in {tmp_path} are damaged" in sentence_of("mnist", "test", tmp_path)


# folders


def write_pictures(folder: Path, count: int = FOLDER_MIN_IMAGES, mode: str = "L") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        size = (20 + i % 3, 30 - i % 5)
        Image.new(mode, size, 2 * i if mode == "L" else (2 * i, i, 0)).save(folder / f"{i:03}.png")


def test_a_folder_of_grey_pictures_of_mixed_sizes_has_one_class_and_one_channel(tmp_path):
    write_pictures(tmp_path)
    train, test = load_dataset(str(tmp_path), "train"), load_dataset(str(tmp_path), "test")
    assert (train.images.shape, test.images.shape) == ((100, 1, 20, 20), (25, 1, 20, 20))
    assert train.class_names == ("all",)
    np.testing.assert_array_equal(test.images[:, 0, 0, 0], 2 * np.arange(0, 125, 5))
    np.testing.assert_array_equal(train.images[:4, 0, 9, 9], [2, 4, 6, 8])


def test_sub_folders_are_classes(tmp_path):
    write_pictures(tmp_path / "zebra", 75)
    write_pictures(tmp_path / "ape" / "deeper", 50)
    test = load_dataset(str(tmp_path), "test")
    assert test.class_names == ("ape", "zebra")
    assert np.bincount(test.labels).tolist() == [10, 15]


def test_both_splits_have_three_channels_if_one_picture_is_coloured(tmp_path):
    write_pictures(tmp_path)
    Image.new("RGB", (28, 28), (9, 5, 1)).save(tmp_path / "001.png")  # of the training split
    train, test = load_dataset(str(tmp_path), "train"), load_dataset(str(tmp_path), "test")
    assert train.images[0, :, 0, 0].tolist() == [9, 5, 1]
    assert test.images.shape == (25, 3, 20, 20)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_mode_keep_their_grey(tmp_path, mode):
    write_pictures(tmp_path)
    grey = Image.new("L", (28, 28), 255)
    picture = Image.fromarray(np.full((28, 28), 65535, np.uint16)) if mode == "I;16" else grey.convert(mode)
    picture.save(tmp_path / "000.png") if mode != "CMYK" else picture.save(tmp_path / "000.jpg")
    assert load_dataset(str(tmp_path), "test").images[0].min() == 255


def test_sixteen_bits_are_scaled_and_not_clipped(tmp_path):
    write_pictures(tmp_path)
    Image.fromarray(np.full((28, 28), 257 * 100, np.uint16)).save(tmp_path / "000.png")
    assert (load_dataset(str(tmp_path), "test").images[0] == 100).all()


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("side", [8, 31, 128])
def test_pictures_of_one_size_keep_every_pixel(tmp_path, mode, side):
    stored = rng.integers(0, 256, (FOLDER_MIN_IMAGES, side, side, 3), dtype=np.uint8)
    for number, picture in enumerate(stored):
        Image.fromarray(picture[..., 0] if mode == "L" else picture).save(tmp_path / f"{number:03}.png")
    images = load_dataset(str(tmp_path), "test").images
    kept = stored[::5].transpose(0, 3, 1, 2)
    np.testing.assert_array_equal(images, kept[:, :1] if mode == "L" else kept)


def test_a_size_may_be_chosen_of_any_set(tmp_path):
    write_pictures(tmp_path)
    for name in (str(tmp_path), "digits"):
        assert load_dataset(name, "test", image_size=32).images.shape[1:] == (1, 32, 32)
    whole, twice = load_dataset("digits"), load_dataset("digits", image_size=16)
    np.testing.assert_allclose(twice.images.mean((1, 2, 3)), whole.images.mean((1, 2, 3)), atol=6)
    for size in (7, 129):
        with pytest.raises(ValueError, match=f"image_size must be from 8 to 128 pixels; got {size}"):
            load_dataset("digits", image_size=size)


def test_other_files_are_left_alone(tmp_path):
    write_pictures(tmp_path)
    (tmp_path / "notes.txt").write_text("no picture")
    (tmp_path / "album.png").mkdir()
    assert len(load_dataset(str(tmp_path), "test")) == 25


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", "truncated"])
def test_a_corrupted_picture_is_named(tmp_path, content):
    write_pictures(tmp_path)
    path = tmp_path / "007.png"
    path.write_bytes(path.read_bytes()[:-25] if content == "truncated" else content)
    assert sentence_of(str(tmp_path), "test").startswith(f"{path} is not a readable image: it is ")


def test_an_absurdly_large_picture_is_refused_before_it_is_decoded(tmp_path, monkeypatch):
    write_pictures(tmp_path)
    monkeypatch.setattr("vae_core.data.images.MAX_IMAGE_PIXELS", 100)
    monkeypatch.setattr(Image.Image, "convert", lambda *_: pytest.fail("it was decoded"))
    assert "000.png has 20 x 30 pixels; at most" in sentence_of(str(tmp_path))


@pytest.mark.parametrize(
    ("count", "sentence"), [(0, "holds no images (looked for .bmp, "), (9, "holds 9 images; at least")]
)
def test_too_few_pictures_are_refused(tmp_path, count, sentence):
    write_pictures(tmp_path, count)
    assert sentence in sentence_of(str(tmp_path))
