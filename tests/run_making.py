"""Makes runs that take no time, and looks at what they leave."""

import json
import time

import pytest

from vae_core.measure.effort import Effort
from vae_core.runs import runs
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import load_metrics
from vae_core.training.experiment import Experiment
from vae_core.training.run_files import TERMS

QUICK = Effort(seeds=1, iw_samples=2, iw_images=5, iw_seeds=1)  # figures that take no time

OPTIONS = {"data": "digits", "recipe": "small", "latent_dim": 3, "epochs": 4, "evaluation": QUICK}

PATIENCE_SECONDS = 120  # a busy machine is no failure


def make(name, **changes):
    runs.create(name, lambda upload: Experiment.of(**OPTIONS | changes))
    return runs.runs_dir() / name


def say(name, **status):
    path = runs.runs_dir() / name / "status.json"
    path.write_text(json.dumps({"asked": 1.0, "epochs": 4, "steps": 80} | status))


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
