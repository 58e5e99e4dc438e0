"""A run from start to end: what it leaves, and a kill, a stop and a pause on the way."""

import json
import os
import signal

from run_making import figures, make, wait_until, weights

from vae_core.runs import runs, work
from vae_core.runs import status as run_status
from vae_core.runs.live import load_live
from vae_core.runs.watcher import Watcher
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import list_models, load_metrics
from vae_core.training.state import MADE_FROM_IT, MODEL_FILES


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
