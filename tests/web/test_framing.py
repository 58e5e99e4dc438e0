"""Drawn strokes become MNIST's 28 x 28 as SciPy and Pillow make them by the recipe of its authors.

"The images were size normalized to fit in a 20x20 pixel box while preserving their aspect ratio ... centered in a 28x28
image by computing the center of mass of the pixels": http://yann.lecun.com/exdb/mnist/
"""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy.interpolate import RegularGridInterpolator
from scipy.ndimage import center_of_mass, shift

SIDE, PEN, BOX, OUT, LEAST_INK = 196, 18, 20, 28, 0.1
MIDDLE = OUT / 2  # the index of the pixel that the centre of mass is on; of 10,000 test images it is 14.0, 14.0
STROKES = {
    "a seven, tall": [[(60, 30), (140, 34), (96, 170)]],
    "a four of two strokes": [[(70, 40), (52, 110), (130, 112)], [(118, 60), (112, 165)]],
    "a dash in a corner": [[(150, 20), (180, 24)]],
    "an L, small and low": [[(20, 120), (22, 176), (60, 180)]],
}


def drawn(strokes):
    """As the pad draws: round and white on black, with grey edges."""
    large = Image.new("L", (4 * SIDE, 4 * SIDE))
    pen = ImageDraw.Draw(large)
    for points in strokes:
        path = [(4 * x, 4 * y) for x, y in points]
        pen.line(path, 255, 4 * PEN)
        for x, y in path:
            pen.ellipse((x - 2 * PEN, y - 2 * PEN, x + 2 * PEN, y + 2 * PEN), 255)
    return np.asarray(large.reduce(4), np.float32) / 255


def box_of(plane):
    rows, cols = (np.flatnonzero((plane >= LEAST_INK).any(axis)) for axis in (1, 0))
    return rows[0], rows[-1] + 1, cols[0], cols[-1] + 1


def exact(plane):
    """The mean over the area of each new pixel, by differences of the integral of the drawing."""
    top, bottom, left, right = box_of(plane)
    scale = max(bottom - top, right - left) / BOX
    within = np.zeros_like(plane)
    within[top:bottom, left:right] = plane[top:bottom, left:right]
    middle = np.array(center_of_mass(within)) + 0.5
    sums = np.pad(plane.astype(float).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    integral = RegularGridInterpolator((np.arange(SIDE + 1),) * 2, sums)
    y, x = (np.clip(at + (np.arange(OUT + 1) - MIDDLE - 0.5) * scale, 0, SIDE) for at in middle)
    corners = integral(np.stack(np.meshgrid(y, x, indexing="ij"), -1))
    return np.diff(np.diff(corners, axis=0), axis=1) / scale**2


def step_by_step(plane):
    """Cut, fit into the box, pasted, and moved by its centre of mass: every step as Pillow and SciPy take it."""
    top, bottom, left, right = box_of(plane)
    cut = Image.fromarray(plane[top:bottom, left:right])
    share = BOX / max(cut.size)
    fitted = np.asarray(cut.resize([max(1, round(share * side)) for side in cut.size], Image.Resampling.BOX))
    image = np.zeros((OUT, OUT), np.float32)
    image[: fitted.shape[0], : fitted.shape[1]] = fitted
    return shift(image, MIDDLE - np.array(center_of_mass(image)), order=1)


@pytest.mark.parametrize("strokes", STROKES.values(), ids=STROKES)
def test_strokes_fit_the_box_of_20_with_their_centre_of_mass_in_the_middle(node, strokes):
    plane = drawn(strokes)
    framed = """async (plane) => {
      const [{ framed }, { framingOf }] = await Promise.all(
        ["framing", "framings"].map((name) => import("/web/draw/" + name + ".js")));
      const picture = { planes: [Float32Array.from(plane)], side: 196 };
      return [...framed(picture, [1, 28, 28], framingOf({ spec: { data: "mnist" } }))];
    }"""
    image = np.array(node.evaluate(framed, plane.ravel().tolist())).reshape(OUT, OUT)
    np.testing.assert_allclose(image, exact(plane), atol=1e-6)
    near = step_by_step(plane)  # which rounds the shorter side to whole pixels, and blurs as it moves
    assert np.abs(image - near).mean() < 0.03
    assert np.corrcoef(image.ravel(), near.ravel())[0, 1] > 0.94
    assert center_of_mass(image) == pytest.approx((MIDDLE, MIDDLE), abs=0.02)
    rows, cols = (np.ptp(np.flatnonzero((image > 0.05).any(axis))) + 1 for axis in (1, 0))
    assert BOX <= max(rows, cols) <= BOX + 1  # where an edge lies within a pixel, one more is touched
