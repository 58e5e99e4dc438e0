"""What the Learn page says of beta is what the figures of the shipped models show."""

import numpy as np
import pytest

from ui.learn.betas import what_beta_changed
from ui.present.deck import example_decks
from vae_core.store import folder
from vae_core.store.atlas import load_atlas
from vae_core.store.siblings import DISTORTION, RATE

BETAS = {"mnist-2d-beta05": 0.5, "mnist-2d": 1.0, "mnist-2d-beta4": 4.0}


def test_the_words_follow_the_figures():
    rows = [
        {"beta": 0.5, DISTORTION: 125.7, RATE: 8.1},
        {"beta": 1, DISTORTION: 126.2, RATE: 7.2},
        {"beta": 4, DISTORTION: 131.7, RATE: 5.2},
    ]
    assert what_beta_changed(rows) == [
        "At β = 0.5 a code costs 8.1 nats, 0.9 more than at β = 1, and its picture costs 0.5 nats less.",
        "At β = 4 a code costs 5.2 nats, 2.0 less than at β = 1, and its picture costs 5.5 nats more.",
    ]


@pytest.mark.parametrize("rows", [[], [{"beta": 4, DISTORTION: 1.0, RATE: 1.0}], [{"beta": 1}]])
def test_nothing_is_said_without_a_model_to_compare_with(rows):
    assert what_beta_changed(rows) == []


def test_the_compared_models_differ_in_beta_alone():
    configs = [folder.load_config(name) for name in BETAS]
    assert len(set(configs)) == 1
    metrics = [folder.load_metrics(name) for name in BETAS]
    assert [of["recipe"].pop("beta") for of in metrics] == list(BETAS.values())
    assert all(of["recipe"] == metrics[0]["recipe"] for of in metrics)
    assert len({(of["data"], of["training_images"], of["device"]) for of in metrics}) == 1


def test_the_shipped_figures_are_ordered_as_beta_is():
    figures = [{f["name"]: f["value"] for f in folder.load_metrics(name)["figures"]} for name in BETAS]
    assert [of[DISTORTION] for of in figures] == sorted(of[DISTORTION] for of in figures)
    assert [of[RATE] for of in figures] == sorted((of[RATE] for of in figures), reverse=True)


def test_the_example_talk_names_the_shipped_figures():
    stops = {stop["model"]: stop for stop in example_decks()["handwriting"]["stops"] if stop["model"] in BETAS}
    figures = {name: {f["name"]: f["value"] for f in folder.load_metrics(name)["figures"]} for name in BETAS}
    usual = figures["mnist-2d"]
    low, high = (figures[name] for name in ("mnist-2d-beta05", "mnist-2d-beta4"))
    notes = stops["mnist-2d-beta05"]["notes"]
    assert f"{low[RATE]:.1f} nats a code where the model at β = 1 spends {usual[RATE]:.1f}" in notes
    assert 0.3 < usual[DISTORTION] - low[DISTORTION] < 0.7  # "half a nat"
    notes, dearer = stops["mnist-2d-beta4"]["notes"], high[DISTORTION] - usual[DISTORTION]
    assert f"{high[RATE]:.1f} nats a code, and the picture costs {dearer:.1f} nats more" in notes


def test_the_stop_about_trust_shows_a_dot_away_from_its_neighbours():
    stop = next(stop for stop in example_decks()["handwriting"]["stops"] if stop.get("colouring") == "trust")
    trust = load_atlas(stop["model"]).tsne_trust
    assert trust[stop["images"][0]] < np.percentile(trust, 1)
