"""Explore's Python side: the figure, the evidence after a gesture, and what the two languages must agree on."""

import base64
from pathlib import Path

import numpy as np
import pytest
import torch

from ui import palette
from ui.explore import evidence
from ui.map import figure as map_figure
from ui.map.points import COLOURINGS, colourings
from vae_core.data.sets import load_dataset
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model

WEB = Path(__file__).parents[2] / "web"
MODEL = "digits-2d"


@pytest.fixture(scope="module")
def atlas():
    return load_atlas(MODEL)


def _figure(projection="tsne", colouring="class", theme="light", hidden=frozenset(), camera=None):
    return map_figure.map_figure(MODEL, projection, colouring, theme, set(hidden), camera)


def test_every_test_code_is_drawn_once_at_its_place(atlas):
    for projection, places in (("tsne", atlas.tsne), ("pca", atlas.pca), ("z2,z1", atlas.codes[:, ::-1])):
        drawn = np.full_like(places, np.nan)
        for trace in _figure(projection)["data"]:
            drawn[trace["customdata"]] = np.stack([trace["x"], trace["y"]], 1)
        np.testing.assert_array_equal(drawn, places)


def test_the_colourings_show_their_figures(atlas):
    for colouring, values in (("nats", atlas.nats), ("trust", atlas.tsne_trust)):
        for trace in _figure(colouring=colouring)["data"]:
            np.testing.assert_array_equal(trace["marker"]["color"], values[trace["customdata"]])


def test_a_raw_plane_has_no_distortion_to_colour_by():
    assert "trust" not in colourings("z1,z2")
    assert set(colourings("pca")) == set(COLOURINGS)


def test_filter_and_camera_change_a_figure_and_not_the_cached_one():
    camera = {"x": [0.0, 1.0], "y": [2.0, 3.0], "projection": "tsne", "wish": 1}
    figure = _figure(hidden={3}, camera=camera)
    assert [trace["visible"] for trace in figure["data"]].count(False) == 1
    assert figure["layout"]["xaxis"]["range"] == [0.0, 1.0]
    assert all(trace["visible"] for trace in _figure()["data"])
    assert "range" not in _figure()["layout"]["xaxis"]


def test_a_camera_of_another_projection_is_left_out():
    figure = _figure("pca", camera={"x": [0.0, 1.0], "y": [0.0, 1.0], "projection": "tsne", "wish": 1})
    assert "range" not in figure["layout"]["xaxis"]


def test_reference_pixels_are_pytorchs(atlas):
    asked = {"model": MODEL, "originals": [], "reference": True}
    found = evidence.evidence(MODEL, asked)["answer"]["reference"]
    z, pixels = (np.frombuffer(base64.b64decode(found[name]), "<f4") for name in ("z", "pixels"))
    expected = load_model(MODEL).decode(torch.from_numpy(z.reshape(-1, 2).copy())).numpy().ravel()
    np.testing.assert_array_equal(pixels, expected)
    assert set(map(tuple, z.reshape(-1, 2))) <= set(map(tuple, atlas.codes))


def test_originals_are_those_that_were_asked_for():
    asked = {"model": MODEL, "originals": [359, 0, 360, -1, "x", 2.5, None]}
    originals = evidence.evidence(MODEL, asked)["answer"]["originals"]
    images = load_dataset("digits", "test").images
    assert originals == {index: base64.b64encode(images[index].tobytes()).decode() for index in (359, 0)}


@pytest.mark.parametrize("asked", [None, [], "x", {}, {"model": "mnist-2d"}, {"model": None, "reference": True}])
def test_a_question_that_is_none_or_of_another_model_gets_no_answer(asked):
    assert evidence.evidence(MODEL, asked) == {}


@pytest.mark.parametrize("originals", [None, 3, {"0": 1}, [[1]], [True]])
def test_a_malformed_list_of_originals_is_answered_without_them(originals):
    answer = evidence.evidence(MODEL, {"model": MODEL, "originals": originals})["answer"]
    assert "reference" not in answer
    assert len(answer["originals"]) <= 1


@pytest.mark.parametrize(("theme", "background"), [("light", "#ffffff"), ("dark", "#11141c")])
def test_class_colours_stand_out_from_the_background(theme, background):
    assert all(_contrast(colour, background) >= 2.9 for colour in palette.CLASS_COLOURS[theme])


def _contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio."""
    lights = sorted(_luminance(colour) + 0.05 for colour in (first, second))
    return lights[1] / lights[0]


def _luminance(colour: str) -> float:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
