"""The Train page says where every run stands, starts what may start, and explains what may not."""

import io
import json
import os
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from streamlit import get_option
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from vae_core.data.sets import load_dataset
from vae_core.runs import runs
from vae_core.runs.live import Live
from vae_core.store.folder import SHIPPED
from vae_core.training.experiment import Experiment

APP = str(Path(__file__).parents[2] / "app.py")
ENTRY = {"epoch": 1, "train_elbo": -40.0, "val_elbo": -39.0, "val_recon": -36.0, "val_kl": 3.0}


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path / "models"))
    return tmp_path


@pytest.fixture
def started(monkeypatch):
    """The names of the runs that were started; none of them is."""
    names = []
    monkeypatch.setattr(runs, "start", names.append)
    return names


@pytest.fixture
def make():
    """Makes a run in some state, its process alive if the state is one of work."""
    held = []

    def run(name, state, seed=1, **status):
        runs.create(name, lambda upload: Experiment.of("digits", "small", latent_dim=2, seed=seed))
        folder = runs.runs_dir() / name
        content = {"state": state, "asked": float(seed), "epoch": 3, "epochs": 30, "step": 50, "steps": 400}
        (folder / "status.json").write_text(json.dumps(content | {"seconds_left": 240.0} | status))
        if state in runs.ACTIVE:
            held.append(runs.run_lock(name))
            held[-1].acquire()
        return folder

    yield run
    for lock in held:
        lock.release()


def look(folder, classes=3):
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (24, 1, 8, 8), dtype=np.uint8)
    names = np.array([str(label) for label in range(classes)])
    places, kl = rng.normal(size=(60, 2)).astype("f4"), rng.random((2, 2)).astype("f4")
    Live(images, images[:12], images[12:], places, np.arange(60) % classes, names, np.array([1, 3]), kl).save(folder)


def opened():
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.switch_page("pages/train.py").run()
    assert not app.exception
    return app


def words(app):
    """Everything that is written on the page, with the words of the progress bars."""
    bars = [bar.proto.text for bar in app.get("progress")]
    return "\n".join([*(element.value for kind in (app.markdown, app.caption) for element in kind), *bars])


def buttons(app):
    return {button.label for button in app.button}


def test_without_any_run_the_page_shows_what_the_digits_came_to(monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(SHIPPED))
    app = opened()
    assert "In pale colours, what came out when digits-2d was trained: 400 epochs in about 20 s." in words(app)
    [chart] = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart") if "train-map" in chart.proto.id]
    assert sum(len(trace["x"]["bdata"]) > 0 for trace in chart["data"]) == 10


def test_without_any_run_or_model_the_page_invites():
    app = opened()
    assert "Nothing has been trained here yet" in words(app)
    assert {"Start"} <= buttons(app)
    assert not app.error


@pytest.mark.parametrize(
    ("state", "sentence", "offered"),
    [
        ("queued", "Waiting.", {"Leave", "Yes, discard it"}),
        ("preparing", "Preparing. Reading the images.", {"Yes, discard it"}),
        ("training", "Training: epoch 4 of 30, about 4 min left.", {"Pause", "Finish", "Yes, discard it"}),
        ("paused", "Paused: epoch 3 of 30.", {"Resume", "Finish", "Yes, discard it"}),
        ("evaluating", "Measuring. Reading the images.", {"Yes, discard it"}),
        ("done", "Done. Reading the images.", {"Explore", "Yes, remove it"}),
        ("failed", "Failed. Reading the images.", {"Resume", "Yes, discard it"}),
        ("stopped", "Stopped. Reading the images.", {"Resume", "Yes, discard it"}),
        ("nonsense", "Interrupted: epoch 3 of 30. Its process has ended", {"Resume", "Yes, discard it"}),
    ],
)
@pytest.mark.parametrize("has_look", [False, True])
def test_every_state_has_its_sentence_and_its_buttons(make, state, sentence, offered, has_look):
    folder = make("mine", state, sentence="Reading the images.", history=[ENTRY] if has_look else [])
    if has_look:
        look(folder)
    app = opened()
    assert sentence in words(app)
    assert buttons(app) - {"Start"} == offered
    assert len(app.get("plotly_chart")) == 4
    assert len(app.image) == 2


def test_a_run_that_waits_says_for_whom(make):
    make("first", "training")
    make("second", "queued", seed=2)
    assert "second waits for first (epoch 4 of 30, about 4 min left)." in words(opened())


def test_a_button_asks_the_process_and_says_so(make):
    make("mine", "training")
    app = opened()
    app.button(key="pause-mine").click().run()
    assert runs.wish("mine") == "pause"
    assert "Pausing." in words(app)
    app.button(key="stop-mine").click().run()
    assert runs.wish("mine") == "stop"
    assert "Finishing with the best model so far." in words(app)


def test_an_interrupted_run_resumes(make, started):
    make("mine", "nonsense")
    opened().button(key="resume-mine").click().run()
    assert started == ["mine"]


