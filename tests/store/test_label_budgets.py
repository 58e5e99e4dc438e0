"""The classifiers of ever more labels: their record is what they do on the test images."""

import base64

import pytest
import torch
from safetensors.torch import load

from vae_core.data.sets import load_dataset
from vae_core.graph.batch import for_many
from vae_core.graph.replay import replay
from vae_core.store.folder import CheckpointError
from vae_core.store.label_budgets import FILE, read_budgets

NAME = "digits-m2"


def classifiers(kept):
    """Each budget with the logits that its classifier gives the test images, (N, K)."""
    weights, images = load(base64.b64decode(kept["weights"])), load_dataset("digits", "test").images
    for budget in kept["budgets"]:
        start = f"{budget['labels']}."
        own = {name.removeprefix(start): value for name, value in weights.items() if name.startswith(start)}
        graph = for_many(kept["graph"], {name: tuple(value.shape) for name, value in own.items()})
        yield budget, replay(graph, own, torch.from_numpy(images).float() / 255)


def test_each_classifier_is_as_good_as_its_record_says():
    kept, labels = read_budgets(NAME), torch.from_numpy(load_dataset("digits", "test").labels)
    assert kept["images"] == len(labels)
    for budget, logits in classifiers(kept):
        share = 100 * (logits.argmax(1) == labels).float().mean().item()
        assert share == pytest.approx(budget["right"][budget["shown"]], abs=0.01)
        assert sorted(budget["right"])[len(budget["right"]) // 2] == budget["right"][budget["shown"]]


def test_more_labels_help():
    budgets = read_budgets(NAME)["budgets"]
    assert [budget["labels"] for budget in budgets] == [10, 30, 100, 300, 1000]
    means = [sum(budget["right"]) / len(budget["right"]) for budget in budgets]
    assert means == sorted(means)
    assert {len(budget["right"]) for budget in budgets} == {5}


def test_a_model_without_them_has_none(tmp_path):
    assert read_budgets(str(tmp_path)) is None
    (tmp_path / FILE).write_bytes(b"not a file of numbers")
    with pytest.raises(CheckpointError, match="damaged"):
        read_budgets(str(tmp_path))
