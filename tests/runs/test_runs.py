"""Runs of the app: where they stand, in which order they train, what a kill, a stop or a full disk leaves behind."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
import torch

from vae_core import cli
from vae_core.measure.effort import Effort
from vae_core.runs import runs, work
from vae_core.runs import status as run_status
from vae_core.runs.live import load_live
from vae_core.runs.watcher import Watcher
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import list_models, load_metrics
from vae_core.training import memory
from vae_core.training import run as training_run
from vae_core.training import state as run_state
from vae_core.training.experiment import Experiment
from vae_core.training.run_files import TERMS
from vae_core.training.state import MADE_FROM_IT, MODEL_FILES

QUICK = Effort(seeds=1, iw_samples=2, iw_images=5, iw_seeds=1)  # figures that take no time
OPTIONS = {"data": "digits", "recipe": "small", "latent_dim": 3, "epochs": 4, "evaluation": QUICK}
PATIENCE_SECONDS = 120  # a busy machine is no failure


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    """Runs and models in a folder of the test."""
    monkeypatch.setenv("LATENT_LENS_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path / "models"))
    monkeypatch.delattr(os, "nice", raising=False)  # the tests' own process must not become slower
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # as a worker trains so small a network
    yield tmp_path
    torch.set_num_threads(threads)


def make(name, **changes):
    runs.create(name, lambda upload: Experiment.of(**OPTIONS | changes))
    return runs.runs_dir() / name


def say(name, **status):
    path = runs.runs_dir() / name / "status.json"
    path.write_text(json.dumps({"asked": 1.0, "epochs": 4, "steps": 80} | status))


@pytest.fixture
def hold():
    """Makes a run's process alive, as far as anyone can tell."""
    held = []

    def alive(name):
        lock = runs.run_lock(name)
        lock.acquire()
        held.append(lock)

    yield alive
    for lock in held:
        lock.release()


@pytest.fixture
def wishes(monkeypatch):
    """Lets a function of the run decide what the visitor wants of it; the run tells of every step it is asked at."""
    monkeypatch.setattr(run_status, "STATUS_SECONDS", 0)
    return lambda decide: monkeypatch.setattr(run_status, "wish", lambda name: decide(runs.load_run(name)))


def wait_until(name, holds):
    for _ in range(PATIENCE_SECONDS * 20):
        if holds(runs.load_run(name)):
            return
        time.sleep(0.05)
    pytest.fail(f"{runs.load_run(name)}: {(runs.runs_dir() / name / 'log.txt').read_text()}")


def figures(name):
    return [{key: entry[key] for key in TERMS} for entry in load_metrics(name)["history"]]


def weights(name):
    return {key: value.tolist() for key, value in load_model(name).state_dict().items()}


# from start to end


def test_a_killed_run_is_interrupted_and_resumes_as_if_it_had_not_been():
    make("whole", epochs=40)
    assert work.main("whole") == 0
    make("killed", epochs=40)
    runs.start("killed")
    wait_until("killed", lambda run: run.epoch >= 2)
    pid = json.loads((runs.runs_dir() / "killed" / "status.json").read_text())["pid"]
    assert pid != os.getpid()
    os.kill(pid, signal.SIGKILL)
    wait_until("killed", lambda run: run.state == "interrupted")
    assert list_models() == ["whole"]
    assert work.main("killed") == 0
    assert runs.load_run("killed").state == "done"
    assert figures("killed") == figures("whole")
    assert weights("killed") == weights("whole")


def test_a_run_leaves_a_complete_model_and_what_was_to_be_seen(folders):
    folder = make("mine")
    assert work.main("mine") == 0
    run = runs.load_run("mine")
    assert (run.state, run.epoch, run.step, run.seconds_left) == ("done", 4, 80, 0)
    assert [entry["epoch"] for entry in run.history] == [1, 2, 3, 4]
    assert {path.name for path in (folders / "models/mine").iterdir()} == {*MODEL_FILES, *MADE_FROM_IT}
    options = "--data digits --recipe small --latent-dim 3 --epochs 4"
    assert load_metrics("mine")["command"] == f"python -m vae_core train {options} --out checkpoints/mine"
    live = load_live(folder)
    assert live.samples.shape == (24, 1, 8, 8)
    assert live.originals.shape == live.reconstructions.shape == (12, 1, 8, 8)
    assert (live.points.shape, live.kl_per_dim.shape[1], live.epochs[-1]) == ((1437, 2), 3, 4)
    assert not (folder / "model").exists()


