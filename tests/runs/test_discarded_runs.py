"""What discarding a run removes, and when it is heard."""

import os
import threading
import time

import pytest
from run_making import OPTIONS, PATIENCE_SECONDS, make, say

from vae_core.runs import runs, work
from vae_core.store.folder import list_models
from vae_core.training import run as training_run
from vae_core.training import state as run_state
from vae_core.training.experiment import Experiment


def test_discarding_removes_the_run_and_nothing_else(folders, wishes):
    for name in ("kept", "gone"):
        make(name)
    (folders / "models/other").mkdir(parents=True)
    wishes(lambda run: "discard" if run.epoch >= 1 else "run")
    assert work.main("gone") == 0
    assert [run.name for run in runs.list_runs()] == ["kept"]
    assert not (runs.runs_dir() / "gone").exists()
    assert (folders / "models/other").is_dir()
    runs.discard("kept")
    assert runs.list_runs() == []


def test_removing_a_run_that_is_done_leaves_its_model_and_the_images_that_were_sent_for_it():
    folder = make("mine")
    (folder / "upload").mkdir()
    (folder / "upload/1.png").touch()
    work.main("mine")
    runs.discard("mine")
    assert (runs.list_runs(), list_models()) == ([], ["mine"])
    assert [path.name for path in runs.upload_dir("mine").iterdir()] == ["1.png"]


def test_a_run_that_is_discarded_at_the_very_end_leaves_no_model(monkeypatch):
    make("late")
    monkeypatch.setattr(run_state, "finish", lambda out: runs.ask("late", "discard"))
    assert work.main("late") == 0
    assert (runs.list_runs(), list_models(), (runs.runs_dir() / "late").exists()) == ([], [], False)


def test_a_discard_is_heard_while_images_are_read(monkeypatch):
    make("slow")
    left, gone = threading.Event(), []

    def read(*_, **__):
        runs.ask("slow", "discard")
        left.wait(PATIENCE_SECONDS)
        raise work.Discarded

    def leave(code):
        gone.append(not (runs.runs_dir() / "slow").exists())
        left.set()

    monkeypatch.setattr(training_run, "load_dataset", read)
    monkeypatch.setattr(work.os, "_exit", leave)
    work.main("slow")
    assert gone == [True]


def test_what_is_asked_of_a_run_that_is_gone_leaves_no_trace():
    make("mine")
    runs.discard("mine")
    runs.discard("mine")
    for action, *wish in ((runs.start,), (runs.ask, "pause")):
        with pytest.raises(runs.RunError, match="mine has been removed"):
            action("mine", *wish)
    assert not runs.is_alive("mine")
    assert list(runs.runs_dir().glob("[!.]*/")) == []


def test_a_name_is_free_again_whatever_an_unlisted_run_has_left():
    folder = make("mine")
    say("mine", state="discarded")
    (folder / "lock").touch()
    make("mine")
    assert sorted(path.name for path in folder.iterdir()) == ["job.json", "status.json"]


def test_starting_a_run_that_is_at_work_changes_nothing(hold):
    folder = make("mine")
    say("mine", state="training")
    hold("mine")
    runs.ask("mine", "stop")
    before = (folder / "status.json").read_bytes()
    runs.start("mine")
    assert (runs.wish("mine"), (folder / "status.json").read_bytes()) == ("stop", before)
    assert not (folder / "log.txt").exists()


def test_a_name_that_was_taken_while_images_were_unpacked_is_refused():
    with pytest.raises(runs.RunError, match="There is a run called Mine already"):
        runs.create("Mine", lambda upload: make("mine") and Experiment.of(**OPTIONS, seed=2))
    assert [run.name for run in runs.list_runs()] == ["mine"]


def test_folders_that_were_never_finished_go_after_a_day():
    make("mine")
    for name, age in ((".new-old", 2 * 86_400), (".old-old", 2 * 86_400), (".new-young", 60)):
        (runs.runs_dir() / name).mkdir()
        os.utime(runs.runs_dir() / name, (time.time() - age,) * 2)
    make("other")
    assert [path.name for path in runs.runs_dir().glob(".*/")] == [".new-young"]
