"""What a full disk, too little memory and a loss without end leave of a run."""

import os
import time

import torch
from run_making import figures, make, say

from vae_core.runs import runs, work
from vae_core.runs import status as run_status
from vae_core.store.folder import list_models
from vae_core.training import memory
from vae_core.training import run as training_run
from vae_core.training import state as run_state


def test_a_loss_that_is_not_finite_is_one_sentence():
    make("wild", lr=1e9)
    assert work.main("wild") == 1
    run = runs.load_run("wild")
    assert (run.state, run.sentence) == ("failed", "the loss is no longer finite in epoch 1: lower lr (1e+09)")
    assert list_models() == []


def test_memory_that_runs_out_is_one_sentence(monkeypatch):
    make("large")
    monkeypatch.setattr(training_run, "build_model", lambda config: torch.empty(10**15))
    assert work.main("large") == 1
    assert (runs.load_run("large").state, runs.load_run("large").sentence) == ("failed", str(memory.SHORT))


def test_a_full_disk_is_one_sentence_and_the_run_goes_on_when_there_is_room(monkeypatch):
    make("whole")
    work.main("whole")
    make("full")

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(run_state, "save", full)
        assert work.main("full") == 1
    run = runs.load_run("full")
    assert run.state == "failed"
    assert "No space left on device): make room" in run.sentence
    assert work.main("full") == 0
    assert figures("full") == figures("whole")


def test_a_status_that_cannot_be_written_ends_nothing(monkeypatch, capsys):
    make("quiet")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run_status, "write_json", full)
    assert work.main("quiet") == 0
    assert list_models() == ["quiet"]
    assert "the status could not be written" in capsys.readouterr().out
    make("silent")
    monkeypatch.setattr("vae_core.runs.runs.print", full, raising=False)  # the log lies on the same disk
    assert work.main("silent") == 0
    assert list_models() == ["quiet", "silent"]


def test_a_model_of_the_same_name_is_never_replaced(folders):
    make("mine")
    (folders / "models/mine").mkdir(parents=True)
    (folders / "models/mine/config.json").write_text("theirs")
    assert work.main("mine") == 1
    assert "was created in the meantime" in runs.load_run("mine").sentence
    assert (folders / "models/mine/config.json").read_text() == "theirs"


def test_a_model_moves_to_another_disk_whole(folders, monkeypatch):
    make("far")
    rename, moved = os.rename, []

    def across(source, target):
        if not moved:
            moved.append(target)
            raise OSError(18, "Invalid cross-device link")
        assert list_models() == []  # while it is being copied
        rename(source, target)

    monkeypatch.setattr(work.os, "rename", across)
    assert work.main("far") == 0
    assert list_models() == ["far"]
    assert [path.name for path in (folders / "models").iterdir()] == ["far"]


def test_a_run_killed_after_its_model_moved_only_has_to_say_so():
    make("mine")
    work.main("mine")
    say("mine", state="evaluating", epoch=4)
    assert runs.load_run("mine").state == "interrupted"
    assert work.main("mine") == 0
    assert runs.load_run("mine").state == "done"


def test_a_run_is_discarded_from_a_disk_that_takes_nothing(monkeypatch):
    make("full")
    make("kept", seed=3)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    for module, name in ((runs, "write_json"), (runs.tempfile, "mkdtemp"), (runs.os, "rename"), (runs.Path, "mkdir")):
        monkeypatch.setattr(module, name, full)
    runs.discard("full")
    assert not (runs.runs_dir() / "full").exists()
    assert [run.name for run in runs.list_runs()] == ["kept"]


def test_a_run_at_work_on_a_full_disk_hears_that_it_is_discarded(monkeypatch, wishes):
    make("full")
    real = runs.wish

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    def discard_once(run):
        if run.epoch == 1 and (runs.runs_dir() / "full/job.json").is_file():
            with monkeypatch.context() as patch:
                patch.setattr(runs, "write_json", full)
                runs.discard("full")
        return real("full")

    wishes(discard_once)
    assert work.main("full") == 0
    assert (runs.list_runs(), list_models(), (runs.runs_dir() / "full").exists()) == ([], [], False)


def test_a_clock_that_was_set_back_leaves_no_run_starting_for_ever():
    make("mine")
    say("mine", state="starting", asked=time.time() + 3600)
    assert runs.load_run("mine").state == "interrupted"
    say("mine", state="starting", asked=time.time())
    assert runs.load_run("mine").state == "starting"
    say("mine", state="starting", asked=time.time() + 3600)
    runs.discard("mine")
    assert runs.list_runs() == []