def test_a_run_that_ended_is_discarded(make):
    make("mine", "failed")
    app = opened()
    app.button(key="discard-mine").click().run()
    assert not app.exception
    assert "Nothing has been trained" in words(app)
    assert runs.list_runs() == []


def test_a_finished_model_opens_in_explore(make, folders, monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(SHIPPED))
    make("digits-2d-not", "stopped")
    (runs.runs_dir() / "digits-2d-not").rename(runs.runs_dir() / "digits-2d")
    path = runs.runs_dir() / "digits-2d/status.json"
    path.write_text(path.read_text().replace("stopped", "done"))
    app = opened()
    app.button(key="explore-digits-2d").click().run()
    assert not app.exception
    assert app.session_state["model"] == "digits-2d"


@pytest.mark.parametrize("content", [b"", b"[]", b'{"history": [{"epoch": 1}], "steps": 0}'])
def test_damaged_files_are_no_traceback(make, content):
    folder = make("mine", "training")
    for name in ("status.json", "live.npz", "job.json"):
        (folder / name).write_bytes(content)
    assert "mine" in words(opened())


HUGE = 10**400
STRANGE_TEXT = "\\ud800 \\u0000 ![x](http://a.example/b.png) $x$ <b>"
DAMAGE = [
    *(("status.json", '{"state": "done", "%s": %s}' % (field, value))  # noqa: UP031
      for field in ("epoch", "epochs", "step", "steps", "asked", "seconds_left", "sentence", "history")
      for value in (HUGE, "-1e308", "[{}]", f'"{STRANGE_TEXT}"')),
    ("status.json", '{"state": "training", "seconds_left": 1e308, "steps": 0, "step": 5, "epochs": 0, "epoch": 7}'),
    ("status.json", json.dumps({"state": "done", "history": [ENTRY | {"val_kl": 1e308}, ENTRY | {"epoch": "x"}]})),
    ("status.json", json.dumps({"state": "done", "history": [ENTRY] * 3000})),
    ("status.json", "[" * 100_000),
    ("job.json", '{"options": ["--data", "%s", "--recipe", 3, "--prior"]}' % STRANGE_TEXT),  # noqa: UP031
    ("job.json", '{"options": ["--data", "", "--latent-dim", "", "--prior", "x", "--posterior", "flow"]}'),
    ("job.json", json.dumps({"options": ["--data", "x" * 10**6]})),
    ("job.json", json.dumps({"options": ["--data"] * 10**5})),
    ("request.json", '{"wish": ["run"]}'),
    ("live.npz", "PK" * 1000),
]  # fmt: skip


def test_no_file_of_a_run_stops_the_page(make):
    folder = make("mine", "done")
    look(folder)
    whole = {path.name: path.read_bytes() for path in folder.iterdir()}
    app = opened()
    for name, content in DAMAGE:
        (folder / name).write_text(content)
        app.run()
        assert not app.exception, (name, content[:200])
        assert "mine" in words(app)
        (folder / name).write_bytes(whole.get(name, b""))


@pytest.mark.parametrize("name", [b"\xff\xfe", b"a__b", b"a b", b"[x](http:)", b"x" * 60])
def test_a_folder_that_no_run_made_is_no_run(make, name):
    folder = make("mine", "done")
    shutil.copytree(folder, folder.parent / os.fsdecode(name))
    assert {run.name for run in runs.list_runs()} - {"a__b"} == {"mine"}
    assert not opened().exception


# the form


def test_the_form_starts_what_it_shows(started):
    app = opened()
    app.number_input(key="train-latent").set_value(3).run()
    app.number_input(key="train-epochs-small").set_value(7).run()
    app.number_input(key="train-beta").set_value(0.5).run()
    app.selectbox(key="train-prior").set_value("mixture").run()
    app.button(key="train-start").click().run()
    assert not app.exception
    assert started == ["digits-3d"]
    run = runs.load_run("digits-3d")
    assert run.experiment == Experiment.of("digits", "small", latent_dim=3, prior="mixture", beta=0.5, epochs=7)
    assert app.text_input(key="train-name").placeholder == "digits-3d-2"


def test_the_form_keeps_what_was_chosen_while_another_page_is_open(started):
    app = opened()
    app.selectbox(key="train-network-small").set_value("mlp").run()
    app.number_input(key="train-latent").set_value(3).run()
    app.number_input(key="train-epochs-mlp").set_value(7).run()
    app.selectbox(key="train-posterior").set_value("flow").run()
    app.text_input(key="train-name").set_value("mine").run()
    app.switch_page("pages/present.py").run()
    app.switch_page("pages/train.py").run()
    assert not app.exception
    assert not app.warning
    app.button(key="train-start").click().run()
    assert started == ["mine"]
    assert app.text_input(key="train-name").value == ""  # so that the next run has a name of its own
    assert runs.load_run("mine").experiment == Experiment.of("digits", "mlp", latent_dim=3, posterior="flow", epochs=7)


