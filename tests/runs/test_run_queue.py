"""In which order runs train, under which names."""

import subprocess
import sys

import pytest
from run_making import make, say

from vae_core.runs import runs, work

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
