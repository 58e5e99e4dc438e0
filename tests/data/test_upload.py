"""A zip of images becomes a folder of classes, or one sentence; nothing is ever written elsewhere."""

import io
import stat
import sys
import zipfile

import pytest

from vae_core.data import upload
from vae_core.data.sets import DatasetError
from vae_core.data.upload import unpack, unpack_some


def zipped(*names, **contents):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as stored:
        for name in names:
            stored.writestr(name, contents.get("content", name))
    file.seek(0)
    return file


def refused(file, folder, sentence):
    with pytest.raises(DatasetError, match=sentence) as caught:
        unpack(file, folder / "upload")
    assert "\n" not in str(caught.value)
    assert list(folder.iterdir()) == []


def files(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("wrapping", ["", "all of it/"])
def test_folders_are_classes_whether_wrapped_or_not(tmp_path, wrapping):
    inside = ("cat/a.png", "dog/deep/a.JPG", "notes.txt", "dog/.b.png", "__MACOSX/c.png")
    names = [wrapping + name for name in inside]
    assert unpack(zipped(*names), tmp_path) == 2
    assert files(tmp_path) == {"cat/000000.png": names[0], "dog/000001.jpg": names[1]}


def test_a_few_images_show_every_class_and_all_are_counted(tmp_path):
    kinds = ("circle", "square", "triangle")
    file = zipped(*(f"{kinds[index % 3]}/{index}.png" for index in range(300)))
    paths, classes = unpack_some(file, tmp_path, 24)
    assert classes == dict.fromkeys(kinds, 100)
    assert len(paths) <= 24
    assert {path.read_text().split("/")[0] for path in paths} == set(kinds)


def test_images_without_folders_are_one_class(tmp_path):
    assert unpack(zipped("a.png", "b.png"), tmp_path) == 2
    assert set(files(tmp_path)) == {"all/000000.png", "all/000001.png"}


def test_a_class_name_that_no_disk_takes_is_made_plain(tmp_path):
    unpack(zipped("a<?*/1.png", "con/2.png", "..../3.png"), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"a___", "con_"}  # what starts with a dot is hidden


def test_two_classes_never_share_a_folder(tmp_path):
    assert unpack(zipped("a.b/1.png", "a_b/2.png", "A?b/3.png", "a.b/4.png"), tmp_path) == 4
    assert files(tmp_path) == {
        "a_b/000000.png": "a.b/1.png",
        "a_b 2/000001.png": "a_b/2.png",
        "A_b 3/000002.png": "A?b/3.png",
        "a_b/000003.png": "a.b/4.png",
    }


def test_many_classes_that_come_to_one_name_cost_no_more_than_others():
    def calls(count: int) -> int:
        made = []
        sys.setprofile(lambda frame, event, argument: made.append(event) if event == "c_call" else None)
        try:
            folders = upload._class_folders([f"{chr(0x2200 + number)}" for number in range(count)])
        finally:
            sys.setprofile(None)
        assert len({folder.lower() for folder in folders.values()}) == count
        return len(made)

    assert calls(800) < 2.5 * calls(400)  # each looking through those before it would take four times as many


@pytest.mark.parametrize("name", ["../a.png", "a/../../b.png", "/etc/a.png", "C:\\a.png", "..\\a.png"])
def test_a_path_that_leads_out_is_refused(tmp_path, name):
    refused(zipped("fine.png", name), tmp_path, "leads out of it")


def test_a_link_is_refused(tmp_path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as stored:
        link = zipfile.ZipInfo("a.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        stored.writestr(link, "/etc/passwd")
    refused(file, tmp_path, "holds a link")


def test_a_zip_without_images_is_refused(tmp_path):
    refused(zipped("notes.txt"), tmp_path, "holds no images")


@pytest.mark.parametrize(
    "content", [b"", b"no zip at all", zipped("a.png").getvalue()[:30]], ids=["empty", "text", "cut short"]
)  # ids without the time of day: several processes must collect the same tests
def test_what_is_no_zip_is_refused(tmp_path, content):
    refused(io.BytesIO(content), tmp_path, "not a zip that can be read")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_zip_is_one_sentence(tmp_path, method):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as stored:
        stored.writestr("a.png", bytes(range(256)) * 40)
    sentences = set()
    for place in range(0, len(file.getvalue()), 7):
        content = bytearray(file.getvalue())
        content[place] ^= 255
        try:
            unpack(io.BytesIO(content), tmp_path / str(place))
        except DatasetError as error:
            sentences.add(str(error).split("(")[0])
    assert "The file is not a zip that can be read " in sentences


def test_a_full_disk_is_no_damaged_zip(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(upload.Path, "mkdir", full)
    with pytest.raises(OSError, match="No space left"):
        unpack(zipped("a.png"), tmp_path)


@pytest.mark.parametrize(("limit", "value"), [("MAX_IMAGES", 2), ("MAX_BYTES", 2500), ("MAX_IMAGE_BYTES", 900)])
def test_too_much_is_refused_before_anything_is_written(tmp_path, monkeypatch, limit, value):
    monkeypatch.setattr(upload, limit, value)
    refused(zipped("a.png", "b.png", "c.png", content="0" * 1000), tmp_path, "at most")


def test_a_header_that_understates_its_image_does_not_get_it_written(tmp_path):
    content = zipped("a.png", content="0" * 1_000_000).getvalue()
    size = (1_000_000).to_bytes(4, "little")
    assert content.count(size) == 2
    file = io.BytesIO(content.replace(size, (1000).to_bytes(4, "little")))
    with pytest.raises(DatasetError, match="not a zip that can be read"):
        unpack(file, tmp_path)
    assert all(path.stat().st_size <= 1000 for path in tmp_path.rglob("*.png"))