@pytest.mark.parametrize("name", ["../up", "Digits 1", "[a](http://b)"])
def test_a_name_that_will_not_do_is_one_sentence(started, name):
    app = opened()
    app.text_input(key="train-name").set_value(name).run()
    app.button(key="train-start").click().run()
    assert not app.exception
    assert [error.value.startswith("A name has up to 40 letters") for error in app.error] == [True]
    assert started == []


def folder_form(path):
    app = opened()
    app.selectbox(key="train-data").set_value("folder").run()
    return app.text_input(key="train-folder").set_value(str(path)).run()


def test_a_folder_of_few_images_of_mixed_sizes_starts_with_what_is_known_of_it(folders, started):
    (folders / "pets").mkdir()
    for index in range(125):
        Image.new("L", (8 + index % 3, 9), index).save(folders / "pets" / f"{index}.png")
    app = folder_form(folders / "pets")
    assert "125 images in 1 class" in words(app)
    assert "Their sizes differ: 8 x 9 to 10 x 9 pixels, in a sample." in words(app)
    assert "Batch size reduced to 16 because the data set is small." in words(app)
    app.button(key="train-start").click().run()
    assert started == ["pets-2d"]
    assert runs.load_run("pets-2d").chosen("batch_size") == 16


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nowhere", "There is no folder"),
        ("", "holds 0 images"),
        ("a\0b", "There is no folder"),
        ("x" * 300, "There is no folder"),
    ],
)
def test_a_folder_that_will_not_do_is_one_sentence(folders, started, name, sentence):
    app = folder_form(folders / name)
    assert sentence in words(app)
    app.button(key="train-start").click().run()
    assert not app.exception
    assert sentence in app.error[0].value
    assert started == []


def test_a_folder_that_is_called_like_a_data_set_is_a_folder(folders, started, monkeypatch):
    monkeypatch.chdir(folders)
    assert "There is no folder" in words(folder_form("digits"))
    (folders / "digits").mkdir()
    for index in range(125):
        Image.new("L", (8, 9), index).save(folders / "digits" / f"{index}.png")
    folder_form("digits").button(key="train-start").click().run()
    assert runs.load_run(started[0]).experiment.data == str((folders / "digits").resolve())


def test_colour_gets_a_gaussian_and_sixteen_dimensions_unless_another_is_chosen(folders, started):
    (folders / "photos").mkdir()
    for index in range(125):
        Image.new("RGB", (8, 9), (index, 9, 0)).save(folders / "photos" / f"{index}.png")
    app = folder_form(folders / "photos")
    assert "in colour" in words(app)
    assert "Likelihood: Gaussian, whose nats do not compare" in words(app)
    app.button(key="train-start").click().run()
    assert started == ["photos-16d"]
    assert runs.load_run("photos-16d").chosen("likelihood") == "gaussian"
    assert "Gaussian likelihood" in words(app)
    app.selectbox(key="train-likelihood").set_value("bernoulli").run()
    assert "Likelihood: Bernoulli" in words(app)
    app.button(key="train-start").click().run()
    assert runs.load_run(started[1]).chosen("likelihood") == "bernoulli"


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


def test_images_must_be_chosen_before_starting():
    app = opened()
    app.selectbox(key="train-data").set_value("zip").run()
    assert app.button(key="train-start").disabled
    assert "Choose the images first." in words(app)


def test_a_disk_that_takes_nothing_is_one_sentence(started, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    app = opened()
    monkeypatch.setattr(runs, "create", full)
    app.button(key="train-start").click().run()
    assert not app.exception
    assert "No space left on device" in app.error[0].value


def test_where_others_can_come_the_page_is_closed_unless_opened_and_reads_only_the_data_folder(monkeypatch, tmp_path):
    monkeypatch.setattr("ui.access.is_private", lambda: False)
    assert "because other machines can reach this server" in opened().info[0].value
    monkeypatch.setenv("LATENT_LENS_TRAIN", "on")
    app = opened()
    app.selectbox(key="train-data").set_value("folder").run()
    for folder in (tmp_path, tmp_path / "not there"):
        app.text_input(key="train-folder").set_value(str(folder)).run()
        assert "only folders in" in words(app)
        app.button(key="train-start").click().run()
        assert ["only folders in" in error.value for error in app.error] == [True]


def test_the_page_can_be_switched_off(monkeypatch):
    monkeypatch.setenv("LATENT_LENS_TRAIN", " Off ")
    app = opened()
    assert "switched off" in app.info[0].value
    assert "Start" not in buttons(app)
    assert get_option("server.maxUploadSize") == 0  # Streamlit's route takes no file, either
    monkeypatch.setenv("LATENT_LENS_TRAIN", "on")
    opened()
    assert get_option("server.maxUploadSize") == 64


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "a few seconds"), (14, "about 10 s"), (61, "about 60 s"), (200, "about 3 min"), (7000, "about 1 h 57 min")],
)
def test_durations_are_as_precise_as_an_estimate_deserves(seconds, said):
    from ui.train.run_words import spoken

    assert spoken(seconds) == said
