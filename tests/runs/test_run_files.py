"""What is read of a run: damaged files, and those of earlier versions."""

import json

import pytest
from run_making import OPTIONS, figures, make, weights

from vae_core import cli
from vae_core.runs import runs, work
from vae_core.runs.live import load_live
from vae_core.training import state as run_state
from vae_core.training.experiment import Experiment

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
