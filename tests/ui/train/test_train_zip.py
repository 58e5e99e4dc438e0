"""A zip of images on the page Train."""

import io
import zipfile

import pytest
from PIL import Image
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from train_app import opened, words

from vae_core.data.sets import load_dataset
from vae_core.runs import runs


def zip_form(*files):
    """The form with a zip, after Start."""
    return sent_zip(*files).button(key="train-start").click().run()


def sent_zip(*files):
    app = opened()
    app.selectbox(key="train-data").set_value("zip").run()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as stored:
        for name, data in files:
            stored.writestr(name, data)
    return app.file_uploader(key="train-zip").set_value(("my pets.zip", content.getvalue(), "application/zip")).run()


def png(mode, size, colour):
    image = io.BytesIO()
    Image.new(mode, size, colour).save(image, "png")
    return image.getvalue()


def test_a_zip_is_shown_before_it_is_started(started):
    files = [(f"{'cat' if i % 3 else 'dog'}/{i}.png", png("RGB", (8 + i % 5, 9), (i, 9, 0))) for i in range(126)]
    app = sent_zip(*files)
    said = words(app)
    assert "126 images in 2 classes, in colour." in said
    assert "cat: 84 · dog: 42" in said
    assert "Their sizes differ: 8 x 9 to 12 x 9 pixels, in a sample." in said
    assert app.number_input(key="train-latent-colour").value == 16
    assert len(app.image) == 1 + 2  # its pictures, and those of the gallery
    assert started == []


def test_what_is_wrong_with_a_zip_is_said_before_it_is_started():
    app = sent_zip(*((f"{index}.png", b"no image") for index in range(125)))
    assert not app.exception
    assert "is not a readable image" in words(app)
    assert "/tmp" not in words(app)


def test_a_zip_of_images_becomes_the_data_of_its_run(started):
    image = io.BytesIO()
    Image.new("L", (8, 9), 3).save(image, "png")
    app = zip_form(*((f"{'cat' if index % 2 else 'dog'}/{index}.png", image.getvalue()) for index in range(125)))
    assert not app.exception
    assert started == ["my-pets-2d"]
    data = runs.load_run("my-pets-2d").experiment.data
    assert data == str(runs.upload_dir("my-pets-2d"))
    assert load_dataset(data).class_names == ("cat", "dog")


@pytest.fixture
def freed(monkeypatch):
    """The ids of the uploads that the server has let go."""
    ids, remove = [], MemoryUploadedFileManager.remove_file

    def record(manager, session_id, file_id):
        ids.append(file_id)
        remove(manager, session_id, file_id)

    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", record)
    return ids


def test_a_zip_leaves_the_memory_of_the_server_when_it_has_been_used(started, freed):
    image = io.BytesIO()
    Image.new("L", (8, 9), 3).save(image, "png")
    app = zip_form(*((f"{index}.png", image.getvalue()) for index in range(125)))
    assert started == ["my-pets-2d"]
    assert len(freed) == 1
    assert app.button(key="train-start").disabled  # the uploader is empty


@pytest.mark.parametrize("leave", ["kind", "page"])
def test_a_zip_leaves_the_memory_of_the_server_when_the_visitor_turns_away(started, freed, leave):
    app = zip_form(("notes.txt", b"words"))
    assert freed == []
    if leave == "kind":
        app.selectbox(key="train-data").set_value("digits").run()
    else:
        app.switch_page("app.py").run()  # on its first page
    assert not app.exception
    assert len(freed) == 1


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([("notes.txt", b"words")], "holds no images"),
        ([("../a.png", b"")], "leads out of it"),
        ([("a.png", b"")], "holds 1 images; at least 125"),
        ([(f"{index}.png", b"no image") for index in range(125)], "is not a readable image"),
    ],
)
def test_a_zip_that_will_not_do_is_one_sentence_and_leaves_nothing(started, files, sentence):
    app = zip_form(*files)
    assert not app.exception
    assert [sentence in error.value for error in app.error] == [True]
    assert started == []
    assert list(runs.runs_dir().glob("*/")) == []
