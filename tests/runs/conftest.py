"""Folders of their own for runs and models, and hands on their processes."""

import os

import pytest
import torch
from quick_ending import hurry

from vae_core.runs import runs
from vae_core.runs import status as run_status


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    """Runs and models in a folder of the test."""
    monkeypatch.setenv("LATENT_LENS_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path / "models"))
    hurry(monkeypatch)
    monkeypatch.delattr(os, "nice", raising=False)  # the tests' own process must not become slower
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # as a worker trains so small a network
    yield tmp_path
    torch.set_num_threads(threads)


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
