"""A walk's file holds every frame as it was decoded, or does not exist."""

import numpy as np
import pytest
from PIL import Image

from vae_core.walks.animation import write_walk

rng = np.random.default_rng(0)
Z, GREY = rng.normal(size=(5, 3)).astype("f4"), rng.uniform(size=(5, 1, 4, 6)).astype("f4")
COLOUR = rng.uniform(size=(5, 3, 4, 6))


def test_a_gif_has_every_frame_its_size_and_its_clock(tmp_path):
    write_walk(tmp_path / "walk.gif", Z, GREY, fps=10, scale=3)
    with Image.open(tmp_path / "walk.gif") as gif:
        assert (gif.size, gif.n_frames, gif.info["duration"], gif.info["loop"]) == ((18, 12), 5, 100, 0)
        gif.seek(2)
        shown = np.asarray(gif.convert("L"))[1::3, 1::3]
    np.testing.assert_array_equal(shown, (GREY[2, 0] * 255 + 0.5).astype(np.uint8))


@pytest.mark.parametrize(("images", "mode"), [(GREY, "L"), (COLOUR, "RGB")])
def test_a_png_is_all_frames_side_by_side(tmp_path, images, mode):
    write_walk(tmp_path / "walk.png", Z, images, scale=2)
    with Image.open(tmp_path / "walk.png") as png:
        assert (png.size, png.mode) == ((60, 8), mode)


def test_an_npz_keeps_codes_and_pixels_exactly(tmp_path):
    write_walk(tmp_path / "walk.npz", Z, GREY)
    with np.load(tmp_path / "walk.npz") as stored:
        np.testing.assert_array_equal(stored["z"], Z)
        np.testing.assert_array_equal(stored["images"], GREY)


def test_another_suffix_is_refused_and_leaves_nothing(tmp_path):
    with pytest.raises(ValueError, match=r"\.gif, \.png, \.npz; got 'walk\.avi'"):
        write_walk(tmp_path / "walk.avi", Z, GREY)
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    path = tmp_path / "walk.gif"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError):
        write_walk(path, Z, GREY, fps=0)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
