"""`python -m vae_core interpolate`: files, figures, and one sentence for what it cannot do."""

import numpy as np
import pytest
from PIL import Image

from vae_core.cli import main
from vae_core.store.atlas import load_atlas
from vae_core.walks.walker import METHODS

START, END = 3, 40


def run(*arguments):
    return main(["interpolate", "digits-2d", "--from", str(START), "--to", str(END), *map(str, arguments)])


@pytest.mark.parametrize("method", METHODS)
def test_each_method_starts_and_ends_at_the_images(tmp_path, capsys, method):
    assert run("--method", method, "--frames", 9, "--out", tmp_path / "walk.npz") == 0
    with np.load(tmp_path / "walk.npz") as walk:
        np.testing.assert_array_equal(walk["z"][[0, -1]], load_atlas("digits-2d").codes[[START, END]])
        assert walk["images"].shape == (9, 1, 8, 8)
    assert f"9 frames, {method}, latent length" in capsys.readouterr().out


@pytest.mark.parametrize("speed", ["latent", "visual"])
def test_a_gif_at_constant_speed_has_as_many_frames_as_asked(tmp_path, speed):
    way = ("--via", 7, 9, "--method", "slerp", "--speed", speed)
    assert run(*way, "--frames", 12, "--out", tmp_path / "walk.gif") == 0
    with Image.open(tmp_path / "walk.gif") as gif:
        assert (gif.size, gif.n_frames) == ((64, 64), 12)


def test_equal_ends_make_a_walk_that_says_it_stands_still(tmp_path, capsys):
    assert run("--to", START, "--frames", 4, "--method", "linear", "--out", tmp_path / "walk.npz") == 0
    assert "stands still" in capsys.readouterr().out


@pytest.mark.parametrize(("model", "arguments", "sentence"), [
    ("digits-m2", ("--method", "data"), "data needs one class or one blend all the way"),
    ("digits-m2", ("--class", "q"), "no class is called 'q'"),
    ("digits-2d", ("--class", "3"), "no class is given to this model"),
    ("mnist-vq", (), "swap cells of two pictures on Explore"),
])  # fmt: skip
def test_what_a_model_cannot_do_is_said(tmp_path, capsys, model, arguments, sentence):
    way = ["interpolate", model, "--from", "3", "--to", "8", "--out", str(tmp_path / "walk.gif")]
    assert main([*way, *arguments]) == 1
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "sentence"), [
    (("--to", 99999, "--out", "walk.gif"), "has images 0 to 359; got 99999"),
    (("--out", "walk.avi"), ".gif, .png, .npz; got 'walk.avi'"),
    (("--frames", 1, "--out", "walk.gif"), "frame for each"),
    (("--via", *range(7), "--out", "walk.gif"), "two to 8"),
])  # fmt: skip
def test_what_it_cannot_do_is_one_sentence_and_no_file(tmp_path, monkeypatch, capsys, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    assert run("--method", "linear", *arguments) == 1
    said = capsys.readouterr().err.strip().splitlines()
    assert sentence in said[-1]
    assert list(tmp_path.iterdir()) == []


def of_classes(tmp_path, *arguments):
    """Frames of a walk of a model that is given the class: from a 3 to an 8."""
    atlas = load_atlas("digits-m2")
    start, end = (int(np.flatnonzero(atlas.labels == label)[0]) for label in (3, 8))
    way = ["interpolate", "digits-m2", "--from", start, "--to", end, "--frames", 9, "--out", tmp_path / "walk.npz"]
    assert main([str(word) for word in [*way, *arguments]]) == 0
    with np.load(tmp_path / "walk.npz") as walk:
        return walk["z"], atlas.codes[[start, end]]


@pytest.mark.parametrize("method", METHODS)
def test_a_class_is_held_while_the_style_goes_from_image_to_image(tmp_path, method):
    z, ends = of_classes(tmp_path, "--class", "7", "--method", method)
    np.testing.assert_array_equal(z[:, 4:], np.eye(10, dtype="f4")[[7] * 9])
    np.testing.assert_allclose(z[[0, -1], :4], ends[:, :4], atol=1e-6)


def test_without_one_the_class_blends_along_a_straight_line(tmp_path, capsys):
    z, ends = of_classes(tmp_path)
    np.testing.assert_allclose(z, np.linspace(*ends, 9), atol=1e-6)
    assert "9 frames, linear" in capsys.readouterr().out
