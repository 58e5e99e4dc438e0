"""The widget as Python has it: what may be set, what it answers, what travels, and what stands in for it."""

import base64
import io
import json
import sys

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import load

from vae_core import explore, load_model
from vae_core.fault import Fault
from vae_core.store.atlas import load_atlas
from vae_core.store.browser import atlas_bytes, model_bytes

NAME = "digits-2d"
Z = [0.5, -1.25]


@pytest.fixture
def widget():
    widget = explore(NAME)
    yield widget
    widget.close()


def test_it_opens_at_the_first_code_and_goes_where_z_is_set(widget):
    codes = load_atlas(NAME).codes
    assert (widget.z == codes[0]).all()
    heard = []
    widget.observe(lambda change: heard.append(change.new.tolist()), "z")
    widget.z = torch.tensor(Z)
    assert heard == [Z]
    assert widget.z.dtype == np.float32
    assert np.array_equal(widget.image, load_model(NAME).decode(torch.tensor([Z]))[0].numpy())
    assert widget.nearest(7).tolist() == np.argsort(np.square(codes - Z).sum(1))[:7].tolist()


@pytest.mark.parametrize("z", [[1], [[0, 1]], [float("nan"), 0], ["a", "b"], None, {"z": 1}])
def test_a_z_that_is_no_code_is_refused_and_changes_nothing(widget, z):
    before = widget.z
    with pytest.raises(ValueError, match="z must be 2 finite numbers; got"):
        widget.z = z
    assert widget.z is before


def test_rows_are_selected_by_number_or_by_a_mask_and_none_by_nothing(widget):
    widget.selection = range(3)
    assert widget.selection.tolist() == [0, 1, 2]
    widget.selection = load_atlas(NAME).labels == 4
    assert (load_atlas(NAME).labels[widget.selection] == 4).all()
    widget.selection = None
    assert widget.selection.tolist() == []


@pytest.mark.parametrize("rows", [[-1], [10**6], [0.5], "all", [[1]], 3])
def test_a_selection_that_is_no_rows_of_the_map_is_refused(widget, rows):
    with pytest.raises(ValueError, match="selection must be rows of the map, whole numbers from 0 to"):
        widget.selection = rows


def test_weights_and_codes_travel_when_they_are_asked_for_and_in_no_trait(widget, monkeypatch):
    state = widget.get_state()
    assert len(json.dumps({name: value for name, value in state.items() if name != "_esm"})) < 2000
    assert len(state["_esm"]) < 600_000
    sent = []
    monkeypatch.setattr(type(widget), "send", lambda self, content, buffers: sent.append((content["part"], *buffers)))
    widget._handle_custom_msg({"wants": ["model", "atlas", "else"]}, [])
    assert [part for part, _ in sent] == ["model", "atlas"]
    for (_, got), expected in zip(sent, (model_bytes(NAME), atlas_bytes(NAME)), strict=True):
        got, expected = load(got), load(expected)
        assert got.keys() == expected.keys()
        assert all(np.array_equal(got[name], expected[name]) for name in expected)


def test_a_picture_stands_where_no_widget_runs(widget):
    data, _ = widget._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    before = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    assert before.format == "PNG"
    widget.z, widget.selection = Z, range(40)
    after = Image.open(io.BytesIO(base64.b64decode(widget._repr_mimebundle_()[0]["image/png"])))
    assert before.size == after.size
    assert before.tobytes() != after.tobytes()


def test_what_load_model_gave_is_explored_as_its_folder():
    widget = explore(load_model(NAME))
    assert np.array_equal(widget.z, load_atlas(NAME).codes[0])
    widget.close()


def test_without_the_package_one_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(Fault, match="needs anywidget: run `pip install anywidget`"):
        explore(NAME)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"model": "nowhere"}, "no model is called"),
        ({"model": NAME, "labels": [1]}, "a model folder has its own map"),
        ({"model": torch.nn.Linear(1, 1)}, "a module with encode and decode, and images; got Linear"),
    ],
)
def test_what_cannot_be_explored_is_one_sentence(given, sentence):
    with pytest.raises(ValueError, match=sentence):
        explore(**given)
