"""Runs in every state, in folders of their own."""

import json

import pytest

from vae_core.runs import runs
from vae_core.training.experiment import Experiment


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