def test_what_a_run_says_keeps_what_another_language_makes_it_of(wishes):
    make("short", epochs=100)
    assert runs.load_run("short").template == "It has not been started."
    wishes(lambda run: "stop" if run.epoch >= 2 else "run")
    work.main("short")
    run = runs.load_run("short")
    assert run.template == "It ended after epoch {epoch} of {epochs}. The model is in every selector."
    assert run.holes == {"epoch": run.epoch, "epochs": 100}
    assert run.sentence == run.template.format(**run.holes)


def test_a_stage_without_words_of_its_own_ends_no_run():
    make("mine")
    status = run_status.Status("mine")
    Watcher(status).on_stage("novel", 1, 4)
    assert status.content["sentence"] == "Measuring the model: 25 %."


def test_stopping_within_the_warm_up_keeps_a_model_of_the_epochs_so_far(wishes):
    make("short", epochs=100)  # no epoch counts before the tenth
    wishes(lambda run: "stop" if run.epoch >= 2 else "run")
    assert work.main("short") == 0
    run = runs.load_run("short")
    assert run.state == "done"
    assert run.sentence.startswith(f"It ended after epoch {run.epoch} of 100.")
    assert 2 <= len(figures("short")) < 10
    assert load_model("short").config.latent_dim == 3


def test_stopping_before_the_first_epoch_keeps_nothing(wishes):
    make("short")
    wishes(lambda run: "stop" if run.state == "training" else "run")
    assert work.main("short") == 0
    assert runs.load_run("short").state == "stopped"
    assert list_models() == []


def test_a_pause_holds_training_up_where_it_is(wishes):
    make("slow")
    seen, asked = [], iter(["pause"] * 10)
    wishes(lambda run: seen.append((run.state, run.step)) or (next(asked, "run") if run.epoch == 1 else "run"))
    assert work.main("slow") == 0
    assert len({step for state, step in seen if state == "paused"}) == 1
    assert [entry["epoch"] for entry in figures("slow")] == [1, 2, 3, 4]


def test_the_time_of_a_pause_is_no_training_time(monkeypatch):
    make("slow")
    monkeypatch.setattr(Watcher, "_wait", lambda self: 1000.0)
    assert work.main("slow") == 0
    assert all(entry["seconds"] < 0 for entry in load_metrics("slow")["history"])  # for a wait that was none


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

    def read(*_):
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


# what goes wrong


def test_a_loss_that_is_not_finite_is_one_sentence():
    make("wild", lr=1e9)
    assert work.main("wild") == 1
    run = runs.load_run("wild")
    assert (run.state, run.sentence) == ("failed", "the loss is no longer finite in epoch 1: lower lr (1e+09)")
    assert list_models() == []


def test_memory_that_runs_out_is_one_sentence(monkeypatch):
    make("large")
    monkeypatch.setattr(training_run, "VAE", lambda config: torch.empty(10**15))
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


PROBE = """
import sys
from pathlib import Path
from vae_core.training.run_locks import is_held
print("ready", flush=True)
while True:
    is_held(Path(sys.argv[1]))
"""


