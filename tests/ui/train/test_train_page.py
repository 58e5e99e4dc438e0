"""The runs on the page Train: every state with its sentence and buttons, whatever their files hold."""

import json
import os
import shutil

import pytest
from train_app import ENTRY, buttons, look, opened, words

from vae_core.runs import runs
from vae_core.store.folder import SHIPPED


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
        ("nonsense", "Interrupted: epoch 3 of 30. Its process ended before", {"Resume", "Yes, discard it"}),
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