def test_two_processes_that_ask_at_once_do_not_take_each_other_for_the_run(hold):
    lock = make("mine") / "lock"
    lock.touch()
    with subprocess.Popen([sys.executable, "-c", PROBE, lock], stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        alive = [runs.is_alive("mine") for _ in range(3000)]
        hold("mine")
        held = [runs.is_alive("mine") for _ in range(100)]
        other.kill()
    assert not any(alive)
    assert all(held)


# the queue


def test_runs_wait_for_the_one_at_work_then_in_the_order_of_asking(hold):
    for name, asked in (("c", 3.0), ("a", 1.0), ("b", 2.0)):
        make(name, seed=int(asked))
        say(name, state="queued", asked=asked)
        hold(name)
    say("c", state="training", asked=3.0, epoch=2)
    known = runs.list_runs()
    assert [run.name for run in known] == ["c", "a", "b"]
    assert [run and run.name for run in (runs.waits_for(run, known) for run in known)] == [None, "c", "c"]
    say("c", state="done")
    known = runs.list_runs()
    assert [run and run.name for run in (runs.waits_for(run, known) for run in known)] == [None, "a", None]


def test_a_run_that_waits_can_be_taken_out_of_the_queue(wishes):
    make("late")
    turns = iter(["run", "run", "stop"])
    wishes(lambda run: next(turns))
    with runs.training_lock():
        assert work.main("late") == 0
    assert runs.load_run("late").sentence == "It was taken out of the queue."


def test_two_processes_never_work_on_one_run(hold, monkeypatch):
    monkeypatch.setattr(work, "LOCK_SECONDS", 0)
    make("mine")
    before = (runs.runs_dir() / "mine/status.json").read_bytes()
    hold("mine")
    assert work.main("mine") == 0
    assert (runs.runs_dir() / "mine/status.json").read_bytes() == before


# names and files


@pytest.mark.parametrize("name", ["", "../up", "a/b", "a b", ".hidden", "-x", "x" * 41, "nul", "COM1", "a\n", "ä"])
def test_a_name_that_is_not_plain_is_refused(name):
    with pytest.raises(runs.RunError, match="A name has up to 40 letters"):
        make(name)
    assert runs.list_runs() == []


def test_a_name_that_is_taken_is_refused_whatever_its_case(folders):
    make("mine")
    (folders / "models/Yours").mkdir(parents=True)
    for name, what in (("Mine", "run"), ("yours", "model")):
        with pytest.raises(runs.RunError, match=f"There is a {what} called"):
            make(name)


def test_the_same_training_does_not_start_twice(hold):
    make("first")
    say("first", state="training")
    hold("first")
    with pytest.raises(runs.RunError, match="already running as first"):
        make("second")
    assert [path.name for path in runs.runs_dir().glob("*/")] == ["first"]


def test_a_run_that_cannot_be_prepared_leaves_nothing():
    def refuse(upload):
        upload.mkdir()
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        runs.create("mine", refuse)
    assert list(runs.runs_dir().glob("*/")) == []


ABSURD = {
    "asked": -1, "epoch": 1e400, "epochs": -3, "step": True, "steps": 10**400, "seconds_left": "soon",
    "state": ["done"],
    "history": [{"epoch": 1, "train_elbo": 1e308, "val_elbo": 1, "val_recon": 1, "val_kl": 1}, {"epoch": None}],
}  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"state": 3, "epoch": "x"}', b'{"history": [1, {"epoch": NaN}]}',
     json.dumps(ABSURD).encode(), b'{"options": [["x"], 3], "history": {}, "state": "\\ud800"}'],
)  # fmt: skip
def test_a_damaged_file_counts_as_missing(content):
    folder = make("mine")
    for name in ("status.json", "request.json", "live.npz"):
        (folder / name).write_bytes(content)
    run = runs.load_run("mine")
    assert (run.state, run.wish, run.epoch, run.history) == ("interrupted", "run", 0, [])
    assert load_live(folder) is None
    (folder / "job.json").write_bytes(content)
    assert runs.load_run("mine").experiment is None
    assert [run.name for run in runs.list_runs()] == ["mine"]


def test_the_command_trains_as_before_and_a_worker_by_the_same_code(folders):
    make("mine")
    work.main("mine")
    words = Experiment.of(**OPTIONS).options()
    assert cli.main(["train", *words, "--out", str(folders / "command")]) == 0
    assert weights(folders / "command") == weights("mine")


# what earlier versions wrote

EARLIER = ["--data", "digits", "--latent-dim", "3", "--recipe", "small", "--prior", "mixture", "--epochs", "4"]


def test_a_run_of_an_earlier_version_loads_and_resumes_as_if_nothing_had_happened(monkeypatch):
    make("whole", prior="mixture")
    assert work.main("whole") == 0
    folder = make("old", prior="mixture")
    save = run_state.save

    def save_twice(out, parts, history, *more):
        if len(history) == 3:
            raise OSError(28, "No space left on device")
        save(out, parts, history, *more)

    with monkeypatch.context() as patch:
        patch.setattr(run_state, "save", save_twice)
        assert work.main("old") == 1
    (folder / "job.json").write_text(json.dumps({"options": EARLIER}))
    assert runs.load_run("old").experiment == Experiment.of("digits", "small", latent_dim=3, prior="mixture", epochs=4)
    assert work.main("old") == 0
    assert figures("old") == figures("whole")
    assert weights("old") == weights("whole")


def test_of_an_option_that_an_earlier_version_stored_twice_the_last_counts():
    folder = make("old")
    words = [*EARLIER, "--beta", "0.5", "--lr", "0.001", "--batch-size", "16", "--epochs", "40"]
    (folder / "job.json").write_text(json.dumps({"options": words}))
    training = {"epochs": 40, "beta": 0.5, "lr": 0.001, "batch_size": 16}
    assert runs.load_run("old").experiment.training == training


@pytest.mark.parametrize("words", [["--data"], ["--data", 3, "--fly", "x"], [["--data"], "x"], "--data digits", {}, [],
                                   ["--data", "digits", "--epochs", "many"], ["--data", "x" * 5000]])  # fmt: skip
def test_a_run_whose_job_cannot_be_read_says_so(words):
    folder = make("old")
    (folder / "job.json").write_text(json.dumps({"options": words}))
    assert runs.load_run("old").experiment is None
    assert work.main("old") == 1
    assert runs.load_run("old").sentence.startswith("What old is to train cannot be read from its job.json")
